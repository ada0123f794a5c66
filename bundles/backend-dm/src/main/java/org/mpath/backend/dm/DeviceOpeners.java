package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which processes have a node open, as far as procfs shows them: root sees all. */
final class DeviceOpeners {
    private final Path proc;

    /** @param proc where procfs is */
    DeviceOpeners(Path proc) {
        this.proc = proc;
    }

    /** Each process that has one of these nodes open, for people. */
    List<String> of(Set<String> nodes) {
        List<String> openers = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process, nodes)) {
                    openers.add("process " + process.getFileName() + name(process));
                }
            }
        } catch (IOException unknown) {
            return List.of();
        }
        openers.sort(null);
        return openers;
    }

    private static boolean hasOpen(Path process, Set<String> nodes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (nodes.contains(target(file))) {
                    return true;
                }
            }
        } catch (IOException ended) {
            return false; // or it is another user's
        }
        return false;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return " (" + Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip() + ')';
        } catch (IOException ended) {
            return "";
        }
    }
}
