package org.mpath.backend.dm;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the kernel's maps this installation made: an empty file for each WWID, in a folder for this boot of the kernel, which
 * forgets its maps with the next. Any thread.
 */
final class MadeMaps {
    private static final String FOLDER = "dm-maps";

    /** Null when nothing survives. */
    private final Path folder;

    private final Set<String> made = ConcurrentHashMap.newKeySet();

    /**
     * Reads them.
     *
     * @param stateDirectory null when there is none
     * @param bootId what tells this boot of the kernel from others
     */
    MadeMaps(Path stateDirectory, String bootId) {
        folder = stateDirectory == null || bootId.isEmpty() ? null : stateDirectory.resolve(FOLDER).resolve(bootId);
    }

    /** Whether any were made since this boot: otherwise the kernel need not be asked for them. */
    boolean any() {
        if (!made.isEmpty()) {
            return true;
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder)) {
            return marks.iterator().hasNext();
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the map of this unit was made here. */
    boolean contains(String wwid) {
        return made.contains(wwid) || folder != null && Files.exists(mark(wwid));
    }

    /** Before it is made: whoever dies between leaves a mark without a map, which does no harm. */
    void add(String wwid) throws IOException {
        made.add(wwid);
        if (folder != null) {
            Files.createDirectories(folder);
            try {
                Files.createFile(mark(wwid));
            } catch (FileAlreadyExistsException known) {
                return; // from before a restart
            }
        }
    }

    /** After it is gone. */
    void remove(String wwid) throws IOException {
        made.remove(wwid);
        if (folder != null) {
            Files.deleteIfExists(mark(wwid));
        }
    }

    private Path mark(String wwid) {
        return folder.resolve("w" + URLEncoder.encode(wwid, StandardCharsets.UTF_8));
    }
}
