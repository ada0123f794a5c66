package org.mpath.api.plugin;

import java.util.BitSet;

/**
 * The usable paths of a group in a selector's order, so that not every selector writes its own list. Knows the numbers
 * that were added: those that fail leave the order and may come back, others are ignored. Single owner; nothing but
 * {@link #addFirst} and {@link #addLast} allocates.
 */
public final class PathOrder {
    /** A ring, first path at {@link #head}; its length is a power of two. */
    private int[] ring = new int[4];

    private int head;
    private int count;
    private final BitSet known = new BitSet();

    /** How many paths are usable. */
    public int count() {
        return count;
    }

    /** The path at a place from 0 to {@link #count} - 1; 0 is the first. */
    public int at(int place) {
        return ring[(head + place) & (ring.length - 1)];
    }

    /**
     * The place of the path with the least, the first one among equals; -1 when none is usable. Nothing is less than 0.
     *
     * @param amounts what each path has, by path number
     */
    public int least(long[] amounts) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int place = 0; place < count && least > 0; place++) {
            long amount = amounts[at(place)];
            if (amount < least) {
                least = amount;
                best = place;
            }
        }
        return best;
    }

    /** Adds a usable path as the first. */
    public void addFirst(int path) {
        learn(path);
        putFirst(path);
    }

    /** Adds a usable path as the last. */
    public void addLast(int path) {
        learn(path);
        putLast(path);
    }

    /** Takes a path out until it is reinstated. */
    public void fail(int path) {
        int place = 0;
        while (place < count && at(place) != path) {
            place++;
        }
        if (place == count) {
            return;
        }
        count--;
        for (; place < count; place++) {
            put(place, at(place + 1));
        }
    }

    /** Makes a path that was added usable, and the first. */
    public void reinstateFirst(int path) {
        fail(path);
        if (knows(path)) {
            putFirst(path);
        }
    }

    /** Makes a path that was added usable, and the last. */
    public void reinstateLast(int path) {
        fail(path);
        if (knows(path)) {
            putLast(path);
        }
    }

    /** Moves the path at a place to the last place; the path. */
    public int toLast(int place) {
        int path = at(place);
        for (int i = place; i > 0; i--) {
            put(i, at(i - 1));
        }
        head = (head + 1) & (ring.length - 1);
        put(count - 1, path);
        return path;
    }

    private boolean knows(int path) {
        return path >= 0 && known.get(path);
    }

    private void learn(int path) {
        fail(path);
        known.set(path);
        if (known.cardinality() > ring.length) {
            grow();
        }
    }

    private void grow() {
        int[] larger = new int[ring.length * 2];
        for (int place = 0; place < count; place++) {
            larger[place] = at(place);
        }
        ring = larger;
        head = 0;
    }

    private void putFirst(int path) {
        head = (head - 1) & (ring.length - 1);
        count++;
        put(0, path);
    }

    private void putLast(int path) {
        count++;
        put(count - 1, path);
    }

    private void put(int place, int path) {
        ring[(head + place) & (ring.length - 1)] = path;
    }
}
