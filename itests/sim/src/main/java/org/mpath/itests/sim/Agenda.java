package org.mpath.itests.sim;

import java.util.Arrays;

/** Virtual time: what is to happen, in order of time and then of asking. A binary heap. */
public final class Agenda {
    private static final int SLOTS = 64;

    private long[] at = new long[SLOTS];
    private long[] order = new long[SLOTS];
    private Runnable[] actions = new Runnable[SLOTS];
    private int size;
    private long now;
    private long asked;
    private long done;

    /** Virtual nanoseconds since the world began. */
    public long now() {
        return now;
    }

    /** How many actions ran. */
    public long done() {
        return done;
    }

    /** Asks for an action after a delay, 0 included. */
    public void in(long delayNanos, Runnable action) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("delay of " + delayNanos + " ns");
        }
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2);
            order = Arrays.copyOf(order, size * 2);
            actions = Arrays.copyOf(actions, size * 2);
        }
        rise(size++, now + delayNanos, asked++, action);
    }

    /** Runs the next action; false when there is none before {@code until}. Time is {@code until} then. */
    public boolean step(long until) {
        if (size == 0 || at[0] > until) {
            now = Math.max(now, until);
            return false;
        }
        now = at[0];
        Runnable action = actions[0];
        size--;
        long lastAt = at[size];
        long lastOrder = order[size];
        Runnable last = actions[size];
        actions[size] = null;
        if (size > 0) {
            sink(lastAt, lastOrder, last);
        }
        done++;
        action.run();
        return true;
    }

    private void rise(int slot, long newAt, long newOrder, Runnable action) {
        int child = slot;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (!before(newAt, newOrder, parent)) {
                break;
            }
            move(parent, child);
            child = parent;
        }
        put(child, newAt, newOrder, action);
    }

    private void sink(long newAt, long newOrder, Runnable action) {
        int parent = 0;
        for (int child = 1; child < size; child = 2 * parent + 1) {
            if (child + 1 < size && before(at[child + 1], order[child + 1], child)) {
                child++;
            }
            if (before(newAt, newOrder, child)) {
                break;
            }
            move(child, parent);
            parent = child;
        }
        put(parent, newAt, newOrder, action);
    }

    private boolean before(long itsAt, long itsOrder, int slot) {
        return itsAt != at[slot] ? itsAt < at[slot] : itsOrder < order[slot];
    }

    private void move(int from, int to) {
        put(to, at[from], order[from], actions[from]);
    }

    private void put(int slot, long itsAt, long itsOrder, Runnable action) {
        at[slot] = itsAt;
        order[slot] = itsOrder;
        actions[slot] = action;
    }
}
