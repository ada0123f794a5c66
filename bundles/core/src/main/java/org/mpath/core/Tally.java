package org.mpath.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.IoCounters;

/**
 * Running totals: written by the one owner, read by any thread. No lock; what ends is published by one release write, with
 * all that was counted before it.
 *
 * <p>Everything begun ends once, as good or as an error; what is in flight is the difference, so that an I/O costs no
 * counting beyond what it is counted as.
 */
final class Tally {
    private static final VarHandle BEGUN = handle("begun");
    private static final VarHandle READS = handle("reads");
    private static final VarHandle WRITES = handle("writes");
    private static final VarHandle OTHERS = handle("others");
    private static final VarHandle READ_BYTES = handle("readBytes");
    private static final VarHandle WRITTEN_BYTES = handle("writtenBytes");
    private static final VarHandle ERRORS = handle("errors");
    private static final VarHandle RETRIES = handle("retries");

    private long begun;
    private long reads;
    private long writes;
    /** Good commands that moved no data. */
    private long others;

    private long readBytes;
    private long writtenBytes;
    private long errors;
    private long retries;

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(Tally.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One more is in flight. */
    void begin() {
        begun++;
    }

    /** One ended good. */
    void good(ScsiTask task) {
        int bytes = task.dataLength - Math.max(0, Math.min(task.residual, task.dataLength));
        if (task.direction == DataDirection.READ) {
            readBytes += bytes;
            READS.setRelease(this, reads + 1);
        } else if (task.direction == DataDirection.WRITE) {
            writtenBytes += bytes;
            WRITES.setRelease(this, writes + 1);
        } else {
            OTHERS.setRelease(this, others + 1);
        }
    }

    /** One ended otherwise. */
    void error() {
        ERRORS.setRelease(this, errors + 1);
    }

    void retry() {
        RETRIES.setRelease(this, retries + 1);
    }

    /** Begun and not ended. Ends are read first, so that another thread never sees more of them than begins. */
    int inFlight() {
        long ended = get(READS) + get(WRITES) + get(OTHERS) + get(ERRORS);
        return (int) (get(BEGUN) - ended);
    }

    IoCounters totals() {
        return new IoCounters(
                get(READS), get(WRITES), get(READ_BYTES), get(WRITTEN_BYTES), get(ERRORS), get(RETRIES));
    }

    private long get(VarHandle total) {
        return (long) total.getAcquire(this);
    }
}
