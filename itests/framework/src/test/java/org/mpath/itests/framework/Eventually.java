package org.mpath.itests.framework;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits, bounded, until something is so. Inside the framework, where the tests' common support is not. */
final class Eventually {
    private static final long LIMIT_SECONDS = 60;
    private static final long PAUSE_MILLIS = 2;

    private Eventually() {}

    /**
     * Looks again and again.
     *
     * @param seen what is said when it never becomes so
     */
    static void until(String what, BooleanSupplier condition, Supplier<?> seen) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + LIMIT_SECONDS + " s for " + what + "; last seen: " + seen.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
