package org.mpath.api.plugin;

import java.util.BitSet;

/**
 * The usable paths of a group in a selector's order, so that not every selector writes its own list. Knows the numbers
 * that were added: those that fail leave the order and may come back, others are ignored. Single owner; nothing but
 * {@link #addFirst} and {@link #addLast} allocates.
 */
public final class PathOrder {
    /**
     * The order is {@link #count} numbers from {@link #head} on. They move up as paths become the last, and back to the
     * front at the end; there is room for all paths twice and more, so that this is seldom.
     */
    private int[] window = new int[64];

    private int head;
    private int count;
    private final BitSet known = new BitSet();

    /** How many paths are usable. */
    public int count() {
        return count;
    }

    /** The path at a place from 0 to {@link #count} - 1; 0 is the first. */
    public int at(int place) {
        return window[head + place];
    }

    /**
     * The place of the path with the least, the first one among equals; -1 when none is usable. Nothing is less than 0.
     *
     * @param amounts what each path has, by path number
     */
    public int least(long[] amounts) {
        int[] paths = window;
        int end = head + count;
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int i = head; i < end; i++) {
            long amount = amounts[paths[i]];
            if (amount < least) {
                least = amount;
                best = i - head;
                // asked here and not by the loop, which is twice as fast without
                if (amount <= 0) {
                    break;
                }
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
        System.arraycopy(window, head + place + 1, window, head + place, count - place);
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
        int[] paths = window;
        int path = paths[head + place];
        for (int i = head + place; i > head; i--) {
            paths[i] = paths[i - 1];
        }
        head++;
        count--;
        putLast(path);
        return path;
    }

    private boolean knows(int path) {
        return path >= 0 && known.get(path);
    }

    private void learn(int path) {
        fail(path);
        known.set(path);
        if (known.cardinality() * 2 > window.length) {
            int[] smaller = window;
            window = new int[smaller.length * 2];
            moveTo(0, smaller);
        }
    }

    private void putFirst(int path) {
        if (head == 0) {
            moveTo(window.length - count, window);
        }
        window[--head] = path;
        count++;
    }

    private void putLast(int path) {
        if (head + count == window.length) {
            moveTo(0, window);
        }
        window[head + count] = path;
        count++;
    }

    private void moveTo(int newHead, int[] from) {
        System.arraycopy(from, head, window, newHead, count);
        head = newHead;
    }
}
