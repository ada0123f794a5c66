package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The image as a whole: everything resolves, everything starts, nothing waits for something that never comes. */
@InFramework(ImageOptions.class)
class ImageIT {

    @Test
    void runsInsideTheFramework(BundleContext context) {
        assertThat(FrameworkUtil.getBundle(getClass())).isEqualTo(context.getBundle());
    }

    @Test
    void everyBundleIsActive(BundleContext context) {
        assertThat(ours(context)).hasSizeGreaterThan(10);
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void everyComponentIsSatisfied(BundleContext context, ServiceComponentRuntime components) {
        Bundle[] ours = ours(context).toArray(Bundle[]::new);
        List<String> unsatisfied = components.getComponentDescriptionDTOs(ours).stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(ImageIT::isHeldUp)
                .map(ImageIT::text)
                .toList();
        assertThat(unsatisfied).isEmpty();
    }

    @Test
    void everyComponentThatNeedsNoConfigurationHasOne(BundleContext context, ServiceComponentRuntime components) {
        Bundle[] ours = ours(context).toArray(Bundle[]::new);
        List<String> missing = components.getComponentDescriptionDTOs(ours).stream()
                .filter(component -> !"require".equals(component.configurationPolicy))
                .filter(component -> components.getComponentConfigurationDTOs(component).isEmpty())
                .map((ComponentDescriptionDTO component) -> component.name)
                .toList();
        assertThat(missing).isEmpty();
    }

    private static List<Bundle> ours(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("org.mpath."))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("org.mpath.itests"))
                .toList();
    }

    private static boolean isHeldUp(ComponentConfigurationDTO component) {
        return component.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                || component.state == ComponentConfigurationDTO.FAILED_ACTIVATION;
    }

    private static String text(ComponentConfigurationDTO component) {
        return component.description.name + " waits for "
                + Arrays.stream(component.unsatisfiedReferences).map(reference -> reference.name).toList()
                + (component.failure == null ? "" : " failed: " + component.failure);
    }
}
