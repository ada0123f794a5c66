package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {
    @TempDir
    Path var;

    @Test
    void sweepsWhatADeadProcessLeftAndSparesALivingOne() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(var.resolve("cache/" + dead.pid() + "/bundles"));
            Files.createDirectories(var.resolve("cache/" + living.pid() + "/bundles"));
            CacheDirectory cache = CacheDirectory.create(var);
            assertThat(var.resolve("cache/" + dead.pid())).doesNotExist();
            assertThat(var.resolve("cache/" + living.pid())).exists();
            assertThat(cache.path()).isEmptyDirectory();
        } finally {
            living.destroyForcibly();
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        CacheDirectory cache = CacheDirectory.create(var);
        Files.createFile(cache.path().resolve("x"));
        cache.delete();
        cache.delete();
        assertThat(var.resolve("cache")).isEmptyDirectory();
    }
}
