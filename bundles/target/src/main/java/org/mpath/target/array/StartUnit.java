package org.mpath.target.array;

import org.mpath.scsi.CdbFields;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.DeferredAnswer;
import org.mpath.target.Ownership;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * START STOP UNIT (SBC-4 5.31) of active/passive controllers: start moves all units to the controller that gets it, and is
 * answered when they are there, or at once with IMMED. Stop changes nothing.
 */
final class StartUnit implements CommandHandler {
    private static final int IMMEDIATE = 0x01;
    /** Power conditions, flush, load and eject are for others. */
    private static final int NOT_FOR_ARRAYS = 0xf6;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        if ((cdb[4] & NOT_FOR_ARRAYS) != 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (CdbFields.start(cdb)) {
            takeOver(command, nexus, (cdb[1] & IMMEDIATE) != 0);
        } else {
            command.good();
        }
    }

    private static void takeOver(Command command, UnitNexus nexus, boolean immediate) {
        Array array = nexus.unit().array();
        Ownership ownership = array.ownership();
        long nanos = ownership.transitionNanos();
        if (immediate || nanos == 0) {
            ownership.transfer(array.units(), nexus.controller(), nexus, nanos, succeeded -> {});
            command.good();
        } else {
            DeferredAnswer answer = command.defer();
            ownership.transfer(array.units(), nexus.controller(), nexus, nanos, succeeded -> end(answer, succeeded));
        }
    }

    private static void end(DeferredAnswer answer, boolean succeeded) {
        if (succeeded) {
            answer.good();
        } else {
            answer.check(HpPolicy.FAILING_OVER);
        }
    }
}
