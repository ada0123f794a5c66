package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting inside the framework. */
final class Await {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /** Waits until the condition holds; fails with what {@code seen} tells then. */
    static void until(BooleanSupplier condition, Supplier<?> seen) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited; last seen: %s", seen.get()).isNegative();
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Waits until nothing reaches these class loaders any more. */
    static void collected(Collection<WeakReference<ClassLoader>> loaders) {
        until(
                () -> {
                    System.gc();
                    return loaders.stream().allMatch(loader -> loader.get() == null);
                },
                () -> loaders.stream().map(WeakReference::get).filter(Objects::nonNull).count() + " of " + loaders.size()
                        + " class loaders are still reachable");
    }
}
