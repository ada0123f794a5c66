package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that owns what discovery knows and that talks to the data plane, whose calls wait. Its queue is bounded
 * by what posts to it: every path has at most one look at it on its way.
 */
final class DiscoveryThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final String NAME = "mpath-discovery";
    private static final long JOIN_MILLIS = 6_000;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        return thread;
    });

    DiscoveryThread() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code work} on the thread, in order of arrival. Does nothing when it is closed. */
    void post(Runnable work) {
        later(work, 0);
    }

    /** Runs {@code work} after {@code millis}. Does nothing when the thread is closed. */
    void later(Runnable work, long millis) {
        try {
            executor.schedule(() -> guarded(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "event=discovery.late_work_dropped");
        }
    }

    /** Stops after the work that runs now, and waits for it, bounded. It is not interrupted: a verb is done or not begun. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(JOIN_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "event=discovery.stop_slow millis=" + JOIN_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failed) {
            LOG.log(Level.ERROR, "event=discovery.failed reason=\"" + failed + "\"", failed);
        }
    }
}
