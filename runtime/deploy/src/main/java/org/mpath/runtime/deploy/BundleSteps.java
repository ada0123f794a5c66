package org.mpath.runtime.deploy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * Steps in the lives of bundles, which run their code: each on a thread of its own, so that a bundle that loops in its start or
 * its end holds nobody up for longer than the limit. Any thread.
 */
final class BundleSteps {
    /** How long a step may take that goes right: maps let go of what leaves, and plug-ins are waited for. */
    static final long STEP_MILLIS_MAX = 30_000;

    private final long limitMillis;

    BundleSteps(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    /** What is done with a bundle. */
    @FunctionalInterface
    interface Step {
        void take() throws BundleException, IOException;
    }

    /**
     * Takes a step.
     *
     * @param what it is, for people
     * @throws BundleException what it threw, and when it takes too long: it is interrupted then, and left to itself
     */
    void take(String what, Step step) throws BundleException, IOException {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> carryOut(step, taken), "mpath-bundle " + what);
        thread.setDaemon(true);
        thread.start();
        try {
            taken.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw new BundleException("its " + what + " takes longer than " + limitMillis + " ms");
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BundleException("nobody waited for its " + what, interrupted);
        } catch (ExecutionException failed) {
            rethrow(what, failed.getCause());
        }
    }

    /** Whatever else a bundle brings up is a failure of it. */
    private static void rethrow(String what, Throwable thrown) throws BundleException, IOException {
        if (thrown instanceof BundleException failure) {
            throw failure;
        }
        if (thrown instanceof IOException failure) {
            throw failure;
        }
        if (thrown instanceof RuntimeException failure) {
            throw failure;
        }
        throw new BundleException("its " + what + " failed", thrown);
    }

    private static void carryOut(Step step, CompletableFuture<Void> taken) {
        try {
            step.take();
            taken.complete(null);
        } catch (Throwable thrown) {
            taken.completeExceptionally(thrown);
        }
    }
}
