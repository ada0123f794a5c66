package org.mpath.jmx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.mpath.api.map.MapEvent;

/**
 * Hands events to one thread of the JMX face, in order: a listener that is slow in this process delays other notifications,
 * not the other listeners of the data plane. Bounded; what does not fit is counted and left out.
 */
final class EventFeed implements AutoCloseable {
    private static final long STOP_LIMIT_MILLIS = 2_000;

    private final ThreadPoolExecutor executor;
    private final Consumer<MapEvent> sink;
    private final AtomicLong suppressed = new AtomicLong();
    private volatile long latestSequence;

    /**
     * Makes one.
     *
     * @param eventsMax how many events may wait
     * @param sink gets the events, on the feed's thread
     */
    EventFeed(int eventsMax, Consumer<MapEvent> sink) {
        this.sink = sink;
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(eventsMax), work -> {
            Thread thread = new Thread(work, "mpath-jmx");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes an event. Any thread; never blocks. */
    void add(MapEvent event) {
        latestSequence = event.sequence();
        try {
            executor.execute(() -> sink.accept(event));
        } catch (RejectedExecutionException full) {
            suppressed.incrementAndGet();
        }
    }

    /** Events left out so far. */
    long suppressed() {
        return suppressed.get();
    }

    /** The sequence number of the latest event. */
    long latestSequence() {
        return latestSequence;
    }

    /** Ends the thread; what still waits is sent first, within a bound. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException interrupt) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
