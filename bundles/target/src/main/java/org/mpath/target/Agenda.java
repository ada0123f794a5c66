package org.mpath.target;

import java.util.ArrayList;
import java.util.List;

/**
 * What an array will do later. Time comes in as an argument: the front end tells it before every command and every other
 * call ({@link #time}), and comes back when something is due ({@link #dueNanos}, {@link #advance}). Times are like {@link System#nanoTime}: only differences count.
 */
public final class Agenda {
    /** Something to be done. */
    public static final class Entry {
        private final long dueNanos;
        private final Runnable work;
        private boolean cancelled;

        Entry(long dueNanos, Runnable work) {
            this.dueNanos = dueNanos;
            this.work = work;
        }

        /** It is not done any more. */
        public void cancel() {
            cancelled = true;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private Runnable earlier = () -> {};
    private long nowNanos;

    /** Calls this whenever something is added that is due before everything else. One listener. */
    public void onEarlier(Runnable listener) {
        earlier = listener;
    }

    /** The time it was told last. */
    public long nowNanos() {
        return nowNanos;
    }

    /** What time it is now; does nothing. */
    public void time(long now) {
        nowNanos = now;
    }

    /** What time it is now; does what is due, in order. */
    public void advance(long now) {
        nowNanos = now;
        while (!entries.isEmpty() && entries.get(0).dueNanos - now <= 0) {
            Entry entry = entries.remove(0);
            if (!entry.cancelled) {
                entry.work.run();
            }
        }
    }

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** When to call {@link #advance} again; only when it is not empty. */
    public long dueNanos() {
        return entries.get(0).dueNanos;
    }

    /** Does something after a time, 0 or more; nothing is done inside this call. */
    public Entry after(long nanos, Runnable work) {
        Entry entry = new Entry(nowNanos + nanos, work);
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).dueNanos - entry.dueNanos > 0) {
            at--;
        }
        entries.add(at, entry);
        if (at == 0) {
            earlier.run();
        }
        return entry;
    }
}
