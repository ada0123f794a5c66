package org.mpath.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;
import org.mpath.target.store.Store;

/**
 * One command and its answer, as a target port sees them: mutable, pooled by the front end, which lends it the
 * initiator's arrays and buffer so that nothing is copied on the way.
 *
 * <p>Life: {@link #carry}, then {@link Nexus#execute}, or {@link Nexus#hold} and later {@link Nexus#resume}; then the
 * answer is here, or comes later while the command is {@link State#WORKING}. A command in a task set can also be ended by
 * task management or by the end of its nexus: it has no answer then.
 */
public final class Command {
    /** Told when a deferred answer is there. */
    @FunctionalInterface
    public interface Listener {
        /** The answer of a command that was {@link State#WORKING} is set. */
        void answered(Command command);
    }

    /** Where a command is in its life. */
    public enum State {
        /** Not in a task set. Set by {@link #carry} and by an answer. */
        FREE,
        /** In the task set of its unit, not carried out yet. Set by {@link Nexus#hold}. */
        HELD,
        /** In the task set of its unit, being carried out; its answer comes later. Set by {@link #defer}. */
        WORKING,
        /** Taken out of the task set without an answer, for good. Set by task management and the end of the nexus. */
        ENDED
    }

    private static final byte[] NO_BYTES = {};

    private byte[] cdb = NO_BYTES;
    private int cdbLength;
    private ByteBuffer data;
    private int dataOffset;
    private int dataLength;

    private int status;
    private int residual;
    private byte[] sense = NO_BYTES;
    private int senseLength;

    // ---- the task set's ----

    State state = State.FREE;
    UnitNexus unitNexus;
    /** The unit's generation when the command arrived. */
    long generation;
    /** The unit's generation that its answer tells of; 0 for none. */
    long tellsGeneration;
    DeferredAnswer deferred;
    Command previous;
    Command next;
    /** Its line in the array's log; null when it has none. */
    CommandLog.Line line;

    private Listener listener = command -> {};

    /**
     * Lends a command. The arrays and the buffer stay the caller's; they must not change until the answer is there.
     *
     * @param cdb the CDB
     * @param cdbLength bytes of it that count, 1 to 16
     * @param data the initiator's buffer, or null
     * @param dataOffset first byte of the transfer in {@code data}
     * @param dataLength bytes the initiator expects to transfer; 0 without a buffer
     * @param sense where sense data goes, at least 18 bytes
     */
    public void carry(byte[] cdb, int cdbLength, ByteBuffer data, int dataOffset, int dataLength, byte[] sense) {
        if (inTaskSet()) {
            throw new IllegalStateException("the command is in a task set");
        }
        this.cdb = cdb;
        this.cdbLength = cdbLength;
        this.data = data;
        this.dataOffset = dataOffset;
        this.dataLength = dataLength;
        this.sense = sense;
        this.status = Status.GOOD;
        this.residual = dataLength;
        this.senseLength = 0;
        this.state = State.FREE;
        this.line = null;
        this.tellsGeneration = 0;
    }

    /** Who is told of deferred answers, until another one is set. */
    public void listener(Listener newListener) {
        listener = newListener;
    }

    /**
     * Gives the lent arrays and buffer back while the command is in a task set: it goes on with copies of its own, without the
     * buffer when {@code keepData} is false. For a front end whose initiator has gone while the array still has the
     * command.
     */
    public void detach(boolean keepData) {
        byte[] ownData = keepData && dataLength > 0 ? received(dataLength) : NO_BYTES;
        cdb = Arrays.copyOf(cdb, cdb.length);
        sense = new byte[sense.length];
        data = ByteBuffer.wrap(ownData);
        dataOffset = 0;
        dataLength = ownData.length;
    }

    // ---- the answer ----

    /** Where the command is in its life. */
    public State state() {
        return state;
    }

    /** Whether the array still has it: held, or being carried out. */
    public boolean inTaskSet() {
        return state == State.HELD || state == State.WORKING;
    }

    /** SCSI status. */
    public int status() {
        return status;
    }

    /** Expected bytes that were not transferred; negative when the command had more to transfer than was expected. */
    public int residual() {
        return residual;
    }

    /** Sense key and code of a CHECK CONDITION; {@link SenseCode#NONE} of any other answer. */
    SenseCode senseCode() {
        return status == Status.CHECK_CONDITION
                ? new SenseCode(Sense.key(sense, senseLength), Sense.asc(sense, senseLength), Sense.ascq(sense, senseLength))
                : SenseCode.NONE;
    }

