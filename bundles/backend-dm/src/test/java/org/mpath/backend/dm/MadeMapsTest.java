package org.mpath.backend.dm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which maps are ours. */
class MadeMapsTest {
    @TempDir
    Path state;

    @Test
    void survivesARestartButNotAReboot() throws IOException {
        new MadeMaps(state, "boot-1").add("t10.ATA/odd name");
        assertThat(new MadeMaps(state, "boot-1").contains("t10.ATA/odd name")).isTrue();
        assertThat(new MadeMaps(state, "boot-1").any()).isTrue();
        assertThat(new MadeMaps(state, "boot-2").any()).isFalse();
        assertThat(new MadeMaps(state, "boot-2").contains("t10.ATA/odd name")).isFalse();
    }

    @Test
    void whatWasRemovedIsNotOursAnyMore() throws IOException {
        MadeMaps made = new MadeMaps(state, "boot-1");
        made.add("3600");
        made.add("3600");
        made.remove("3600");
        assertThat(made.contains("3600")).isFalse();
        assertThat(made.any()).isFalse();
    }

    @Test
    void withoutADirectoryItHoldsAsLongAsTheRuntime() throws IOException {
        MadeMaps made = new MadeMaps(null, "boot-1");
        assertThat(made.any()).isFalse();
        made.add("3600");
        assertThat(made.contains("3600")).isTrue();
    }
}
