package org.mpath.core;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/**
 * Judges answers that are not GOOD: the array's handler first, then the table device-mapper intended (seed-systems 3.2),
 * with unit attentions absorbed and "logical unit not supported" taken for what it is, a lost path.
 */
final class Triage {
    /** With 03h (inquiry data) or 05h (device identifier) changed: not to be used before discovery has looked who it is. */
    private static final int ASC_OPERATING_CONDITIONS = 0x3f;

    private static final int HARDWARE_ERROR = 0x04;
    private static final int ASC_LU_NOT_SUPPORTED = 0x25;

    private Triage() {}

    /** What to do with an answered task. */
    static Verdict answered(ScsiTask task, HardwareHandler handler) {
        return switch (task.status) {
            case Status.GOOD, Status.CONDITION_MET, Status.RESERVATION_CONFLICT, Status.ACA_ACTIVE -> Verdict.RETURN;
            case Status.BUSY, Status.TASK_SET_FULL, Status.TASK_ABORTED -> Verdict.RETRY;
            case Status.CHECK_CONDITION -> sense(task, handler);
            default -> Verdict.RETURN;
        };
    }

    private static Verdict sense(ScsiTask task, HardwareHandler handler) {
        int key = Sense.key(task.sense, task.senseLength);
        if (key < 0) {
            return Verdict.FAIL_PATH;
        }
        int asc = Sense.asc(task.sense, task.senseLength);
        int ascq = Sense.ascq(task.sense, task.senseLength);
        Verdict verdict = handler == null ? Verdict.DECLINED : handler.checkSense(key, asc, ascq);
        if (verdict != Verdict.DECLINED) {
            return verdict;
        }
        if (key == HARDWARE_ERROR) {
            return hardwareError(task);
        }
        return standard(key, asc, ascq);
    }

    /** Perhaps it was this path's controller: one other path is tried. If not, it is the unit's, and no path will do. */
    private static Verdict hardwareError(ScsiTask task) {
        boolean again = task.hardwareError;
        task.hardwareError = true;
        return again ? Verdict.RETURN : Verdict.FAIL_PATH;
    }

    private static Verdict standard(int key, int asc, int ascq) {
        return switch (key) {
            case 0x02, 0x09 -> Verdict.FAIL_PATH;
            case 0x05 -> asc == ASC_LU_NOT_SUPPORTED ? Verdict.FAIL_PATH : Verdict.RETURN;
            case 0x06 -> asc == ASC_OPERATING_CONDITIONS && (ascq == 0x03 || ascq == 0x05) ? Verdict.FAIL_PATH : Verdict.RETRY;
            case 0x0b -> Verdict.RETRY;
            default -> Verdict.RETURN;
        };
    }

    /**
     * Whether a command may be sent again when it may have run already. Plain reads and writes may; commands that depend
     * on what was there before, or act beyond the medium, may not (reliability, late-write hazard).
     */
    static boolean repeatable(ScsiTask task) {
        return switch (task.cdb[0] & 0xff) {
            case Opcode.COMPARE_AND_WRITE, Opcode.PERSISTENT_RESERVE_OUT, 0x83, 0x9c, 0x04, 0x48, 0x3f -> false;
            default -> true;
        };
    }

    /** One sentence about an answer, with the sense in words and hex. */
    static String sentence(ScsiTask task) {
        if (task.reason != null) {
            return task.reason;
        }
        if (task.status == Status.CHECK_CONDITION) {
            int key = Sense.key(task.sense, task.senseLength);
            return key < 0
                    ? "CHECK CONDITION without usable sense data"
                    : Sense.text(key, Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength));
        }
        return String.format("status %02xh", task.status);
    }
}
