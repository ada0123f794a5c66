package org.mpath.api.io;

import java.nio.ByteBuffer;

/**
 * One SCSI command on its way: mutable, pooled by whoever makes it, owned by one reactor.
 *
 * <p>The one class in this package that holds state, because it travels through every floor of the house without
 * allocation: the outlet fills the command, the engine the attempt, the transport the outcome. Each group of fields says
 * who writes it.
 */
public final class ScsiTask {
    /** Longest CDB carried. */
    public static final int CDB_BYTES_MAX = 16;
    /** Longest sense data kept (SPC-4 4.5.1). */
    public static final int SENSE_BYTES_MAX = 252;

    // ---- the command: written by the submitter before submit ----

    /** The CDB; the first {@link #cdbLength} bytes count. */
    public final byte[] cdb = new byte[CDB_BYTES_MAX];
    /** 6 to 16. */
    public int cdbLength;
    /** Which way the data goes. */
    public DataDirection direction = DataDirection.NONE;
    /**
     * The caller's buffer, direct or heap; bytes {@link #dataOffset} to dataOffset + {@link #dataLength} are the
     * transfer. Position and limit are not used and not changed: transports read and write through their own duplicates
     * or absolute accesses. Null when there is no data.
     */
    public ByteBuffer data;
    /** First byte of the transfer in {@link #data}. */
    public int dataOffset;
    /** Bytes to transfer (the expected data transfer length). */
    public int dataLength;
    /** How long one attempt may take on a path, in nanoseconds; 0 for the transport's default. */
    public long timeoutNanos;
    /** True when the command changes the medium, so that an unknown outcome matters. */
    public boolean changesMedium;

    // ---- the outcome: written by the transport (or the engine, when no path was there) before the listener is called ----

    /** How sure the outcome is. */
    public Delivery delivery = Delivery.PENDING;
    /** SCSI status byte; valid when {@link Delivery#ANSWERED}. */
    public int status;
    /** Bytes of {@link #dataLength} that were not transferred; negative when the unit had more. */
    public int residual;
    /** Sense data as received; the first {@link #senseLength} bytes count. */
    public final byte[] sense = new byte[SENSE_BYTES_MAX];
    /** 0 to 252. */
    public int senseLength;
    /** One constant sentence for people: why there was no answer. Null when answered. */
    public String reason;

    // ---- who is told ----

    /** Told when the attempt on a path is over. Set by {@link org.mpath.api.path.PathDevice#submit}. */
    public TaskListener pathListener;
    /** Told when the map is done with the task. Set by {@link org.mpath.api.map.MultipathMap#submit}. */
    public TaskListener mapListener;

    // ---- the engine's ----

    /** The path of the current attempt, by number in the map; the engine's. */
    public int pathNumber;
    /** Attempts made so far; the engine's. */
    public int attempts;
    /** Whether an attempt was answered HARDWARE ERROR already; the engine's. */
    public boolean hardwareError;
    /** Whether an attempt may have done its work although it was not answered; the engine's. */
    public boolean mayHaveRun;
    /** When the map got the task, {@link Reactor#nanoTime}; the engine's. */
    public long submittedNanos;
    /** When the current attempt was sent; the engine's. */
    public long startedNanos;
    /** When retrying ends, {@link Reactor#nanoTime}; the engine's. */
    public long deadlineNanos;
    /** Since when the task waits, or when it is due again, {@link Reactor#nanoTime}; the engine's. */
    public long waitNanos;
    /** Which selector of its group was told of the current attempt; the engine's. */
    public int selectorEpoch;
    /** Next task in a queue of the map; the map's. */
    public ScsiTask next;

    // ---- the transport's, valid from submit to completion ----

    /** Slot (tag) of the task in its session. */
    public int slot;
    /** When the attempt expires, {@link Reactor#nanoTime}. */
    public long expiresNanos;
    /** Bytes moved so far. */
    public int transferred;
    /** The path device that carries the task. */
    public Object carrier;

    /** Clears the outcome for a new attempt. Called by whoever submits to a path. */
    public void begin() {
        delivery = Delivery.PENDING;
        status = 0;
        residual = 0;
        senseLength = 0;
        reason = null;
        transferred = 0;
    }

    /** True when the unit answered GOOD. */
    public boolean good() {
        return delivery == Delivery.ANSWERED && status == 0;
    }

    /** Sets an outcome without an answer. */
    public void unanswered(Delivery outcome, String why) {
        delivery = outcome;
        reason = why;
        senseLength = 0;
    }
}
