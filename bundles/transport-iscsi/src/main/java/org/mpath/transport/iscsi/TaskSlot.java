package org.mpath.transport.iscsi;

import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.MalformedPdu;

/** A place for one task that was sent: what the protocol has to know of it. Preallocated, used again and again. */
final class TaskSlot {
    final int index;

    /** Told apart from the tasks that had the slot before. */
    int generation;

    ScsiTask task;
    IscsiPath path;
    int cmdSn;
    /** Where in the stream of sent bytes the command begins, and where what was queued for it last ends. */
    long sentFrom;

    long sentTo;
    /** The answer is there; the task waits only for its own queued data to leave. */
    boolean answered;
    /** An ABORT TASK is on its way; the slot stays taken until it is answered. */
    boolean aborting;

    /** Why it is being aborted, one constant sentence. */
    String abortReason;

    long abortExpiresNanos;
    /** Whether the task counts as a large read. */
    boolean largeRead;

    /** Data the target may be sent, in order: bursts {@code first} to first + count - 1 of the ring. */
    final int[] burstTag;

    final int[] burstAt;
    final int[] burstEnd;
    int burstFirst;
    int burstCount;
    /** DataSN of the next Data-Out of the first burst. */
    int burstDataSn;
    /** Next in the line of slots that have data to send. */
    TaskSlot nextSender;

    boolean sending;

    /** DataSN or R2TSN expected next. */
    private int expectedDataSn;

    TaskSlot(int index, int burstsMax) {
        this.index = index;
        this.burstTag = new int[burstsMax];
        this.burstAt = new int[burstsMax];
        this.burstEnd = new int[burstsMax];
    }

    void begin(ScsiTask newTask, IscsiPath newPath) {
        task = newTask;
        path = newPath;
        answered = false;
        aborting = false;
        burstFirst = 0;
        burstCount = 0;
        burstDataSn = 0;
        expectedDataSn = 0;
        largeRead = false;
    }

    /** Tag of the task. */
    int tag() {
        return TaskTag.of(TaskTag.COMMAND, generation, index);
    }

    /** Tag of the ABORT TASK for it. */
    int abortTag() {
        return TaskTag.of(TaskTag.ABORT, generation, index);
    }

    /** Checks a Data-In against the task; the one place where offset and length from the wire are believed. */
    void acceptData(int dataSn, long offset, int bytes) {
        if (task.direction != DataDirection.READ) {
            throw new MalformedPdu("Data-In for a command that reads nothing, task tag " + text(tag()));
        }
        expectDataSn(dataSn, IscsiOpcode.DATA_IN);
        if (offset + bytes > task.dataLength) {
            throw new MalformedPdu("Data-In with offset " + offset + " and " + bytes
                    + " bytes for a transfer of " + task.dataLength);
        }
        if (offset != task.transferred) {
            throw new MalformedPdu("Data-In with offset " + offset + " where " + task.transferred + " is next");
        }
        task.transferred += bytes;
    }

    /** Checks an R2T against the task and puts it in line. */
    void acceptR2t(int r2tSn, int transferTag, long offset, long bytes, int maxBurst, int outstandingMax) {
        if (task.direction != DataDirection.WRITE) {
            throw new MalformedPdu("R2T for a command that writes nothing, task tag " + text(tag()));
        }
        expectDataSn(r2tSn, IscsiOpcode.R2T);
        if (bytes == 0 || bytes > maxBurst) {
            throw new MalformedPdu("R2T for " + bytes + " bytes; MaxBurstLength is " + maxBurst);
        }
        if (offset + bytes > task.dataLength) {
            throw new MalformedPdu("R2T with offset " + offset + " and " + bytes + " bytes for a transfer of "
                    + task.dataLength);
        }
        if (transferTag == Bhs.NO_TAG) {
            throw new MalformedPdu("R2T with the reserved transfer tag ffffffff");
        }
        int unsolicited = burstCount > 0 && burstTag[burstFirst] == Bhs.NO_TAG ? 1 : 0;
        if (burstCount - unsolicited >= outstandingMax) {
            throw new MalformedPdu("more than " + outstandingMax + " R2Ts outstanding for one command");
        }
        addBurst(transferTag, (int) offset, (int) (offset + bytes));
    }

    /** Puts a part of the task's data in line to be sent. */
    void addBurst(int transferTag, int at, int end) {
        int next = (burstFirst + burstCount) % burstTag.length;
        burstTag[next] = transferTag;
        burstAt[next] = at;
        burstEnd[next] = end;
        burstCount++;
    }

    /** The first burst is sent. */
    void endBurst() {
        burstFirst = (burstFirst + 1) % burstTag.length;
        burstCount--;
        burstDataSn = 0;
    }

    private void expectDataSn(int number, int opcode) {
        if (number != expectedDataSn) {
            throw new MalformedPdu(IscsiOpcode.nameOf(opcode) + " with number " + Integer.toUnsignedString(number)
                    + ", expected was " + expectedDataSn);
        }
        expectedDataSn++;
    }

    static String text(int tag) {
        return "%08xh".formatted(tag);
    }
}
