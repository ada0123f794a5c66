package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mpath.itests.exam.InFramework;

/** Files in {@code etc} are read before components start. */
@InFramework(ImageOptions.class)
class ConfigurationIT {

    @Test
    void aComponentStartsOnceAndWithItsConfiguration(Supplier<List<String>> configured) {
        assertThat(configured.get()).containsExactly("green");
    }
}
