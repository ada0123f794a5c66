package org.mpath.reactor;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;

/** Work of control threads on the reactor: done within a bounded wait, or not at all. */
final class ReactorCalls {
    private final Reactor reactor;
    private final long waitMillisMax;
    private final Runnable first;

    /** Calls that wait no longer than {@code waitMillisMax} for their turn, and again for their end. */
    ReactorCalls(Reactor reactor, long waitMillisMax) {
        this(reactor, waitMillisMax, () -> {});
    }

    private ReactorCalls(Reactor reactor, long waitMillisMax, Runnable first) {
        this.reactor = reactor;
        this.waitMillisMax = waitMillisMax;
        this.first = first;
    }

    /** The same, but each does something else first. */
    ReactorCalls after(Runnable other) {
        return new ReactorCalls(reactor, waitMillisMax, other);
    }

    /**
     * Runs work on the reactor and waits for its answer.
     *
     * @param map whom it is about, for sentences
     * @throws MapException what the work throws, or {@link Code#TIMEOUT} when the reactor did not begin it in time
     */
    <T> T call(String map, Callable<T> work) {
        if (reactor.inReactor()) {
            throw new IllegalStateException("map " + map + ": verbs wait for the reactor, so it cannot give them");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        // whoever comes first: the reactor, or this thread tired of waiting
        AtomicBoolean begun = new AtomicBoolean();
        try {
            reactor.execute(() -> {
                if (begun.compareAndSet(false, true)) {
                    carryOut(work, answer);
                }
            });
            try {
                return await(map, answer, waitMillisMax);
            } catch (TimeoutException | InterruptedException e) {
                if (begun.compareAndSet(false, true)) {
                    throw e;
                }
                return awaitBegun(map, answer, e instanceof InterruptedException);
            }
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new MapException(Code.TIMEOUT, "map " + map + ": reactor " + reactor.name()
                    + " did not answer within " + waitMillisMax + " ms");
        } catch (InterruptedException e) {
            throw interrupted(map);
        }
    }

    /** It began before this thread gave up: its outcome is known soon. The interrupt is kept for later. */
    private <T> T awaitBegun(String map, CompletableFuture<T> answer, boolean interrupted)
            throws TimeoutException, InterruptedException {
        try {
            return await(map, answer, waitMillisMax);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs work without an answer. */
    void run(String map, Runnable work) {
        call(map, () -> {
            work.run();
            return null;
        });
    }

    /**
     * Runs work whose answer comes later, and waits for that.
     *
     * @throws MapException {@link Code#TIMEOUT} when it did not come in time
     */
    <T> T callAndAwait(String map, Consumer<CompletableFuture<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        run(map, () -> work.accept(answer));
        try {
            return await(map, answer, waitMillisMax);
        } catch (TimeoutException e) {
            throw new MapException(Code.TIMEOUT, "map " + map + ": a plug-in did not end within " + waitMillisMax + " ms");
        } catch (InterruptedException e) {
            throw interrupted(map);
        }
    }

    private <T> void carryOut(Callable<T> work, CompletableFuture<T> answer) {
        try {
            first.run();
            answer.complete(work.call());
        } catch (Exception | Error e) {
            // a plug-in that is being taken away may miss its classes
            answer.completeExceptionally(e);
        }
    }

    /** Waits for an answer that the reactor gives, now or later. */
    static <T> T await(String map, CompletableFuture<T> answer, long millis) throws TimeoutException, InterruptedException {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MapException refused) {
                throw refused;
            }
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("map " + map + ": " + e.getCause(), e.getCause());
        }
    }

    /** The sentence of an interrupted verb; the thread's interrupt flag is set again. */
    static MapException interrupted(String map) {
        Thread.currentThread().interrupt();
        return new MapException(Code.TIMEOUT, "map " + map + ": interrupted while waiting for its reactor");
    }
}
