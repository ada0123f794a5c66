package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The image starts in a process of its own, with nothing of the test's class path in it. */
@InFramework(ForkedImageOptions.class)
class ForkedIT {

    @Test
    void everyBundleIsActive(BundleContext context) {
        assertThat(System.getProperty("java.class.path")).doesNotContain("junit");
        assertThat(context.getBundles())
                .hasSizeGreaterThan(20)
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE));
    }
}
