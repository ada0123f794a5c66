package org.mpath.itests.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of processes. */
final class ProcessClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Linux shows user space 100 ticks a second on every machine (USER_HZ). */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcessClock() {}

    /** Processor time of a process in nanoseconds, in steps of 10 ms. */
    static long ofProcess(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // the second field is a name in parentheses that may hold anything; state is the first behind it
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * NANOS_PER_TICK;
    }

    /**
     * Processor time of this process in nanoseconds: exact for the calling thread, and as of their last scheduler tick for
     * the others, garbage collector and compiler included.
     */
    static long ofThisProcess() {
        try {
            long nanos = THREADS.getCurrentThreadCpuTime();
            Path own = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(own.getParent())) {
                for (Path task : tasks) {
                    nanos += task.equals(own) ? 0 : runNanos(task);
                }
            }
            return nanos;
        } catch (IOException e) {
            throw new BenchException("cannot read this process's times", e);
        }
    }

    private static long runNanos(Path task) {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        } catch (IOException e) {
            return 0; // the thread has ended
        }
    }
}
