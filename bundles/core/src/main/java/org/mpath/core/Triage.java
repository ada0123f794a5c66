package org.mpath.core;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** Judges answers that are not GOOD: the array's handler first, then the {@link SenseTable}. */
final class Triage {
    private static final int UNIT_ATTENTION = 0x06;
    private static final int NOT_READY = 0x02;
    private static final int RECOVERED_ERROR = 0x01;
    private static final int HARDWARE_ERROR = 0x04;
    private static final int ILLEGAL_REQUEST = 0x05;

    private Triage() {}

    /**
     * What to do with an answered task.
     *
     * @param handler asked about sense data first; null for none
     * @param path the path it was answered on, for the handler
     * @param senseTable false: what the handler declines fails the path
     */
    static Verdict answered(ScsiTask task, HardwareHandler handler, PathDevice path, boolean senseTable) {
        return switch (task.status) {
            case Status.BUSY, Status.TASK_SET_FULL -> Verdict.RETRY;
            case Status.TASK_ABORTED -> Commands.repeatable(task) ? Verdict.RETRY : Verdict.INDETERMINATE;
            case Status.CHECK_CONDITION -> sense(task, handler, path, senseTable);
            default -> Verdict.RETURN;
        };
    }

    /**
     * Whether an answer is one that handlers judge: it has sense data, and tells of more than an effort. That another unit may
     * be there is for no handler to judge, nor to think about while more is sent.
     */
    static boolean asksHandler(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED || task.status != Status.CHECK_CONDITION) {
            return false;
        }
        int key = keyOf(task);
        return key >= 0 && key != RECOVERED_ERROR && !anotherUnit(task);
    }

    private static Verdict sense(ScsiTask task, HardwareHandler handler, PathDevice path, boolean senseTable) {
        int key = Sense.key(task.sense, task.senseLength);
        Verdict verdict = key < 0 ? Verdict.FAIL_PATH : sense(task, key, handler, path, senseTable);
        return verdict != Verdict.INDETERMINATE && mayHaveRun(key) && !Commands.repeatable(task) ? Verdict.RETURN : verdict;
    }

    private static Verdict sense(
            ScsiTask task, int key, HardwareHandler handler, PathDevice path, boolean senseTable) {
        int asc = Sense.asc(task.sense, task.senseLength);
        int ascq = Sense.ascq(task.sense, task.senseLength);
        boolean handlers = handler != null && !anotherUnit(task);
        Verdict verdict = handlers ? handler.checkSense(path, key, asc, ascq) : Verdict.DECLINED;
        if (verdict != Verdict.DECLINED) {
            return verdict;
        }
        if (!senseTable) {
            return Verdict.FAIL_PATH;
        }
        boolean before = task.hardwareError;
        task.hardwareError |= key == HARDWARE_ERROR;
        return SenseTable.verdict(key, asc, ascq, before);
    }

    /** Whether a command that was answered so may have done something: anything but a refusal before it began. */
    private static boolean mayHaveRun(int key) {
        return key != NOT_READY && key != ILLEGAL_REQUEST && key != UNIT_ATTENTION;
    }

    /** Whether the unit did what was asked and only says that it took an effort. */
    static boolean recovered(ScsiTask task) {
        return task.status == Status.CHECK_CONDITION && keyOf(task) == RECOVERED_ERROR;
    }

    static boolean unitAttention(ScsiTask task) {
        return task.status == Status.CHECK_CONDITION && keyOf(task) == UNIT_ATTENTION;
    }

    /** Whether it says that another unit may be there: the unit says so once, to whoever asks next. */
    static boolean anotherUnit(ScsiTask task) {
        return task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.tellsOfAnotherUnit(task.sense, task.senseLength);
    }

    /** Whether sending it again at once would only get the same answer. */
    static boolean takesTime(ScsiTask task) {
        return busy(task) || task.status == Status.CHECK_CONDITION && keyOf(task) == NOT_READY;
    }

    static boolean busy(ScsiTask task) {
        return task.status == Status.BUSY || task.status == Status.TASK_SET_FULL;
    }

    private static int keyOf(ScsiTask task) {
        return Sense.key(task.sense, task.senseLength);
    }

    /** One sentence about an answer, with the sense in words and hex. */
    static String sentence(ScsiTask task) {
        if (task.reason != null) {
            return task.reason;
        }
        if (task.status == Status.CHECK_CONDITION) {
            int key = keyOf(task);
            return key < 0
                    ? "CHECK CONDITION without usable sense data"
                    : Sense.text(key, Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength));
        }
        return String.format("status %02xh", task.status);
    }
}
