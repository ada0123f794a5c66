package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What device-mapper says where it cannot be used; where it can, scenario {@code dm} of {@code itests/vm} asks it. */
class DeviceMapperTest {
    private static final String NO_LIBRARY = "libdevmapper.so.0.mpath";

    @TempDir
    Path folder;

    private Path control() throws IOException {
        return Files.createFile(folder.resolve("control"));
    }

    @Test
    void saysThatThereIsNoDeviceMapper() {
        LibraryDeviceMapper mapper = new LibraryDeviceMapper(folder.resolve("control"), MapperLibrary.NAME);
        assertThatThrownBy(mapper::version).isInstanceOf(DeviceMapperException.class)
                .hasMessage("there is no device-mapper here, " + folder.resolve("control")
                        + " is missing: modprobe dm-multipath, or give it to the container");
        assertThatThrownBy(mapper::openEvents).hasMessageStartingWith("there is no device-mapper here");
    }

    @Test
    void saysThatOnlyRootMayUseIt() throws IOException {
        Path control = control();
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(control)).as("root may use everything; the VM has another user try").isFalse();
        assertThatThrownBy(() -> new LibraryDeviceMapper(control, MapperLibrary.NAME).list())
                .hasMessage("device-mapper is root's: user " + System.getProperty("user.name") + " may not use " + control);
    }

    @Test
    void saysWhichLibraryIsMissingAndWhatBringsIt() throws IOException {
        assertThatThrownBy(() -> new LibraryDeviceMapper(control(), NO_LIBRARY).device("mpatha"))
                .hasMessage(NO_LIBRARY + " is missing: install libdevmapper1.02.1 (Debian) or device-mapper-libs (Red Hat)");
    }

    /** ENOTTY and EINVAL are what drivers of paths say of a call they do not know. */
    @Test
    void saysThatAKernelProbesNoPathsWhateverItsPathsSayOfTheCall() {
        assertThat(LibraryDeviceMapper.probeFailure("mpatha", 25))
                .hasMessage("device mpatha: this kernel probes no paths; Linux 6.16 is the first");
        assertThat(LibraryDeviceMapper.probeFailure("mpatha", 22))
                .hasMessage("device mpatha: this kernel probes no paths; Linux 6.16 is the first");
        assertThat(LibraryDeviceMapper.probeFailure("mpatha", 107)).hasMessageStartingWith("device mpatha: no path answers a probe: ");
    }

    @Test
    void aTableLineIsReadAndWrittenAsDmsetupDoes() {
        TargetLine line = TargetLine.of(" 0 32768  multipath 0 0 1 1 round-robin 0 1 1 8:0 1 ");
        assertThat(line).isEqualTo(new TargetLine(0, 32768, "multipath", "0 0 1 1 round-robin 0 1 1 8:0 1"));
        assertThat(line).hasToString("0 32768 multipath 0 0 1 1 round-robin 0 1 1 8:0 1");
        assertThat(TargetLine.of("0 8 error")).hasToString("0 8 error");
        assertThatThrownBy(() -> TargetLine.of("0 x multipath"))
                .hasMessage("a table is START LENGTH TARGET WORDS..., not '0 x multipath'");
    }
}
