package org.mpath.transport.sg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a tree that changes while it is read: whatever is not there, or not any more, is an empty text or list. Nothing
 * longer than 16 KiB is read.
 */
final class SysTree {
    private static final int TEXT_BYTES_MAX = 16 * 1024;
    private static final int ENTRIES_MAX = 65_536;

    private final Path root;

    /**
     * A tree.
     *
     * @param root what stands for {@code /}
     */
    SysTree(Path root) {
        this.root = root;
    }

    /** A file or directory of the tree. */
    Path at(String path) {
        return root.resolve(path);
    }

    /** The text of a file without blanks around it. */
    static String text(Path file) {
        try (InputStream open = Files.newInputStream(file)) {
            return new String(open.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** The number in a file. */
    static long number(Path file, long otherwise) {
        try {
            return Long.parseLong(text(file));
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }

    /** The entries of a directory, in no order. */
    static List<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (entries.size() == ENTRIES_MAX) {
                    break;
                }
                entries.add(entry);
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return entries;
        }
        return entries;
    }

    /**
     * Where a link leads, which is in a directory that was reached by no other link; null when there is none. One question to
     * the kernel: asked for the real path, it is asked about every directory on the way.
     */
    static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        } catch (IOException gone) {
            return null;
        }
    }
}
