package org.mpath.jmx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads for attributes what no snapshot has, so that the map's owner must be asked: within a short time or not at all. A
 * console that reads every attribute waits for a map that does not answer once, not once for each attribute. Any thread.
 */
final class BoundedReads {
    private static final long IDLE_SECONDS_MAX = 10;
    private static final int WAITING_MAX = 1_000;

    private final String map;
    private final Executor askers;
    private final long waitMillisMax;
    private volatile CompletableFuture<?> late = CompletableFuture.completedFuture(null);

    /**
     * Makes one for a map.
     *
     * @param askers threads that may wait for the owner
     * @param waitMillisMax longest that a reader waits
     */
    BoundedReads(String map, Executor askers, long waitMillisMax) {
        this.map = map;
        this.askers = askers;
        this.waitMillisMax = waitMillisMax;
    }

    /** Threads that wait for owners; at most so many, none when nobody reads. */
    static ThreadPoolExecutor askers(int threadsMax) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                threadsMax,
                threadsMax,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                work -> {
                    Thread thread = new Thread(work, "mpath-jmx-read");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Asks.
     *
     * @throws IllegalStateException when there is no answer in time, or an earlier one is still awaited
     */
    <T> T get(Supplier<T> question) {
        if (!late.isDone()) {
            throw noAnswer();
        }
        CompletableFuture<T> answer = ask(question);
        try {
            return answer.get(waitMillisMax, TimeUnit.MILLISECONDS);
        } catch (TimeoutException overdue) {
            late = answer;
            throw noAnswer();
        } catch (ExecutionException refusal) {
            throw refusal.getCause() instanceof RuntimeException sentence
                    ? sentence
                    : new IllegalStateException(refusal.getCause().toString());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw noAnswer();
        }
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(() -> Verbs.get(question), askers);
        } catch (RejectedExecutionException full) {
            throw noAnswer();
        }
    }

    private IllegalStateException noAnswer() {
        return new IllegalStateException("map " + map + " did not answer within " + waitMillisMax + " ms");
    }
}
