package org.mpath.itests.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Bounded waiting for something that another process or thread brings about. */
public final class Await {
    /** How long to wait when a test does not say: far longer than anything takes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long POLL_NANOS_MIN = 1_000_000;
    private static final long POLL_NANOS_MAX = 20_000_000;

    private Await() {}

    /** Waits until the condition holds; fails naming what was waited for and the last value seen. */
    public static <T> T until(String what, Duration limit, Callable<T> value, Predicate<? super T> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pollNanos = POLL_NANOS_MIN;
        Object last;
        do {
            try {
                T now = value.call();
                if (condition.test(now)) {
                    return now;
                }
                last = now;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(pollNanos);
            pollNanos = Math.min(2 * pollNanos, POLL_NANOS_MAX);
        } while (System.nanoTime() - deadline < 0);
        throw new AssertionError("waited " + limit.toSeconds() + " s for " + what + "; last seen: " + last);
    }

    /** Waits until the condition is true. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        until(what, limit, condition, Boolean.TRUE::equals);
    }

    /** Waits until the condition is true, 20 s at most; fails with what {@code shown} tells then. */
    public static void until(String what, BooleanSupplier condition, Callable<?> shown) {
        until(what, LIMIT, shown, seen -> condition.getAsBoolean());
    }

    /** Waits until the condition is true, 20 s at most. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, LIMIT, condition);
    }
}
