package org.mpath.reactor;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;

/** Those who wait for a map's event counter (device-mapper's DM_DEV_WAIT). The reactor counts and never waits. */
final class EventWaiters {
    private record Waiter(long seen, CompletableFuture<Long> woken) {}

    private final String map;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private volatile long counter;
    private volatile RuntimeException closed;

    EventWaiters(String map) {
        this.map = map;
    }

    /** The counter has moved. Reactor thread. */
    void counted(long now) {
        if (now != counter) {
            counter = now;
            for (Waiter waiter : waiters) {
                if (now > waiter.seen()) {
                    waiter.woken().complete(now);
                }
            }
        }
    }

    /** The map is gone: whoever waits is told so. Reactor thread. */
    void close(RuntimeException reason) {
        closed = reason;
        waiters.forEach(waiter -> waiter.woken().completeExceptionally(reason));
    }

    /**
     * Waits until the counter is above {@code seen}. Control threads.
     *
     * @return the counter, not above {@code seen} when the time was over first
     */
    long await(long seen, long timeoutMillis) {
        Waiter waiter = new Waiter(seen, new CompletableFuture<>());
        waiters.add(waiter);
        try {
            // looked at after joining: what is counted from now on wakes us
            if (closed != null) {
                throw closed;
            }
            return counter > seen ? counter : ReactorCalls.await(map, waiter.woken(), timeoutMillis);
        } catch (TimeoutException e) {
            return counter;
        } catch (InterruptedException e) {
            throw ReactorCalls.interrupted(map);
        } finally {
            waiters.remove(waiter);
        }
    }
}
