package org.mpath.export.nbd;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * What the outcome of a SCSI command is called in NBD (proto.md, "Error values"). The whole table:
 *
 * <table>
 * <caption>first row that fits wins</caption>
 * <tr><th>outcome of the command</th><th>NBD error</th></tr>
 * <tr><td>no answer (no path, aborted, lost)</td><td>EIO</td></tr>
 * <tr><td>GOOD or RECOVERED ERROR, all bytes moved</td><td>0</td></tr>
 * <tr><td>GOOD or RECOVERED ERROR, bytes missing</td><td>EIO</td></tr>
 * <tr><td>any status but CHECK CONDITION (RESERVATION CONFLICT, BUSY, ...)</td><td>EIO</td></tr>
 * <tr><td>deferred error: it is about an earlier command, this one did not run</td><td>EIO</td></tr>
 * <tr><td>DATA PROTECT 07/27/07 (thin pool out of space), VOLUME OVERFLOW</td><td>ENOSPC</td></tr>
 * <tr><td>DATA PROTECT otherwise</td><td>EPERM</td></tr>
 * <tr><td>ILLEGAL REQUEST 05/21 (address out of range) of a command that writes</td><td>ENOSPC</td></tr>
 * <tr><td>ILLEGAL REQUEST otherwise</td><td>EINVAL</td></tr>
 * <tr><td>any other sense key</td><td>EIO</td></tr>
 * </table>
 */
final class ErrorTable {
    static final int EPERM = 1;
    static final int EIO = 5;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int ENOTSUP = 95;
    static final int ESHUTDOWN = 108;

    private static final int ASC_INVALID_OPCODE = 0x20;
    private static final int ASC_LBA_OUT_OF_RANGE = 0x21;
    private static final int ASC_INVALID_FIELD = 0x24;
    private static final int ASC_WRITE_PROTECTED = 0x27;
    private static final int ASCQ_SPACE_ALLOCATION_FAILED = 0x07;

    private ErrorTable() {}

    /** The NBD error of an outcome; 0 for success. Allocates nothing. */
    static int errorOf(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return EIO;
        }
        if (task.status == Status.GOOD || isRecovered(task)) {
            return task.residual > 0 ? EIO : 0;
        }
        if (task.status != Status.CHECK_CONDITION || isDeferred(task)) {
            return EIO;
        }
        return ofSense(task);
    }

    /** Whether the unit does not know the command or a field of it. */
    static boolean isUnsupported(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED || task.status != Status.CHECK_CONDITION || isDeferred(task)) {
            return false;
        }
        int asc = Sense.asc(task.sense, task.senseLength);
        return Sense.key(task.sense, task.senseLength) == SenseKey.ILLEGAL_REQUEST.code()
                && (asc == ASC_INVALID_OPCODE || asc == ASC_INVALID_FIELD);
    }

    /** Why a command did not succeed, for people. */
    static String words(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return task.reason == null ? "no answer" : task.reason;
        }
        return switch (task.status) {
            case Status.GOOD -> task.residual + " of " + task.dataLength + " bytes were not transferred";
            case Status.CHECK_CONDITION -> (isDeferred(task) ? "deferred error: " : "")
                    + Sense.text(task.sense, task.senseLength);
            case Status.BUSY -> "BUSY";
            case Status.RESERVATION_CONFLICT -> "RESERVATION CONFLICT";
            case Status.TASK_SET_FULL -> "TASK SET FULL";
            case Status.ACA_ACTIVE -> "ACA ACTIVE";
            case Status.TASK_ABORTED -> "TASK ABORTED";
            default -> String.format("status %02xh", task.status & 0xff);
        };
    }

    /** The name of an NBD error. */
    static String name(int error) {
        return switch (error) {
            case EPERM -> "EPERM";
            case EIO -> "EIO";
            case ENOMEM -> "ENOMEM";
            case EINVAL -> "EINVAL";
            case ENOSPC -> "ENOSPC";
            case ENOTSUP -> "ENOTSUP";
            case ESHUTDOWN -> "ESHUTDOWN";
            default -> Integer.toString(error);
        };
    }

    private static int ofSense(ScsiTask task) {
        int asc = Sense.asc(task.sense, task.senseLength);
        int ascq = Sense.ascq(task.sense, task.senseLength);
        return switch (Sense.key(task.sense, task.senseLength)) {
            case 0x05 -> asc == ASC_LBA_OUT_OF_RANGE && task.changesMedium ? ENOSPC : EINVAL;
            case 0x07 -> asc == ASC_WRITE_PROTECTED && ascq == ASCQ_SPACE_ALLOCATION_FAILED ? ENOSPC : EPERM;
            case 0x0d -> ENOSPC;
            default -> EIO;
        };
    }

    private static boolean isRecovered(ScsiTask task) {
        return task.status == Status.CHECK_CONDITION
                && !isDeferred(task)
                && Sense.key(task.sense, task.senseLength) == SenseKey.RECOVERED_ERROR.code();
    }

    /** Response codes 71h and 73h (SPC-5 4.4.5). */
    private static boolean isDeferred(ScsiTask task) {
        int responseCode = task.senseLength > 0 ? task.sense[0] & 0x7f : 0;
        return responseCode == 0x71 || responseCode == 0x73;
    }
}
