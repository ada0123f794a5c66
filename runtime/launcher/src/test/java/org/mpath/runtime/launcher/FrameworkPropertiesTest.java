package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkPropertiesTest {
    @TempDir
    Path root;

    @Test
    void letsConfigPropertiesOverrideTheDefaultsButNotTheDirectories() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/config.properties"), """
                felix.fileinstall.poll = 7
                my.file = ${mpath.var}/x-${unknown}
                mpath.var = /elsewhere
                """);
        Map<String, Object> properties = properties(List.of());
        assertThat(properties)
                .containsEntry("felix.fileinstall.poll", "7")
                .containsEntry("felix.fileinstall.enableConfigSave", "false")
                .containsEntry("my.file", root.resolve("var") + "/x-${unknown}")
                .containsEntry("mpath.var", root.resolve("var").toString())
                .containsEntry("mpath.deploy", root.resolve("deploy").toString())
                .containsEntry("mpath.plugins", root.resolve("plugins").toString())
                .doesNotContainKey("mpath.captive");
    }

    @Test
    void watchesTheFolderOfLabArraysWhenItIsThere() throws Exception {
        Path etc = Files.createDirectories(root.resolve("etc"));
        assertThat(properties(List.of())).containsEntry("felix.fileinstall.dir", etc.toString());
        Path arrays = Files.createDirectory(etc.resolve("lab.d"));
        assertThat(properties(List.of())).containsEntry("felix.fileinstall.dir", etc + "," + arrays);
    }

    @Test
    void handsTheCommandsToTheCaptiveRun() throws Exception {
        assertThat(properties(List.of("-c", "mpath:maps"))).containsEntry("mpath.captive", "mpath:maps");
    }

    @Test
    void takesTheProfileOfThePromptFromEtcWhenItIsThere() throws Exception {
        assertThat(properties(List.of())).containsEntry("gosh.home", root.resolve("image").toString());
        Files.createDirectories(root.resolve("etc"));
        Files.createFile(root.resolve("etc/gosh_profile"));
        assertThat(properties(List.of())).containsEntry("gosh.home", root.toString());
    }

    private Map<String, Object> properties(List<String> words)
            throws UsageException, ConfigurationException, IOException {
        Options options = Options.parse(words, false);
        Directories directories = Directories.of(root.resolve("image"), root, options);
        return FrameworkProperties.of(options, directories, root.resolve("cache"));
    }
}
