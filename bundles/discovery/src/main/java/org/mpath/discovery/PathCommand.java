package org.mpath.discovery;

import java.nio.ByteBuffer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;
import org.mpath.scsi.UnitReadiness;

/**
 * Sends discovery's commands on one path, one at a time, each bounded in time. Reactor thread.
 *
 * <p>When a command is not answered in time its sender is told at once, but the task and its buffer stay with the
 * transport until that gives them back: {@link #busy} until then.
 */
final class PathCommand implements TaskListener {
    /** Longest answer asked for, in bytes. */
    static final int ANSWER_BYTES_MAX = 4096;

    private static final int ASC_NOT_READY = 0x04;
    private static final int ASCQ_BECOMING_READY = 0x01;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PathDevice path;
    private final Runnable idle;
    private final ScsiTask task = new ScsiTask();
    private final ByteBuffer buffer;
    private final ReactorTimer guard;
    /** Who is told of the command; null when it was told. */
    private Runnable done;

    private long sentNanos;
    private boolean busy;
    private boolean timedOut;

    /** @param idle called when a task that was given up has come back */
    PathCommand(PathDevice path, Runnable idle) {
        this(path, ANSWER_BYTES_MAX, idle);
    }

    /** @param answerBytesMax longest answer it has room for */
    PathCommand(PathDevice path, int answerBytesMax, Runnable idle) {
        this.path = path;
        this.idle = idle;
        this.buffer = ByteBuffer.allocate(answerBytesMax);
        this.guard = path.reactor().timer(this::giveUp);
        task.data = buffer;
    }

    /** Whether a command is with the transport. */
    boolean busy() {
        return busy;
    }

    /** The array to build the CDB in, for {@link #send}. */
    byte[] cdb() {
        return task.cdb;
    }

    /**
     * Sends the command whose CDB was built; {@code whenDone} runs once, perhaps before this returns.
     *
     * @param allocation bytes of answer there is room for; 0 for a command without
     */
    void send(int cdbLength, int allocation, long timeoutNanos, Runnable whenDone) {
        expectIdle();
        send(cdbLength, allocation == 0 ? DataDirection.NONE : DataDirection.READ, allocation, timeoutNanos, whenDone);
    }

    /**
     * The same for a command with a parameter list.
     *
     * @param list as long as the longest answer at most
     */
    void send(int cdbLength, byte[] list, long timeoutNanos, Runnable whenDone) {
        expectIdle();
        buffer.put(0, list);
        send(cdbLength, DataDirection.WRITE, list.length, timeoutNanos, whenDone);
    }

    private void expectIdle() {
        if (busy) {
            throw new IllegalStateException("path " + path.name() + " has a command on its way");
        }
    }

    private void send(int cdbLength, DataDirection direction, int dataBytes, long timeoutNanos, Runnable whenDone) {
        busy = true;
        timedOut = false;
        done = whenDone;
        sentNanos = path.reactor().nanoTime();
        task.begin();
        task.cdbLength = cdbLength;
        task.direction = direction;
        task.dataLength = dataBytes;
        task.timeoutNanos = timeoutNanos;
        guard.arm(timeoutNanos);
        path.submit(task, this);
    }

    /** Tells nobody any more; the task comes back when the transport is done with it. */
    void close() {
        done = null;
        guard.cancel();
    }

    @Override
    public void taskDone(ScsiTask ended) {
        busy = false;
        guard.cancel();
        if (done == null) {
            idle.run();
        } else {
            timedOut = task.delivery != Delivery.ANSWERED && elapsedNanos() >= task.timeoutNanos;
            tell();
        }
    }

    /** Whether the unit answered. */
    boolean answered() {
        return !timedOut && task.delivery == Delivery.ANSWERED;
    }

    /** Whether time ran out first. */
    boolean timedOut() {
        return timedOut;
    }

    /** The status, when answered. */
    int status() {
        return task.status;
    }

    /** The sense key, or {@link Sense#NONE}. */
    int senseKey() {
        return Sense.key(task.sense, task.senseLength);
    }

    int asc() {
        return Sense.asc(task.sense, task.senseLength);
    }

    int ascq() {
        return Sense.ascq(task.sense, task.senseLength);
    }

    /** What the answer to TEST UNIT READY says, when answered. */
    UnitReadiness readiness() {
        return UnitReadiness.of(task.status, task.sense, task.senseLength);
    }

    /** What a unit attention said. */
    Attention attention() {
        return timedOut ? Attention.NONE : Attention.of(task);
    }

    /** Whether the unit answered something that goes away by asking again: a unit attention, busy, an aborted command. */
    boolean passing() {
        if (!answered()) {
            return false;
        }
        return task.status == Status.BUSY
                || task.status == Status.TASK_SET_FULL
                || task.status == Status.TASK_ABORTED
                || task.status == Status.CHECK_CONDITION
                        && (senseKey() == SenseKey.UNIT_ATTENTION.code() || senseKey() == SenseKey.ABORTED_COMMAND.code());
    }

    /** Whether the unit does not know the command, or will not do it: not a fault of the path. */
    boolean refused() {
        return answered()
                && (task.status == Status.RESERVATION_CONFLICT
                        || task.status == Status.CHECK_CONDITION && senseKey() == SenseKey.ILLEGAL_REQUEST.code());
    }

    /** Whether the unit will not do it through this path as it is: NOT READY, 04h, unless it is only becoming ready. */
    boolean notReady() {
        return answered()
                && task.status == Status.CHECK_CONDITION
                && senseKey() == SenseKey.NOT_READY.code()
                && asc() == ASC_NOT_READY
                && ascq() != ASCQ_BECOMING_READY;
    }

    /** Whether there is an answer to parse. */
    boolean good() {
        return answered()
                && (task.status == Status.GOOD
                        || task.status == Status.CHECK_CONDITION && senseKey() == SenseKey.RECOVERED_ERROR.code());
    }

    /** A copy of the bytes received. */
    byte[] received() {
        int length = Math.max(0, task.dataLength - Math.max(0, task.residual));
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    /** What came, or why nothing did, in words. */
    String text() {
        if (timedOut) {
            return "no answer within " + task.timeoutNanos / NANOS_PER_MILLI + " ms";
        }
        if (!answered()) {
            return task.reason == null ? "not answered" : task.reason;
        }
        return Status.text(task.status, task.sense, task.senseLength);
    }

    private void giveUp() {
        timedOut = true;
        tell();
    }

    private void tell() {
        Runnable told = done;
        done = null;
        told.run();
    }

    private long elapsedNanos() {
        return path.reactor().nanoTime() - sentNanos;
    }
}
