package org.mpath.transport.iscsi;

import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DataPdu;
import org.mpath.iscsi.ScsiCommandPdu;
import org.mpath.iscsi.SessionParameters;

/**
 * Turns tasks into SCSI Command and Data-Out PDUs as the login agreed on: immediate data, unsolicited data up to the
 * first burst, and what R2Ts ask for. Unsolicited data leave in the order of their commands (RFC 7143 4.2.5.2).
 */
final class CommandSender {
    private final Sequence sequence;
    private final SessionParameters parameters;
    private TaskSlot firstSender;
    private TaskSlot lastSender;

    CommandSender(Sequence sequence, SessionParameters parameters) {
        this.sequence = sequence;
        this.parameters = parameters;
    }

    /** Whether one more command can be sent now. */
    boolean canStart(Outbox outbox) {
        return sequence.windowOpen() && outbox.hasRoom();
    }

    /** Whether there are data to send. */
    boolean hasData() {
        return firstSender != null;
    }

    /** Queues the command and its immediate data, and puts its unsolicited data in line. */
    void start(TaskSlot slot, Outbox outbox) {
        ScsiTask task = slot.task;
        boolean write = task.direction == DataDirection.WRITE;
        int expected = task.direction == DataDirection.NONE ? 0 : task.dataLength;
        int unsolicitedMax = Math.min(expected, parameters.firstBurst());
        int immediate = write && parameters.immediateData() ? Math.min(unsolicitedMax, parameters.sendBytesMax()) : 0;
        boolean more = write && !parameters.initialR2t() && immediate < unsolicitedMax;

        int at = outbox.nextHeader();
        int flags = ScsiCommandPdu.SIMPLE | (more ? 0 : Bhs.FINAL) | directionFlag(task.direction);
        ScsiCommandPdu.put(
                outbox.headers(), at, flags, slot.path.wireLun(), slot.tag(), expected, task.cdb, task.cdbLength);
        slot.cmdSn = sequence.takeCmdSn();
        Bhs.putRequestNumbers(outbox.headers(), at, slot.cmdSn, sequence.expStatSn());
        slot.sentFrom = outbox.queuedBytes();
        if (immediate > 0) {
            outbox.send(task.data, task.dataOffset, immediate);
        } else {
            outbox.send();
        }
        slot.sentTo = outbox.queuedBytes();
        if (more) {
            slot.addBurst(Bhs.NO_TAG, immediate, unsolicitedMax);
            queue(slot);
        }
    }

    private static int directionFlag(DataDirection direction) {
        return switch (direction) {
            case NONE -> 0;
            case READ -> ScsiCommandPdu.READ;
            case WRITE -> ScsiCommandPdu.WRITE;
        };
    }

    /** Puts a slot that has data to send in line. */
    void queue(TaskSlot slot) {
        if (slot.sending) {
            return;
        }
        slot.sending = true;
        slot.nextSender = null;
        if (lastSender == null) {
            firstSender = slot;
        } else {
            lastSender.nextSender = slot;
        }
        lastSender = slot;
    }

    /** Queues Data-Out PDUs as far as there is room. */
    void sendData(Outbox outbox) {
        while (firstSender != null && outbox.hasRoom()) {
            TaskSlot slot = firstSender;
            if (sendDataOut(slot, outbox)) {
                slot.endBurst();
                unlinkFirst();
                if (slot.burstCount > 0) {
                    queue(slot);
                }
            }
        }
    }

    /** Queues one Data-Out of the first burst; answers whether it was the last one of the burst. */
    private boolean sendDataOut(TaskSlot slot, Outbox outbox) {
        int burst = slot.burstFirst;
        int offset = slot.burstAt[burst];
        int bytes = Math.min(slot.burstEnd[burst] - offset, parameters.sendBytesMax());
        boolean last = offset + bytes == slot.burstEnd[burst];
        int at = outbox.nextHeader();
        DataPdu.putOut(outbox.headers(), at, last, slot.path.wireLun(), slot.tag(), slot.burstTag[burst],
                slot.burstDataSn++, offset);
        Bhs.putExpStatSn(outbox.headers(), at, sequence.expStatSn());
        outbox.send(slot.task.data, slot.task.dataOffset + offset, bytes);
        slot.burstAt[burst] = offset + bytes;
        slot.sentTo = outbox.queuedBytes();
        return last;
    }

    /** Takes a slot out of the line: its task is over. What is queued already still leaves. */
    void forget(TaskSlot slot) {
        slot.burstCount = 0;
        if (!slot.sending) {
            return;
        }
        if (firstSender == slot) {
            unlinkFirst();
            return;
        }
        TaskSlot before = firstSender;
        while (before.nextSender != slot) {
            before = before.nextSender;
        }
        before.nextSender = slot.nextSender;
        if (lastSender == slot) {
            lastSender = before;
        }
        slot.sending = false;
        slot.nextSender = null;
    }

    private void unlinkFirst() {
        TaskSlot slot = firstSender;
        firstSender = slot.nextSender;
        if (firstSender == null) {
            lastSender = null;
        }
        slot.sending = false;
        slot.nextSender = null;
    }
}
