package org.mpath.reactor;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** The unit attention CAPACITY DATA HAS CHANGED, 06/2A/09 (SPC-5 annex F). */
final class CapacityNews {
    private static final int ASC_PARAMETERS_CHANGED = 0x2a;
    private static final int ASCQ_CAPACITY = 0x09;

    private CapacityNews() {}

    /** Whether a task was answered with it. */
    static boolean isIn(ScsiTask task) {
        return task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.asc(task.sense, task.senseLength) == ASC_PARAMETERS_CHANGED
                && Sense.ascq(task.sense, task.senseLength) == ASCQ_CAPACITY
                && Sense.key(task.sense, task.senseLength) == SenseKey.UNIT_ATTENTION.code();
    }
}
