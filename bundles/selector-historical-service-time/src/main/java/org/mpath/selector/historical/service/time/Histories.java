package org.mpath.selector.historical.service.time;

import java.util.Arrays;
import org.mpath.api.plugin.PathSelector;

/**
 * What is known of each path, in flat arrays by slot; a path gets its slot when it is added. Times are nanoseconds from 0
 * up.
 */
final class Histories {
    /** The cost of a path that must not be chosen, and the staleness of one that is not to be tried. */
    static final long NEVER = Long.MAX_VALUE;

    /** A longer service time counts as this, 69 s: so that no product overflows. */
    private static final long SERVICE_NANOS_MAX = (1L << 36) - 1;

    private final Weights weights;
    /** By path number: its slot, or -1. */
    private int[] slots = new int[0];

    private int count;
    private int usableCount;
    private long clock;

    private int[] paths = new int[4];
    private boolean[] usable = new boolean[4];
    /** Average service time in {@link Weights#ONE}ths of a nanosecond; above 0, so that the load always counts. */
    private long[] averages = new long[4];

    private int[] outstanding = new int[4];
    private long[] finishedNanos = new long[4];
    private long[] staleAfterNanos = new long[4];
    /** When the path was last used, added or reinstated, in such events. */
    private long[] turns = new long[4];
    /** The average times one more than the requests outstanding; or {@link #NEVER}. */
    private long[] costs = new long[4];
    /** When an unloaded path's average goes stale; or {@link #NEVER}. */
    private long[] tryAfterNanos = new long[4];

    Histories(Weights weights) {
        this.weights = weights;
    }

    void add(int path) {
        if (path >= slots.length) {
            int known = slots.length;
            slots = Arrays.copyOf(slots, Math.max(path + 1, known * 2));
            Arrays.fill(slots, known, slots.length, PathSelector.NONE);
        }
        if (slots[path] < 0) {
            if (count == paths.length) {
                grow();
            }
            paths[count] = path;
            slots[path] = count++;
        }
        int slot = slots[path];
        averages[slot] = Weights.ONE;
        outstanding[slot] = 0;
        finishedNanos[slot] = 0;
        staleAfterNanos[slot] = 0;
        setUsable(path, true);
    }

    private void grow() {
        int length = count * 2;
        paths = Arrays.copyOf(paths, length);
        usable = Arrays.copyOf(usable, length);
        averages = Arrays.copyOf(averages, length);
        outstanding = Arrays.copyOf(outstanding, length);
        finishedNanos = Arrays.copyOf(finishedNanos, length);
        staleAfterNanos = Arrays.copyOf(staleAfterNanos, length);
        turns = Arrays.copyOf(turns, length);
        costs = Arrays.copyOf(costs, length);
        tryAfterNanos = Arrays.copyOf(tryAfterNanos, length);
    }

    /** Lets a path be chosen or not; one that becomes usable waits behind its equals. */
    void setUsable(int path, boolean isUsable) {
        int slot = slot(path);
        if (slot < 0) {
            return;
        }
        usableCount += (isUsable ? 1 : 0) - (usable[slot] ? 1 : 0);
        usable[slot] = isUsable;
        turns[slot] = ++clock;
        refresh(slot);
    }

    void started(int path) {
        int slot = slot(path);
        if (slot >= 0) {
            outstanding[slot]++;
            refresh(slot);
        }
    }

    void ended(int path, long startedNanos, long nowNanos) {
        int slot = slot(path);
        if (slot < 0) {
            return;
        }
        long takenNanos = nowNanos - Math.max(startedNanos, finishedNanos[slot]);
        long serviceNanos = Math.max(0, Math.min(takenNanos, SERVICE_NANOS_MAX));
        int weight = weights.of(serviceNanos);
        long latest = serviceNanos << Weights.FRACTION_BITS;
        long average = averages[slot] * weight + latest * (Weights.ONE - weight) >> Weights.FRACTION_BITS;
        averages[slot] = Math.max(1, average);
        outstanding[slot]--;
        finishedNanos[slot] = nowNanos;
        staleAfterNanos[slot] = nowNanos + usableCount * (averages[slot] >> Weights.FRACTION_BITS);
        refresh(slot);
    }

    private void refresh(int slot) {
        costs[slot] = usable[slot] ? averages[slot] * (1L + outstanding[slot]) : NEVER;
        tryAfterNanos[slot] = usable[slot] && outstanding[slot] == 0 ? staleAfterNanos[slot] : NEVER;
    }

    /** The usable slot that costs least; with equals the one that waits longest. There must be a usable one. */
    int cheapest() {
        return least(costs);
    }

    /** The slot that is to be tried again first. */
    int stalest() {
        return least(tryAfterNanos);
    }

    private int least(long[] keys) {
        int best = 0;
        long least = keys[0];
        for (int slot = 1; slot < count; slot++) {
            long key = keys[slot];
            if (key < least || key == least && turns[slot] < turns[best]) {
                least = key;
                best = slot;
            }
        }
        return best;
    }

    /** The path in a slot, which is used now and goes behind its equals. */
    int use(int slot) {
        turns[slot] = ++clock;
        return paths[slot];
    }

    /** How many slots there are. */
    int count() {
        return count;
    }

    /** How many of them are usable. */
    int usableCount() {
        return usableCount;
    }

    boolean isUsable(int slot) {
        return usable[slot];
    }

    long average(int slot) {
        return averages[slot];
    }

    int outstanding(int slot) {
        return outstanding[slot];
    }

    long cost(int slot) {
        return costs[slot];
    }

    long staleAfterNanos(int slot) {
        return staleAfterNanos[slot];
    }

    long tryAfterNanos(int slot) {
        return tryAfterNanos[slot];
    }

    boolean waitsLonger(int slot, int other) {
        return turns[slot] < turns[other];
    }

    /** The slot of a path, or {@link PathSelector#NONE}. */
    int slot(int path) {
        return path >= 0 && path < slots.length ? slots[path] : PathSelector.NONE;
    }
}
