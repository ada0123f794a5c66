package org.mpath.core;

import java.util.concurrent.atomic.AtomicLongArray;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.IoCounters;

/** Running totals: written by the one owner, read by any thread. A plain read and an opaque write per change, no lock. */
final class Tally {
    private static final int READS = 0;
    private static final int WRITES = 1;
    private static final int READ_BYTES = 2;
    private static final int WRITTEN_BYTES = 3;
    private static final int ERRORS = 4;
    private static final int RETRIES = 5;
    private static final int IN_FLIGHT = 6;
    private static final int SLOTS = 7;

    private final AtomicLongArray values = new AtomicLongArray(SLOTS);

    void good(ScsiTask task) {
        int bytes = task.dataLength - Math.max(0, Math.min(task.residual, task.dataLength));
        if (task.direction == DataDirection.READ) {
            add(READS, 1);
            add(READ_BYTES, bytes);
        } else if (task.direction == DataDirection.WRITE) {
            add(WRITES, 1);
            add(WRITTEN_BYTES, bytes);
        }
    }

    void error() {
        add(ERRORS, 1);
    }

    void retry() {
        add(RETRIES, 1);
    }

    void inFlight(int change) {
        add(IN_FLIGHT, change);
    }

    int inFlight() {
        return (int) values.getOpaque(IN_FLIGHT);
    }

    IoCounters totals() {
        return new IoCounters(
                values.getOpaque(READS),
                values.getOpaque(WRITES),
                values.getOpaque(READ_BYTES),
                values.getOpaque(WRITTEN_BYTES),
                values.getOpaque(ERRORS),
                values.getOpaque(RETRIES));
    }

    private void add(int slot, long change) {
        values.setOpaque(slot, values.getPlain(slot) + change);
    }
}
