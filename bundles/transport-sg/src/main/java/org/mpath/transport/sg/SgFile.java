package org.mpath.transport.sg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.natives.ScsiNode;
import org.mpath.natives.ScsiNodes;
import org.mpath.natives.SgHeader;

/**
 * An open sg node and its requests, as many as the kernel gives one opening ({@code SG_MAX_QUEUE}). Headers, commands and
 * sense data are in native memory of its own, which stays until the file is closed. Reactor thread; an I/O allocates nothing.
 */
final class SgFile {
    /** Requests of one opening. */
    static final int REQUESTS = 16;

    private static final int SENSE_BYTES = ScsiTask.SENSE_BYTES_MAX;
    private static final int COMMANDS_AT = (REQUESTS + 1) * SgHeader.BYTES;
    private static final int SENSE_AT = COMMANDS_AT + REQUESTS * ScsiTask.CDB_BYTES_MAX;
    private static final int MEMORY_BYTES = SENSE_AT + REQUESTS * SENSE_BYTES;
    /** Nothing is in the buffer that a task without data names; the kernel looks at no byte of it. */
    private static final long NOWHERE = 0;

    private final ScsiNode node;
    private final ScsiNodes nodes;
    private final BufferPool buffers;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(MEMORY_BYTES).order(ByteOrder.nativeOrder());
    private final long address;
    private final SgHeader[] headers = new SgHeader[REQUESTS];
    private final SgHeader received = new SgHeader(memory, REQUESTS * SgHeader.BYTES);
    /** The task of each request; null when it is free, or when nobody waits for it any more. */
    private final ScsiTask[] tasks = new ScsiTask[REQUESTS];
    private final ByteBuffer[] copies = new ByteBuffer[REQUESTS];
    private final long[] sentNanos = new long[REQUESTS];
    private final long[] serials = new long[REQUESTS];
    private int busy;

    /** What to do with a task that is over. */
    @FunctionalInterface
    interface Ended {
        /** @param task null when nobody waits for it any more */
        void ended(ScsiTask task);
    }

    SgFile(ScsiNode node, ScsiNodes nodes, BufferPool buffers) {
        this.node = node;
        this.nodes = nodes;
        this.buffers = buffers;
        this.address = nodes.addressOf(memory);
        for (int i = 0; i < REQUESTS; i++) {
            headers[i] = new SgHeader(memory, i * SgHeader.BYTES);
        }
    }

    ScsiNode node() {
        return node;
    }

    boolean full() {
        return busy == (1 << REQUESTS) - 1;
    }

    /** Requests the kernel has, whether somebody waits for them or not. */
    int inFlight() {
        return Integer.bitCount(busy);
    }

    // ---- sending ----

    /** {@link #send} could get no buffer for data in the heap. */
    static final int NO_BUFFER = -1;

    /**
     * Begins a task; there must be a free request.
     *
     * @param serial number of the task among those of its path
     * @return 0, an error number of the kernel, or {@link #NO_BUFFER}: then it was not sent
     */
    int send(ScsiTask task, long serial, long nowNanos, long timeoutMillis) {
        int slot = Integer.numberOfTrailingZeros(~busy);
        SgHeader header = headers[slot].begin(slot, timeoutMillis);
        int commandAt = COMMANDS_AT + slot * ScsiTask.CDB_BYTES_MAX;
        memory.put(commandAt, task.cdb, 0, task.cdbLength);
        header.command(address + commandAt, task.cdbLength).sense(address + senseAt(slot), SENSE_BYTES);
        if (hasData(task)) {
            long data = dataAddress(task, slot);
            if (data == NOWHERE) {
                return NO_BUFFER;
            }
            header.data(task.direction == DataDirection.READ ? SgHeader.DIRECTION_FROM_DEVICE
                    : SgHeader.DIRECTION_TO_DEVICE, data, task.dataLength);
        }
        int errno = node.send(address + slot * SgHeader.BYTES);
        if (errno != 0) {
            releaseCopy(slot);
            return errno;
        }
        busy |= 1 << slot;
        tasks[slot] = task;
        task.slot = slot;
        sentNanos[slot] = nowNanos;
        serials[slot] = serial;
        return 0;
    }

