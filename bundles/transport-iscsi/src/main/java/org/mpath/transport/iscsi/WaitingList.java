package org.mpath.transport.iscsi;

import org.mpath.api.io.ScsiTask;

/** Tasks that wait to be sent, oldest first; a ring of fixed size. */
final class WaitingList {
    private final ScsiTask[] tasks;
    private int first;
    private int count;

    WaitingList(int capacity) {
        tasks = new ScsiTask[capacity];
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return count;
    }

    /** Answers false when it is full. */
    boolean add(ScsiTask task) {
        if (count == tasks.length) {
            return false;
        }
        tasks[(first + count) % tasks.length] = task;
        count++;
        return true;
    }

    /** Takes the oldest. */
    ScsiTask poll() {
        ScsiTask task = tasks[first];
        tasks[first] = null;
        first = (first + 1) % tasks.length;
        count--;
        return task;
    }

    /** Removes one from anywhere; answers whether it was there. */
    boolean remove(ScsiTask task) {
        boolean found = false;
        for (int left = count; left > 0; left--) {
            ScsiTask next = poll();
            if (next == task) {
                found = true;
            } else {
                add(next);
            }
        }
        return found;
    }

    /** The oldest whose time is over, taken out; null when there is none. */
    ScsiTask pollExpired(long nowNanos) {
        for (int i = 0; i < count; i++) {
            ScsiTask task = tasks[(first + i) % tasks.length];
            if (task.expiresNanos - nowNanos <= 0) {
                remove(task);
                return task;
            }
        }
        return null;
    }

    /** Gives everyone more time. */
    void extend(long nanos) {
        for (int i = 0; i < count; i++) {
            tasks[(first + i) % tasks.length].expiresNanos += nanos;
        }
    }
}
