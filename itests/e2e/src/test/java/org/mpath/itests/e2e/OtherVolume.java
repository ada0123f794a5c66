package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A volume of somebody else, full of a pattern: whoever writes to it, or has it written to, is found out by its content.
 *
 * @param folder where the file is
 * @param name of the file
 * @param bytes its size
 * @param wwid its identity
 */
record OtherVolume(Path folder, String name, int bytes, String wwid) {
    private static final byte PATTERN = (byte) 0xa7;

    /** Fills it. */
    OtherVolume {
        try {
            Files.write(folder.resolve(name), pattern(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Its n-th, of the size of a unit. */
    static OtherVolume of(FourArrays arrays, int number, int unit) {
        return new OtherVolume(
                arrays.files(), "OTHER" + number, (int) FourArrays.bytes(unit), "3600a0b80deadbeef000000000000009" + number);
    }

    private static byte[] pattern(int bytes) {
        byte[] pattern = new byte[bytes];
        Arrays.fill(pattern, PATTERN);
        return pattern;
    }

    /** Nobody wrote to it. */
    void assertUntouched() throws IOException {
        assertHolds(folder.resolve(name));
    }

    /** A file has its content, from the first byte to the last. */
    void assertHolds(Path file) throws IOException {
        int differs = Arrays.mismatch(Files.readAllBytes(file), pattern(bytes));
        assertThat(differs).as("first byte of " + file + " that is not the pattern's").isEqualTo(-1);
    }
}
