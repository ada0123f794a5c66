package org.mpath.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Folders for a runtime's state. A socket lives in one, and its path may have no more than 107 bytes, which JUnit's folders
 * do not promise. They are deleted when the process of the tests ends.
 */
public final class ShortFolders {
    private static final Set<Path> CREATED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> CREATED.forEach(ShortFolders::delete), "short-folders"));
    }

    private ShortFolders() {}

    /** An empty folder of nobody else's. */
    public static Path create() throws IOException {
        Path folder = Files.createTempDirectory("mp");
        CREATED.add(folder);
        return folder;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | RuntimeException failure) {
            System.err.println(folder + " is left behind: " + failure);
        }
    }
}
