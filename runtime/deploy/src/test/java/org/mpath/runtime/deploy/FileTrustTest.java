package org.mpath.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrustTest {
    @TempDir
    Path deploy;

    private final FileTrust trust = new FileTrust(System.getProperty("user.name"));
    private Path jar;

    @BeforeEach
    void drop() throws IOException {
        jar = Files.createFile(deploy.resolve("handler.jar"));
        allow(jar, "rw-r--r--");
        allow(deploy, "rwxr-xr-x");
    }

    @Test
    void trustsAFileThatOnlyItsOwnerMayWrite() {
        assertThatCode(() -> trust.require(jar)).doesNotThrowAnyException();
    }

    @Test
    void refusesAFileThatItsGroupMayWrite() throws IOException {
        allow(jar, "rw-rw-r--");
        assertThatThrownBy(() -> trust.require(jar))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("handler.jar")
                .hasMessageContaining("chmod go-w");
    }

    @Test
    void refusesAFileInADirectoryThatOthersMayWrite() throws IOException {
        allow(deploy, "rwxr-xrwx");
        assertThatThrownBy(() -> trust.require(jar))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(deploy + " may be written by others");
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(deploy.resolve("link.jar"), jar);
        assertThatThrownBy(() -> trust.require(link))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("symbolic link");
    }

    @Test
    void refusesADirectory() throws IOException {
        Path directory = Files.createDirectory(deploy.resolve("exploded.jar"));
        assertThatThrownBy(() -> trust.require(directory)).isInstanceOf(RefusedException.class);
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
