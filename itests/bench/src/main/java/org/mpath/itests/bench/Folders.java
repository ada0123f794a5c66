package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where things are. */
final class Folders {
    /** This module. */
    static final Path BENCH = Path.of(System.getProperty("mpath.bench", "")).toAbsolutePath();
    /** The assembled product. */
    static final Path IMAGE = BENCH.resolve("../../runtime/image/target/mpath").normalize();

    private Folders() {}

    /** Command line of a Java program of this module, with the options a runtime has. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx512m",
                "-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Deletes a folder with all it holds. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
