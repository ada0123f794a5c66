package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thread that owns what discovery knows and that talks to the data plane, whose calls wait. Its queue is bounded
 * by what posts to it: every path has at most one look at it on its way.
 *
 * <p>What is posted while it works costs no wake-up of its own. Questions, which change nothing, overtake: they are answered
 * between any two pieces of work, and within long work wherever that asks for it ({@link #answerQuestions}).
 */
final class DiscoveryThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final String NAME = "mpath-discovery";
    private static final long JOIN_MILLIS = 6_000;
    /** After so much work in a row, what is due by the clock takes its place in the queue. */
    private static final int WORK_IN_A_ROW_MAX = 256;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    /** Whether {@link #work} is on its way. */
    private final AtomicBoolean woken = new AtomicBoolean();

    DiscoveryThread() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code work} on the thread, in order of arrival. Does nothing when it is closed. */
    void post(Runnable work) {
        posted.add(work);
        wake();
    }

    /** Runs on the thread, as soon as it can, what only reads. Does nothing when it is closed. */
    void ask(Runnable question) {
        questions.add(question);
        wake();
    }

    /**
     * Runs {@code work} after {@code millis}, behind what was posted until then: news that came in time count, however late
     * they are looked at. Does nothing when the thread is closed.
     */
    void later(Runnable work, long millis) {
        schedule(() -> post(work), millis);
    }

    /** Runs what was asked meanwhile: for work that takes long, between two steps of it. Discovery thread. */
    void answerQuestions() {
        Runnable question;
        while ((question = questions.poll()) != null) {
            guarded(question);
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

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            schedule(this::work, 0);
        }
    }

    private void work() {
        woken.set(false);
        Runnable work;
        for (int i = 0; i < WORK_IN_A_ROW_MAX && !executor.isShutdown(); i++) {
            answerQuestions();
            work = posted.poll();
            if (work == null) {
                return;
            }
            guarded(work);
        }
        wake();
    }

    private void schedule(Runnable work, long millis) {
        try {
            executor.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            posted.clear();
            questions.clear();
            LOG.log(Level.DEBUG, "event=discovery.late_work_dropped");
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
