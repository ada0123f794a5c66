package org.mpath.itests.check.play;

import java.util.Arrays;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/**
 * What comes back for a command.
 *
 * @param delivery {@link Delivery#PENDING} when nothing does until the transport gives it up
 * @param status SCSI status
 * @param bytes data read, or sense data with CHECK CONDITION
 * @param delayNanos when
 */
public record Reply(Delivery delivery, int status, byte[] bytes, long delayNanos) {
    /** GOOD without data. */
    public static final Reply GOOD = data(new byte[0]);
    /** The path is lost with the command on it. */
    public static final Reply LOST = new Reply(Delivery.UNKNOWN, 0, new byte[0], 0);
    /** The command never left. */
    public static final Reply NOT_SENT = new Reply(Delivery.NOT_SENT, 0, new byte[0], 0);
    /** Nothing, until the transport gives it up. */
    public static final Reply SILENCE = new Reply(Delivery.PENDING, 0, new byte[0], 0);

    /** GOOD with data. */
    public static Reply data(byte[] bytes) {
        return new Reply(Delivery.ANSWERED, Status.GOOD, bytes, 0);
    }

    /** A status alone. */
    public static Reply status(int status) {
        return new Reply(Delivery.ANSWERED, status, new byte[0], 0);
    }

    /** CHECK CONDITION. */
    public static Reply sense(int key, int asc, int ascq) {
        byte[] sense = new byte[Sense.FIXED_BYTES];
        Sense.fixed(sense, key, asc, ascq);
        return checkCondition(sense);
    }

    /** CHECK CONDITION with these bytes. */
    public static Reply checkCondition(byte[] sense) {
        return new Reply(Delivery.ANSWERED, Status.CHECK_CONDITION, sense, 0);
    }

    /** The same, later. */
    public Reply after(long nanos) {
        return new Reply(delivery, status, bytes, nanos);
    }

    /** Puts it into a task, as a transport does. */
    void fill(ScsiTask task, String reason) {
        if (delivery != Delivery.ANSWERED) {
            task.unanswered(delivery == Delivery.PENDING ? Delivery.UNKNOWN : delivery, reason);
            return;
        }
        task.delivery = delivery;
        task.status = status;
        task.residual = task.dataLength;
        if (status == Status.GOOD) {
            byte[] fits = Arrays.copyOf(bytes, Math.min(bytes.length, task.dataLength));
            if (fits.length > 0 && task.data != null) {
                task.data.put(task.dataOffset, fits);
            }
            task.residual = task.dataLength - bytes.length;
        } else {
            task.senseLength = Math.min(bytes.length, ScsiTask.SENSE_BYTES_MAX);
            System.arraycopy(bytes, 0, task.sense, 0, task.senseLength);
        }
    }
}
