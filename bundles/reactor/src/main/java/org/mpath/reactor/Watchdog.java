package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.mpath.api.io.NestedCalls;

/**
 * Watches the plug-in calls of one reactor: interrupts one that takes longer than its limit, and has another thread take over
 * when that does not end it within its limit again. Looks four times within the shortest limit, at hardly any cost.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.watchdog");
    private static final int LOOKS_PER_LIMIT = 4;
    private static final long JOIN_MILLIS = 2_000;

    private final Escalation escalation;
    private final LoopWatch nested;
    private final Thread thread;
    private volatile WatchedCall running;
    private volatile long shortestNanos = TimeUnit.SECONDS.toNanos(1);
    private volatile boolean closed;
    /**
     * Watches nothing yet.
     *
     * @param loop may stand still in calls in the middle of its work
     * @param relief starts a thread that takes over; throws nothing, but an error when there can be none
     */
    Watchdog(LoopWatch.Loop loop, Consumer<WatchedCall> relief, String name) {
        this.escalation = new Escalation(relief);
        this.nested = new LoopWatch(loop, new Escalation(relief));
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A call begins; or none is under way any more: null. The reactor's thread. */
    void watch(WatchedCall call) {
        if (call != null) {
            looksWithin(call.limitNanos());
        }
        running = call;
    }

    /** Watches these, too, which nobody says begin; null for none. Any thread. */
    void watchNested(NestedCalls calls) {
        nested.watch(calls);
        if (calls != null) {
            looksWithin(TimeUnit.MILLISECONDS.toNanos(calls.limitMillis()));
        }
    }

    private void looksWithin(long limitNanos) {
        if (limitNanos < shortestNanos) {
            shortestNanos = limitNanos;
            LockSupport.unpark(thread);
        }
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
        escalation.look(now, nowNanos);
        nested.look(now != null, nowNanos);
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
