package org.mpath.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The framework's scratch space, {@code var/cache/<process id>}: several runtimes may share one {@code var}. What a
 * process that is gone left behind is swept at the next start.
 */
final class CacheDirectory {
    private final Path own;

    private CacheDirectory(Path own) {
        this.own = own;
    }

    /** Makes this process's directory, empty. */
    static CacheDirectory create(Path var) throws IOException {
        Path all = Files.createDirectories(var.resolve("cache"));
        try (Stream<Path> entries = Files.list(all)) {
            for (Path entry : entries.toList()) {
                if (isAbandoned(entry)) {
                    delete(entry);
                }
            }
        }
        return new CacheDirectory(Files.createDirectories(all.resolve(String.valueOf(ProcessHandle.current().pid()))));
    }

    Path path() {
        return own;
    }

    /** Removes it with all that is in it, as far as possible. Any thread, any number of times. */
    synchronized void delete() {
        try {
            if (Files.exists(own)) {
                delete(own);
            }
        } catch (IOException left) {
            System.getLogger("org.mpath.runtime")
                    .log(System.Logger.Level.DEBUG, "event=cache.left path=" + own + " reason=\"" + left + "\"");
        }
    }

    private static boolean isAbandoned(Path entry) {
        String name = entry.getFileName().toString();
        return name.matches("\\d{1,18}")
                && (Long.parseLong(name) == ProcessHandle.current().pid()
                        || ProcessHandle.of(Long.parseLong(name)).isEmpty());
    }

    private static void delete(Path root) throws IOException {
        List<Path> doomed;
        try (Stream<Path> tree = Files.walk(root)) {
            doomed = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : doomed) {
            Files.deleteIfExists(path);
        }
    }
}
