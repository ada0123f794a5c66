package org.mpath.reactor;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * Unit attentions that are no reason to leave a path, but that discovery must hear of: a unit says them once through each path
 * (SPC-5 annex F).
 */
final class UnitNews {
    private static final int CAPACITY_CHANGED = 0x2a09;
    private static final int UNITS_CHANGED = 0x3f0e;

    private UnitNews() {}

    /** What an answer says; null for nothing of that kind. */
    static Kind of(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED
                || task.status != Status.CHECK_CONDITION
                || Sense.key(task.sense, task.senseLength) != SenseKey.UNIT_ATTENTION.code()) {
            return null;
        }
        return switch (Sense.asc(task.sense, task.senseLength) << 8 | Sense.ascq(task.sense, task.senseLength)) {
            case CAPACITY_CHANGED -> Kind.CAPACITY_CHANGED;
            case UNITS_CHANGED -> Kind.UNITS_CHANGED;
            default -> null;
        };
    }
}