    static boolean hasData(ScsiTask task) {
        return task.direction != DataDirection.NONE && task.dataLength > 0;
    }

    private static int senseAt(int slot) {
        return SENSE_AT + slot * SENSE_BYTES;
    }

    /** Where the data are: the caller's buffer, or a copy when that is in the heap; {@link #NOWHERE} without room for one. */
    private long dataAddress(ScsiTask task, int slot) {
        if (task.data.isDirect()) {
            return nodes.addressOf(task.data) + task.dataOffset;
        }
        ByteBuffer copy = buffers.acquire(task.dataLength);
        if (copy == null) {
            return NOWHERE;
        }
        if (task.direction == DataDirection.WRITE) {
            copy.put(0, task.data, task.dataOffset, task.dataLength);
        }
        copies[slot] = copy;
        return nodes.addressOf(copy);
    }

    private void releaseCopy(int slot) {
        if (copies[slot] != null) {
            buffers.release(copies[slot]);
            copies[slot] = null;
        }
    }

    // ---- what comes back ----

    /**
     * Takes one request that is over.
     *
     * @param ended told of its task, with its outcome
     * @return 0 or an error number
     */
    int receive(Ended ended) {
        int errno = node.receive(address + REQUESTS * SgHeader.BYTES);
        if (errno != 0) {
            return errno;
        }
        int slot = received.number();
        if (slot < 0 || slot >= REQUESTS || (busy & 1 << slot) == 0) {
            return 0; // none of ours: the kernel gives back what it was given
        }
        ScsiTask task = tasks[slot];
        if (task != null) {
            Answer.take(task, received, memory, senseAt(slot));
            copyBack(task, slot);
        }
        free(slot);
        ended.ended(task);
        return 0;
    }

    private void copyBack(ScsiTask task, int slot) {
        if (copies[slot] != null && task.direction == DataDirection.READ) {
            task.data.put(task.dataOffset, copies[slot], 0, task.dataLength - Math.max(0, task.residual));
        }
    }

    private void free(int slot) {
        releaseCopy(slot);
        tasks[slot] = null;
        busy &= ~(1 << slot);
    }

    // ---- giving up ----

    /** When the oldest request somebody waits for was sent; {@code nowNanos} when nobody waits. */
    long oldestNanos(long nowNanos) {
        long oldest = nowNanos;
        for (int slot = 0; slot < REQUESTS; slot++) {
            if (tasks[slot] != null && sentNanos[slot] - oldest < 0) {
                oldest = sentNanos[slot];
            }
        }
        return oldest;
    }

    /** Whether a task expired before that. */
    boolean expiredBefore(long nanos) {
        for (ScsiTask task : tasks) {
            if (task != null && task.expiresNanos - nanos < 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes back the tasks that expired before that; their requests stay until the kernel ends them. */
    void abandonExpired(long nanos, Ended ended) {
        for (int slot = 0; slot < REQUESTS; slot++) {
            if (tasks[slot] != null && tasks[slot].expiresNanos - nanos < 0) {
                abandon(slot, ended);
            }
        }
    }

    /** Whether somebody waits for a task with this serial or an earlier one. */
    boolean waitsUpTo(long serial) {
        for (int slot = 0; slot < REQUESTS; slot++) {
            if (tasks[slot] != null && serials[slot] <= serial) {
                return true;
            }
        }
        return false;
    }

    /** Takes back the tasks with this serial and earlier ones; their requests stay until the kernel ends them. */
    void abandonUpTo(long serial, Ended ended) {
        for (int slot = 0; slot < REQUESTS; slot++) {
            if (tasks[slot] != null && serials[slot] <= serial) {
                abandon(slot, ended);
            }
        }
    }

    private void abandon(int slot, Ended ended) {
        ScsiTask task = tasks[slot];
        tasks[slot] = null;
        ended.ended(task);
    }

    /**
     * Closes it: the kernel writes into no buffer any more. Takes back all tasks.
     *
     * @return how many requests the kernel had
     */
    int close(Ended ended) {
        node.close();
        int had = inFlight();
        busy = 0;
        for (int slot = 0; slot < REQUESTS; slot++) {
            releaseCopy(slot);
            if (tasks[slot] != null) {
                abandon(slot, ended);
            }
        }
        return had;
    }
}
