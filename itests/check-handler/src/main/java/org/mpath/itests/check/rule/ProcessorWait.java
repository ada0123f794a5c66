package org.mpath.itests.check.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the calling thread was ready to run and had no processor, as Linux counts it: not the fault of what it runs. */
final class ProcessorWait {
    private static final Path COUNTER = Path.of("/proc/thread-self/schedstat");

    private ProcessorWait() {}

    /** In all, in nanoseconds; always 0 where it is not counted. */
    static long nanos() {
        try {
            String[] counters = Files.readString(COUNTER).trim().split(" ");
            return counters.length > 1 ? Long.parseLong(counters[1]) : 0;
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }
}
