package org.mpath.transport.iscsi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads a secret from a file that only its owner may read. */
final class SecretFile {
    private static final int BYTES_MAX = 4096;
    private static final Set<PosixFilePermission> ALLOWED =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /**
     * The first line of the file, without its end.
     *
     * @param key the configuration key, for the message
     * @throws IllegalArgumentException naming key and file, never what is in it
     */
    static byte[] read(String key, String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException(key + "=" + file + ": there is no such file");
            }
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                checkPermissions(key, path);
            }
            if (Files.size(path) > BYTES_MAX) {
                throw new IllegalArgumentException(key + "=" + file + ": larger than " + BYTES_MAX + " bytes");
            }
            String content = Files.readString(path, StandardCharsets.UTF_8);
            return content.lines().findFirst().orElse("").getBytes(StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(key + "=" + file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void checkPermissions(String key, Path path) throws IOException {
        if (!ALLOWED.containsAll(Files.getPosixFilePermissions(path))) {
            throw new IllegalArgumentException(key + "=" + path + ": others than its owner may read it or it is "
                    + "executable; make it mode 0600");
        }
    }
}
