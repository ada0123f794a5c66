package org.mpath.itests.sim;

import java.nio.ByteBuffer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Opcode;
import org.mpath.target.LogicalUnit;

/** A caller: one task and one buffer, used again for each of its requests, so that whoever holds on to them is found out. */
final class Slot implements TaskListener {
    static final int BLOCKS_MAX = 2;
    static final int BYTES_MAX = BLOCKS_MAX * LogicalUnit.BLOCK_BYTES;
    private static final int BLOCK = LogicalUnit.BLOCK_BYTES;
    private static final int COMPARE_AND_WRITE_BYTES = 16;

    final int number;
    final ScsiTask task = new ScsiTask();
    final ByteBuffer buffer = ByteBuffer.allocate(BYTES_MAX);
    private final Workload workload;
    Request request;
    /** Counts its turns: only the latest one counts. */
    int turn;

    Slot(int number, Workload workload) {
        this.number = number;
        this.workload = workload;
        task.data = buffer;
        task.mapListener = this;
    }

    /** Makes the task the request's. {@code expected} is the value that COMPARE AND WRITE compares with. */
    void carry(Request next, long expected) {
        request = next;
        task.dataLength = next.blocks * BLOCK;
        task.changesMedium = next.writes();
        task.direction = next.writes() ? DataDirection.WRITE : DataDirection.READ;
        switch (next.kind) {
            case READ -> task.cdbLength = Cdb.read(task.cdb, next.block, next.blocks);
            case WRITE -> {
                task.cdbLength = Cdb.write(task.cdb, next.block, next.blocks, false);
                for (int block = 0; block < next.blocks; block++) {
                    put(block, next.id);
                }
            }
            case COMPARE_AND_WRITE -> {
                compareAndWrite(next.block);
                put(0, expected);
                put(1, next.id);
                task.dataLength = 2 * BLOCK;
            }
        }
    }

    private void compareAndWrite(int block) {
        java.util.Arrays.fill(task.cdb, (byte) 0);
        task.cdb[0] = (byte) Opcode.COMPARE_AND_WRITE;
        task.cdb[9] = (byte) block;
        task.cdb[13] = 1;
        task.cdbLength = COMPARE_AND_WRITE_BYTES;
    }

    private void put(int block, long value) {
        buffer.putLong(block * BLOCK, value);
        buffer.putLong((block + 1) * BLOCK - Long.BYTES, value);
    }

    /** The value at the start of a block of the buffer. */
    long head(int block) {
        return buffer.getLong(block * BLOCK);
    }

    /** The value at its end. */
    long tail(int block) {
        return buffer.getLong((block + 1) * BLOCK - Long.BYTES);
    }

    @Override
    public void taskDone(ScsiTask done) {
        workload.done(this);
    }
}
