package org.mpath.itests.array;

import java.util.Arrays;
import java.util.HexFormat;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * An answer of an array, or none.
 *
 * @param bytes what is read; no more than fits gets there
 * @param sense with CHECK CONDITION
 */
public record Reply(Delivery delivery, int status, byte[] bytes, byte[] sense) {
    private static final byte[] NONE = {};

    /** GOOD without data. */
    public static final Reply GOOD = data(NONE);
    /** The path is lost with the command on it. */
    public static final Reply LOST = new Reply(Delivery.UNKNOWN, 0, NONE, NONE);
    /** No answer, and the transport does not end the command either. */
    public static final Reply SILENCE = new Reply(Delivery.PENDING, 0, NONE, NONE);

    /** GOOD with these bytes. */
    public static Reply data(byte[] bytes) {
        return new Reply(Delivery.ANSWERED, Status.GOOD, bytes, NONE);
    }

    /** GOOD with these bytes, in hexadecimal. */
    public static Reply hex(String bytes) {
        return data(HexFormat.of().parseHex(bytes.replace(" ", "")));
    }

    /** A status without sense. */
    public static Reply status(int status) {
        return new Reply(Delivery.ANSWERED, status, NONE, NONE);
    }

    /** CHECK CONDITION with sense such as 0x02040a. */
    public static Reply sense(int keyAndCodes) {
        return checkCondition(
                new Sense(SenseKey.of(keyAndCodes >> 16), keyAndCodes >> 8 & 0xff, keyAndCodes & 0xff).fixed());
    }

    /** CHECK CONDITION with these bytes. */
    public static Reply checkCondition(byte[] sense) {
        return new Reply(Delivery.ANSWERED, Status.CHECK_CONDITION, NONE, sense);
    }

    /** Puts it into a task, as a transport does. */
    public void fill(ScsiTask task) {
        task.delivery = delivery;
        task.status = status;
        byte[] sent = Arrays.copyOf(bytes, Math.min(bytes.length, task.dataLength));
        if (sent.length > 0) {
            task.data.put(task.dataOffset, sent);
        }
        task.residual = task.dataLength - bytes.length;
        task.senseLength = sense.length;
        System.arraycopy(sense, 0, task.sense, 0, sense.length);
    }
}
