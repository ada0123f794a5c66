package org.mpath.selector.round.robin;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.plugin.PathSelector;

/**
 * Each usable path in turn (dm-round-robin 1.2.0): select takes the head and moves it to the tail, add appends, reinstate
 * puts at the head so that the path is used next. The optional repeat count per path is read and, as in the kernel, counts
 * as one.
 */
final class RoundRobin implements PathSelector {
    private static final int REPEAT_DIGITS_MAX = 9;

    /** Usable paths, {@link #head} first, as a ring. */
    private int[] ring = new int[4];

    private int head;
    private int size;

    @Override
    public void add(int path, List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("round-robin ps: incorrect number of arguments");
        }
        if (arguments.size() == 1 && !arguments.get(0).matches("[0-9]{1," + REPEAT_DIGITS_MAX + "}")) {
            throw new IllegalArgumentException("round-robin ps: invalid repeat count '" + arguments.get(0) + "'");
        }
        addLast(path);
    }

    @Override
    public void fail(int path) {
        int kept = 0;
        int[] rest = new int[ring.length];
        for (int i = 0; i < size; i++) {
            int each = ring[(head + i) % ring.length];
            if (each != path) {
                rest[kept++] = each;
            }
        }
        ring = rest;
        head = 0;
        size = kept;
    }

    @Override
    public void reinstate(int path) {
        fail(path);
        grow();
        head = (head + ring.length - 1) % ring.length;
        ring[head] = path;
        size++;
    }

    @Override
    public int select(long bytes, long nowNanos) {
        if (size == 0) {
            return NONE;
        }
        int path = ring[head];
        if (size < ring.length) {
            ring[wrap(head + size)] = path;
        }
        head = wrap(head + 1);
        return path;
    }

    @Override
    public String tableArguments(int path) {
        return "1";
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }

    private void addLast(int path) {
        grow();
        ring[(head + size) % ring.length] = path;
        size++;
    }

    private void grow() {
        if (size == ring.length) {
            int[] larger = Arrays.copyOf(ring, size * 2);
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(head + i) % size];
            }
            ring = larger;
            head = 0;
        }
    }

    private int wrap(int index) {
        return index >= ring.length ? index - ring.length : index;
    }
}
