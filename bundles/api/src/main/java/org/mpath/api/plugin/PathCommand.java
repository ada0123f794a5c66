package org.mpath.api.plugin;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;

/**
 * One command of a plug-in on a path, so that not every plug-in writes its own: sent once, and over within its timeout
 * whatever the transport does. Reactor thread.
 *
 * <p>When time runs out the sender is told at once; the task and its buffer stay with the transport until that gives them
 * back, and nobody is told then.
 */
public final class PathCommand {
    private final PathDevice path;
    private final ScsiTask task = new ScsiTask();
    private final ReactorTimer guard;
    private Consumer<PathCommand> sender;
    private long sentNanos;
    private boolean sent;
    private boolean timedOut;

    /**
     * Makes one.
     *
     * @param dataBytes bytes to transfer; 0 when there are none
     */
    public PathCommand(PathDevice path, DataDirection direction, int dataBytes) {
        this.path = path;
        this.guard = path.reactor().timer(this::giveUp);
        task.direction = direction;
        task.dataLength = dataBytes;
        task.data = dataBytes == 0 ? null : ByteBuffer.allocate(dataBytes);
    }

    /** Where it is sent. */
    public PathDevice path() {
        return path;
    }

    /** The array to build the CDB in, 16 bytes. */
    public byte[] cdb() {
        return task.cdb;
    }

    /** The buffer to put what is written into; null when nothing is transferred. */
    public ByteBuffer data() {
        return task.data;
    }

    /**
     * Sends it, once.
     *
     * @param whenDone told once, perhaps before this returns
     */
    public void send(int cdbLength, long timeoutNanos, Consumer<PathCommand> whenDone) {
        if (sent) {
            throw new IllegalStateException("sent already on path " + path.name());
        }
        sent = true;
        sender = whenDone;
        sentNanos = path.reactor().nanoTime();
        task.begin();
        task.cdbLength = cdbLength;
        task.timeoutNanos = timeoutNanos;
        guard.arm(timeoutNanos);
        path.submit(task, this::taskDone);
    }

    /** Whoever sent it is told nothing more, and nothing of theirs stays reachable from the transport or a timer. */
    public void forget() {
        sender = null;
        guard.cancel();
    }

    /** Whether the unit answered in time. */
    public boolean answered() {
        return !timedOut && task.delivery == Delivery.ANSWERED;
    }

    /** Whether there was no answer in time; the path is not known to be lost. */
    public boolean timedOut() {
        return timedOut;
    }

    /** The SCSI status byte, when answered. */
    public int status() {
        return task.status;
    }

    /** Sense data, of which the first {@link #senseLength} bytes count. */
    public byte[] sense() {
        return task.sense;
    }

    /** 0 to 252. */
    public int senseLength() {
        return task.senseLength;
    }

    /** A copy of the bytes that were read; for an answered command. */
    public byte[] received() {
        byte[] bytes = new byte[Math.max(0, task.dataLength - Math.max(0, task.residual))];
        if (bytes.length > 0) {
            task.data.get(0, bytes);
        }
        return bytes;
    }

    private void taskDone(ScsiTask ended) {
        if (sender != null) {
            guard.cancel();
            boolean inTime = path.reactor().nanoTime() - sentNanos < ended.timeoutNanos;
            timedOut = ended.delivery != Delivery.ANSWERED && !inTime;
            tell();
        }
    }

    private void giveUp() {
        timedOut = true;
        tell();
    }

    private void tell() {
        Consumer<PathCommand> told = sender;
        sender = null;
        told.accept(this);
    }
}
