package org.mpath.discovery;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** What a unit attention tells discovery (SPC-5 annex F: additional sense codes 2Ah and 3Fh). */
enum Attention {
    /** Nothing of ours. */
    NONE,
    /** INQUIRY data or identifier changed (3F/03, 3F/05): the number may lead to another unit. */
    ANOTHER_UNIT,
    /** Units came or went at the target (3F/0E): perhaps this one, but more likely not. */
    OTHER_NUMBERS,
    /** Access states changed, or failed to change, at the array (2A/06, 2A/07). */
    ACCESS_CHANGED,
    /** The unit has another size (2A/09). */
    CAPACITY_CHANGED;

    private static final int PARAMETERS_CHANGED_ASC = 0x2a;
    private static final int OPERATING_CONDITIONS_ASC = 0x3f;

    /** What the answer to a command says. */
    static Attention of(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED
                || task.status != Status.CHECK_CONDITION
                || Sense.key(task.sense, task.senseLength) != SenseKey.UNIT_ATTENTION.code()) {
            return NONE;
        }
        return Sense.tellsOfAnotherUnit(task.sense, task.senseLength)
                ? ANOTHER_UNIT
                : of(Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength));
    }

    /** Whether the identity of the unit has to be read again. */
    boolean doubtsIdentity() {
        return this == ANOTHER_UNIT || this == OTHER_NUMBERS;
    }

    private static Attention of(int asc, int ascq) {
        return switch (asc << 8 | ascq) {
            case OPERATING_CONDITIONS_ASC << 8 | 0x0e -> OTHER_NUMBERS;
            case PARAMETERS_CHANGED_ASC << 8 | 0x06, PARAMETERS_CHANGED_ASC << 8 | 0x07 -> ACCESS_CHANGED;
            case PARAMETERS_CHANGED_ASC << 8 | 0x09 -> CAPACITY_CHANGED;
            default -> NONE;
        };
    }
}
