package org.mpath.backend.dm;

import java.util.concurrent.TimeUnit;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;

/** Those who wait for a map's event counter. Nobody asks the kernel for them: the counter is brought here. */
final class CounterWait {
    private final String map;
    private long counter;

    CounterWait(String map) {
        this.map = map;
    }

    synchronized void counted(long now) {
        counter = now;
        notifyAll();
    }

    /** The counter; not above {@code seen} when the time was over first. */
    synchronized long above(long seen, long timeoutMillis) {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            while (counter <= seen) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (leftMillis <= 0) {
                    break;
                }
                wait(leftMillis);
            }
            return counter;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MapException(Code.TIMEOUT, "map " + map + ": interrupted");
        }
    }
}
