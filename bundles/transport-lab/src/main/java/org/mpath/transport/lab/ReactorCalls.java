package org.mpath.transport.lab;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mpath.api.control.ControlException;
import org.mpath.api.io.Reactor;

/** Calls from control threads that wait, bounded, for the reactor. */
final class ReactorCalls {
    /** How long a call waits, in milliseconds. */
    private static final long WAIT_MILLIS = 5_000;

    private final Reactor reactor;

    ReactorCalls(Reactor reactor) {
        this.reactor = reactor;
    }

    /**
     * Runs {@code work} on the reactor and answers its result.
     *
     * @throws ControlException the one {@code work} threw, or one that says why the reactor did not answer
     */
    <T> T call(Supplier<T> work) {
        if (reactor.inReactor()) {
            return work.get();
        }
        CompletableFuture<T> result;
        try {
            result = CompletableFuture.supplyAsync(work, reactor::execute);
        } catch (RejectedExecutionException stopped) {
            throw new ControlException(stopped.getMessage());
        }
        try {
            return result.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ControlException("interrupted while waiting for reactor " + reactor.name());
        } catch (TimeoutException late) {
            throw new ControlException("reactor " + reactor.name() + " did not answer within " + WAIT_MILLIS + " ms");
        } catch (ExecutionException failed) {
            throw asControlException(failed.getCause());
        }
    }

    private static ControlException asControlException(Throwable cause) {
        Throwable inner = cause instanceof CompletionException ? cause.getCause() : cause;
        return inner instanceof ControlException control ? control : new ControlException("the lab failed: " + inner);
    }
}