    /** Bytes of sense data written. */
    public int senseLength() {
        return senseLength;
    }

    // ---- for those who carry it out ----

    /** The CDB; the first {@link #cdbLength} bytes count. */
    public byte[] cdb() {
        return cdb;
    }

    /** How many bytes of {@link #cdb} count. */
    public int cdbLength() {
        return cdbLength;
    }

    /** The operation code. */
    public int opcode() {
        return cdb[0] & 0xff;
    }

    /** The initiator's buffer, or null. */
    public ByteBuffer data() {
        return data;
    }

    /** First byte of the transfer in {@link #data}. */
    public int dataOffset() {
        return dataOffset;
    }

    /** Bytes the initiator expects to transfer. */
    public int dataLength() {
        return dataLength;
    }

    /**
     * The answer comes later, outside of {@link CommandHandler#execute}: the command is in its unit's task set until then.
     * What it brought must be taken ({@link #received}) before.
     */
    public DeferredAnswer defer() {
        unitNexus.unit().tasks().enter(this, State.WORKING);
        deferred = new DeferredAnswer(this);
        return deferred;
    }

    void finish(DeferredAnswer answer, Consumer<Command> result) {
        if (deferred != answer) {
            return; // ended meanwhile
        }
        unitNexus.unit().tasks().leave(this, State.FREE);
        result.accept(this);
        noteAnswer();
        listener.answered(this);
    }

    /** The answer has reached the initiator. For the front end of a nexus that said {@link Nexus#confirmDelivery}. */
    public void delivered() {
        if (tellsGeneration > 0) {
            unitNexus.heard(tellsGeneration);
        }
    }

    void noteAnswer() {
        if (line != null) {
            line.answered(this);
        }
    }

    /** Answers GOOD; the parameter list that the CDB announces, if any, was taken. */
    public void good() {
        moved(CdbFields.parameterLength(cdb));
    }

    /**
     * Answers GOOD after a transfer.
     *
     * @param bytes what the command had to transfer, which may be more than fitted
     */
    public void moved(long bytes) {
        status = Status.GOOD;
        residual = (int) Math.max(dataLength - bytes, Integer.MIN_VALUE);
    }

    /**
     * Answers GOOD with parameter data, cut to the allocation length (SPC-5 4.2.5.6) and to what the initiator expects.
     *
     * @param allocationLength what the CDB allows
     */
    public void parameters(byte[] parameters, long allocationLength) {
        int length = (int) Math.min(parameters.length, allocationLength);
        int fitting = Math.min(length, dataLength);
        if (fitting > 0) {
            int position = data.position();
            int limit = data.limit();
            data.clear().put(dataOffset, parameters, 0, fitting).limit(limit).position(position);
        }
        moved(length);
    }

    /** Answers CHECK CONDITION with fixed format sense data; nothing is counted as transferred. */
    public void check(SenseCode code) {
        status = Status.CHECK_CONDITION;
        residual = dataLength;
        senseLength = Sense.fixed(sense, code.key(), code.asc(), code.ascq());
    }

    /** Answers RESERVATION CONFLICT; nothing is transferred. */
    public void conflict() {
        status = Status.RESERVATION_CONFLICT;
        residual = dataLength;
    }

    /** Moves bytes from a store to the start of the transfer; {@code length} is at most {@link #dataLength}. */
    public void readFrom(Store store, long storePosition, int length) throws IOException {
        if (length == 0) {
            return;
        }
        int position = data.position();
        int limit = data.limit();
        try {
            store.read(storePosition, data.clear(), dataOffset, length);
        } finally {
            data.limit(limit).position(position);
        }
    }

    /** Moves bytes from the start of the transfer to a store; {@code length} is at most {@link #dataLength}. */
    public void writeTo(Store store, long storePosition, int length) throws IOException {
        if (length == 0) {
            return;
        }
        int position = data.position();
        int limit = data.limit();
        try {
            store.write(storePosition, data.clear(), dataOffset, length);
        } finally {
            data.limit(limit).position(position);
        }
    }

    /** A copy of the first {@code length} bytes of the transfer; at most {@link #dataLength}. */
    public byte[] received(int length) {
        byte[] copy = new byte[length];
        if (length > 0) {
            int position = data.position();
            int limit = data.limit();
            data.clear().get(dataOffset, copy).limit(limit).position(position);
        }
        return copy;
    }
}
