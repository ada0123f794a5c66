package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Knows what is being done, and tells when it takes too long: a call that waits in the kernel for ever could not say so itself. */
final class Watchdog implements AutoCloseable {
    private static final Path TASKS = Path.of("/proc");

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final long limitMillis;
    private final Consumer<String> bark;
    /** Tells of the step that is under way; null before the first. */
    private ScheduledFuture<?> waiting;

    /**
     * Makes one.
     *
     * @param limit how long a step may take
     * @param bark takes what is said then, on the watchdog's thread, once for each step
     */
    Watchdog(Duration limit, Consumer<String> bark) {
        this.limitMillis = limit.toMillis();
        this.bark = bark;
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Begins a step of this thread; the one before is over.
     *
     * @param step its number, from 1; 0 for the table itself
     */
    void begin(OracleCase next, int step) {
        Thread thread = Thread.currentThread();
        if (waiting != null) {
            waiting.cancel(false);
        }
        waiting = clock.schedule(
                () -> bark.accept(Difference.steps(next, step) + "\n  has taken " + limitMillis / 1000 + " s; who waits:\n" + waits(thread)),
                limitMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Where a thread is, and where in the kernel the tasks are that cannot be interrupted. */
    private static String waits(Thread thread) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    ").append(frame).append('\n');
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(TASKS, "[0-9]*")) {
            for (Path process : processes) {
                tasks(process, text);
            }
        } catch (IOException unreadable) {
            text.append(unreadable).append('\n');
        }
        return text.toString();
    }

    private static void tasks(Path process, StringBuilder text) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains(") D ")) {
                    text.append(stat, 0, stat.indexOf(')') + 3).append('\n').append(Files.readString(task.resolve("stack")));
                }
            }
        } catch (IOException gone) {
            // it has ended meanwhile
        }
    }
}
