package org.mpath.handler.hds;

import java.util.Arrays;
import java.util.HexFormat;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** An answer of an array, or none. */
record Reply(Delivery delivery, int status, byte[] bytes) {
    static final Reply GOOD = data(new byte[0]);
    /** The path is lost with the command on it. */
    static final Reply LOST = new Reply(Delivery.UNKNOWN, 0, new byte[0]);
    /** No answer, and the transport does not end the command either. */
    static final Reply SILENCE = new Reply(Delivery.PENDING, 0, new byte[0]);

    static Reply data(byte[] bytes) {
        return new Reply(Delivery.ANSWERED, Status.GOOD, bytes);
    }

    static Reply hex(String bytes) {
        return data(HexFormat.of().parseHex(bytes.replace(" ", "")));
    }

    static Reply status(int status) {
        return new Reply(Delivery.ANSWERED, status, new byte[0]);
    }

    /** CHECK CONDITION with sense such as 0x02040a. */
    static Reply sense(int keyAndCodes) {
        return checkCondition(
                new Sense(SenseKey.of(keyAndCodes >> 16), keyAndCodes >> 8 & 0xff, keyAndCodes & 0xff).fixed());
    }

    static Reply checkCondition(byte[] sense) {
        return new Reply(Delivery.ANSWERED, Status.CHECK_CONDITION, sense);
    }

    /** Puts it into a task, as a transport does. */
    void fill(ScsiTask task) {
        task.delivery = delivery;
        task.status = status;
        task.residual = task.dataLength;
        if (status == Status.GOOD) {
            byte[] sent = Arrays.copyOf(bytes, Math.min(bytes.length, task.dataLength));
            if (sent.length > 0) {
                task.data.put(task.dataOffset, sent);
            }
            task.residual = task.dataLength - bytes.length;
        } else {
            task.senseLength = bytes.length;
            System.arraycopy(bytes, 0, task.sense, 0, bytes.length);
        }
    }
}
