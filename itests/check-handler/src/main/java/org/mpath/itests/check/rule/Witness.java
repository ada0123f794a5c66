package org.mpath.itests.check.rule;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that has nothing to do but to notice when it could not even do that: the collector ran, or the machine was busy.
 * What stops it stops a reactor too, and is not the fault of a handler.
 */
final class Witness implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread thread = new Thread(this::run, "check-witness");
    private volatile boolean closed;
    private volatile long longestNanos;

    Witness() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - last - NAP_NANOS);
            last = now;
        }
    }

    void reset() {
        longestNanos = 0;
    }

    /** The longest time it was stopped since {@link #reset}. */
    long longestNanos() {
        return longestNanos;
    }

    @Override
    public void close() {
        closed = true;
    }
}
