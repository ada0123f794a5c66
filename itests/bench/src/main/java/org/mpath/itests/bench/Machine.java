package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpath.itests.support.Programs;

/** What it was measured on, without names or dates. */
final class Machine {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Machine() {}

    /** One paragraph: the machine, the Java, the programs it was compared with. */
    static String describe() {
        String programs = Stream.of(
                        version("tgtd", "tgtd", "--version"),
                        version("libiscsi", "dpkg-query", "--show", "--showformat=${Version}", "libiscsi7"),
                        version("fio", "fio", "--version"),
                        version("qemu-nbd", "qemu-nbd", "--version"),
                        version("nbdkit", "nbdkit", "--version"))
                .flatMap(String::lines)
                .collect(Collectors.joining(", "));
        return "Machine: " + Runtime.getRuntime().availableProcessors() + " CPUs (" + cpuModel() + "), Linux "
                + System.getProperty("os.version") + ", " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + "; " + programs + "; load average before " + loadAverage() + ".\n";
    }

    /** The first word of the answer that starts with a digit, after the name; empty when there is no such program. */
    private static String version(String name, String... command) {
        if (Programs.find(command[0]) == null) {
            return "";
        }
        String words = Programs.run(LIMIT, command).output().replace(name + "-", "");
        return Stream.of(words.split("\\s+")).filter(word -> word.matches("[0-9].*")).findFirst()
                .map(version -> name + " " + version)
                .orElse("");
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
