package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Watches the plug-in calls of one reactor: interrupts one that takes longer than its limit, and has another thread take over
 * when that does not end it within its limit again. Looks four times within the shortest limit, at hardly any cost.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.watchdog");
    private static final int LOOKS_PER_LIMIT = 4;
    private static final int FRAMES_MAX = 24;
    private static final long JOIN_MILLIS = 2_000;

    private final Consumer<WatchedCall> relief;
    private final Thread thread;
    private volatile WatchedCall running;
    private volatile long shortestNanos = TimeUnit.SECONDS.toNanos(1);
    private volatile boolean closed;
    /** The call of the last look, and since when it is what it is: under way, or interrupted. The watchdog's. */
    private WatchedCall seen;

    private boolean interrupted;
    private boolean relieved;
    private long sinceNanos;

    /**
     * Watches nothing yet.
     *
     * @param relief starts a thread that takes over; throws nothing, but an error when there can be none
     */
    Watchdog(Consumer<WatchedCall> relief, String name) {
        this.relief = relief;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A call begins; or none is under way any more: null. The reactor's thread. */
    void watch(WatchedCall call) {
        if (call != null && call.limitNanos() < shortestNanos) {
            shortestNanos = call.limitNanos();
            LockSupport.unpark(thread);
        }
        running = call;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), shortestNanos / LOOKS_PER_LIMIT));
            try {
                look(System.nanoTime());
            } catch (RuntimeException | Error e) { // such as: no thread can be had now
                LOG.log(Level.ERROR, "event=watchdog.failed thread=" + thread.getName(), e);
            }
        }
    }

    /** Looks at what the reactor does. */
    void look(long nowNanos) {
        WatchedCall now = running;
        if (now != seen) {
            seen = now;
            sinceNanos = nowNanos;
            interrupted = false;
            relieved = false;
        } else if (now != null && !relieved && nowNanos - sinceNanos >= now.limitNanos()) {
            if (interrupted) {
                relief.accept(now);
                relieved = true;
            } else {
                interrupt(now, nowNanos);
            }
        }
    }

    private void interrupt(WatchedCall call, long nowNanos) {
        StackTraceElement[] stack = call.thread().getStackTrace();
        interrupted = call.interrupt();
        sinceNanos = interrupted ? nowNanos : sinceNanos;
        if (interrupted) {
            LOG.log(Level.ERROR, "event=plugin.blocks thread=" + call.thread().getName() + " call=\"" + call.words()
                    + "\" limit_millis=" + call.call().limitMillis() + " stack=\"" + words(stack) + '"');
        }
    }

    private static String words(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .limit(FRAMES_MAX)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
