package org.mpath.runtime.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Whether a file can only have been written by the user who runs this process, or by root. */
final class FileTrust {
    private static final String ROOT = "root";

    private final String user;

    /**
     * A judge of files.
     *
     * @param user name of the user who runs this process
     */
    FileTrust(String user) {
        this.user = user;
    }

    /**
     * Judges a file and the directory it is in.
     *
     * @throws RefusedException when it cannot be trusted, with the reason and what to do
     */
    void require(Path file) throws IOException, RefusedException {
        PosixFileAttributes own = attributes(file);
        if (own.isSymbolicLink()) {
            throw new RefusedException(file + " is a symbolic link; move the file itself in");
        }
        if (!own.isRegularFile()) {
            throw new RefusedException(file + " is no regular file");
        }
        requireOnlyOurs(file, own);
        Path directory = file.toAbsolutePath().getParent();
        requireOnlyOurs(directory, Files.readAttributes(directory, PosixFileAttributes.class));
    }

    private void requireOnlyOurs(Path path, PosixFileAttributes attributes) throws RefusedException {
        String owner = attributes.owner().getName();
        if (!owner.equals(user) && !owner.equals(ROOT)) {
            throw new RefusedException(path + " belongs to " + owner + ", not to " + user + " or root");
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new RefusedException(path + " may be written by others; chmod go-w it, then move the file in again");
        }
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
