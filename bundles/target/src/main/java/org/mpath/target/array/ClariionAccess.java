package org.mpath.target.array;

import java.util.BitSet;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Command;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * What commands meet at a storage processor (SP) of a CLARiiON array: one that owns the unit carries all out; at the other
 * ones those that touch the medium are refused, TEST UNIT READY too.
 *
 * @param notReady whether they are refused as the arrays did that OpenBSD's driver knows, with 02/04/03 and not 05/25/01
 * @param unbound numbers of units that are not bound: nothing is there
 */
record ClariionAccess(boolean notReady, BitSet unbound) implements AccessPolicy {
    /** Manual intervention required: another SP is to be used. */
    static final SenseCode MANUAL_INTERVENTION = new SenseCode(0x02, 0x04, 0x03);

    /** The unit is not owned by this SP. */
    private static final SenseCode NOT_OWNED = new SenseCode(0x05, 0x25, 0x01);
    /** In process of becoming ready: a trespass is going on. */
    private static final SenseCode BECOMING_READY = new SenseCode(0x02, 0x04, 0x01);

    @Override
    public AccessState passive() {
        return AccessState.STANDBY;
    }

    @Override
    public SenseCode refusal(Command command, UnitNexus nexus) {
        int opcode = command.opcode();
        if (tells(opcode)) {
            return null;
        }
        if (unbound.get(nexus.unit().lun())) {
            return SenseCode.UNIT_NOT_SUPPORTED;
        }
        return switch (nexus.access()) {
            case ACTIVE_OPTIMIZED -> null;
            case TRANSITIONING -> describes(opcode) ? null : BECOMING_READY;
            default -> describes(opcode) ? null : refusal(opcode, nexus);
        };
    }

    private SenseCode refusal(int opcode, UnitNexus nexus) {
        boolean ready = opcode != Opcode.TEST_UNIT_READY && !notReady && !upgrading(nexus);
        return ready ? NOT_OWNED : MANUAL_INTERVENTION;
    }

    /** What is answered whether a unit is bound or not. */
    private static boolean tells(int opcode) {
        return opcode == Opcode.INQUIRY || opcode == Opcode.REPORT_LUNS || opcode == Opcode.REQUEST_SENSE;
    }

    /** What every SP answers of a bound unit. */
    private static boolean describes(int opcode) {
        return switch (opcode) {
            case Opcode.MODE_SENSE_6,
                    Opcode.MODE_SENSE_10,
                    Opcode.MODE_SELECT_6,
                    Opcode.MODE_SELECT_10,
                    Opcode.READ_CAPACITY_10,
                    Opcode.SERVICE_ACTION_IN_16,
                    Opcode.PERSISTENT_RESERVE_IN,
                    Opcode.PERSISTENT_RESERVE_OUT -> true;
            default -> false;
        };
    }

    /** Whether the SP owns the unit, or will when the trespass is over that is going on. */
    static boolean owned(UnitNexus nexus) {
        return switch (nexus.access()) {
            case ACTIVE_OPTIMIZED -> true;
            case TRANSITIONING -> nexus.unit().access().nextOwner() == nexus.controller();
            default -> false;
        };
    }

    /** Whether the unit cannot be moved to this SP now, because the array's software is being upgraded. */
    static boolean upgrading(UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        return unit.array().maintenance().upgrading() && !owned(nexus);
    }
}
