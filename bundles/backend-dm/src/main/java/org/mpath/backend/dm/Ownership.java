package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who else steers maps in this kernel: multipathd, by the socket that it listens on as long as it runs. */
final class Ownership {
    private static final String MULTIPATHD = "@/org/kernel/linux/storage/multipathd";
    private static final String MULTIPATHD_NEW = "/run/multipathd.socket";

    private final Path proc;

    Ownership(Path proc) {
        this.proc = proc;
    }

    /** Whether multipathd runs. */
    boolean isTaken() {
        try {
            return Files.readAllLines(proc.resolve("net/unix"), StandardCharsets.ISO_8859_1).stream()
                    .anyMatch(line -> line.endsWith(MULTIPATHD) || line.endsWith(MULTIPATHD_NEW));
        } catch (IOException unknown) {
            return false;
        }
    }
}
