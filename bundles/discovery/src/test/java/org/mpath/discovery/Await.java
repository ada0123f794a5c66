package org.mpath.discovery;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waits. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 1_000_000;

    private Await() {}

    /** Waits until {@code condition} holds; fails with what {@code evidence} shows then. */
    static void until(String what, BooleanSupplier condition, Supplier<?> evidence) {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; seen: " + evidence.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
