package org.mpath.target.array;

import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.Trespass;
import org.mpath.target.Command;
import org.mpath.target.Controller;
import org.mpath.target.DeferredAnswer;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Ownership;
import org.mpath.target.SenseCode;
import org.mpath.target.Transition;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.ModePage;

/**
 * Mode page 22h of CLARiiON arrays: MODE SELECT with it moves the unit to the storage processor that gets it. No unit can be
 * reserved here, so whether reservations are honoured does not matter.
 *
 * @param copying whether the array is copying units, and moves none meanwhile
 */
record TrespassPage(boolean copying) implements ModePage {
    private static final SenseCode COPYING = new SenseCode(0x05, 0x04, 0x00);

    @Override
    public int code() {
        return Trespass.CODE;
    }

    @Override
    public byte[] current(UnitNexus nexus) {
        return new Trespass(false, false).bytes();
    }

    @Override
    public void select(byte[] page, Command command, UnitNexus nexus) {
        Trespass trespass;
        try {
            trespass = Trespass.parse(page);
        } catch (MalformedResponse wrong) {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
            return;
        }
        if (trespass.lun() != Trespass.ADDRESSED && trespass.lun() != nexus.unit().lun()) {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        } else if (copying) {
            command.check(COPYING);
        } else if (ClariionAccess.upgrading(nexus)) {
            command.check(ClariionAccess.MANUAL_INTERVENTION);
        } else if (ClariionAccess.owned(nexus)) {
            command.good();
        } else {
            move(command, nexus);
        }
    }

    /** Answers when the unit has moved. */
    private static void move(Command command, UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        Controller processor = nexus.controller();
        Ownership ownership = unit.array().ownership();
        long nanos = ownership.transitionNanos();
        Transition move = Transition.toOwner(unit, processor).askedBy(nexus).takes(nanos);
        if (nanos == 0) {
            ownership.begin(move);
            command.good();
        } else {
            ownership.begin(move.then(answering(command.defer())));
        }
    }

    private static Transition.End answering(DeferredAnswer answer) {
        return succeeded -> {
            if (succeeded) {
                answer.good();
            } else {
                answer.check(ClariionAccess.MANUAL_INTERVENTION);
            }
        };
    }
}
