package org.mpath.itests.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Bounded waiting for something that another process or thread brings about. */
public final class Await {
    private static final long POLL_NANOS = 20_000_000;

    private Await() {}

    /** Waits until the condition holds; fails naming what was waited for and the last value seen. */
    public static <T> T until(String what, Duration limit, Callable<T> value, Predicate<? super T> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
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
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() - deadline < 0);
        throw new AssertionError("waited " + limit.toSeconds() + " s for " + what + "; last seen: " + last);
    }

    /** Waits until the condition is true. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        until(what, limit, condition, Boolean.TRUE::equals);
    }
}
