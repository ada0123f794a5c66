package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemBundleTest {
    @TempDir
    Path system;

    @Test
    void takesTheStartLevelFromTheFolder() throws IOException, ConfigurationException {
        jar("20/b.jar");
        jar("20/a.jar");
        jar("05/z.jar");
        assertThat(SystemBundle.list(system, false))
                .containsExactly(
                        new SystemBundle(5, system.resolve("05/z.jar")),
                        new SystemBundle(20, system.resolve("20/a.jar")),
                        new SystemBundle(20, system.resolve("20/b.jar")));
    }

    @Test
    void leavesTheConsoleOutWithoutATerminal() throws IOException, ConfigurationException {
        jar("20/a.jar");
        jar("40-console/c.jar");
        assertThat(SystemBundle.list(system, false)).extracting(SystemBundle::level).containsExactly(20);
        assertThat(SystemBundle.list(system, true)).extracting(SystemBundle::level).containsExactly(20, 40);
    }

    @Test
    void namesAFolderThatIsNoStartLevel() throws IOException {
        jar("late/a.jar");
        assertThatThrownBy(() -> SystemBundle.list(system, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("late");
    }

    @Test
    void namesTheImageThatIsEmpty() {
        assertThatThrownBy(() -> SystemBundle.list(system, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(system.toString());
    }

    private void jar(String name) throws IOException {
        Path jar = system.resolve(name);
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }
}
