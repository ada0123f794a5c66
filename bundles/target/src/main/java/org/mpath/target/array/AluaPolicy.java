package org.mpath.target.array;

import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * Which commands run in which asymmetric access state (SPC-4 5.15.2.4): all in the active states; in standby those that do
 * not touch the medium, which TEST UNIT READY is not among; in the others those that tell and change the states.
 */
record AluaPolicy(AccessState passive) implements AccessPolicy {
    @Override
    public SenseCode refusal(Command command, UnitNexus nexus) {
        AccessState state = nexus.access();
        return switch (state) {
            case ACTIVE_OPTIMIZED, ACTIVE_NON_OPTIMIZED, LBA_DEPENDENT -> null;
            case STANDBY -> aboutUnit(command.opcode()) ? null : SenseCode.STANDBY;
            case UNAVAILABLE -> aboutAccess(command.opcode()) ? null : SenseCode.UNAVAILABLE;
            case OFFLINE -> aboutAccess(command.opcode()) ? null : SenseCode.OFFLINE;
            case TRANSITIONING -> whileChanging(command.opcode()) ? null : SenseCode.TRANSITIONING;
        };
    }

    private static boolean aboutUnit(int opcode) {
        return aboutAccess(opcode)
                || switch (opcode) {
                    case Opcode.MODE_SENSE_6,
                            Opcode.MODE_SENSE_10,
                            Opcode.MODE_SELECT_6,
                            Opcode.MODE_SELECT_10,
                            Opcode.PERSISTENT_RESERVE_IN,
                            Opcode.PERSISTENT_RESERVE_OUT -> true;
                    default -> false;
                };
    }

    /** Both maintenance commands have one service action, that of target port groups. */
    private static boolean aboutAccess(int opcode) {
        return whileChanging(opcode) || opcode == Opcode.MAINTENANCE_OUT;
    }

    private static boolean whileChanging(int opcode) {
        return opcode == Opcode.INQUIRY
                || opcode == Opcode.REPORT_LUNS
                || opcode == Opcode.REQUEST_SENSE
                || opcode == Opcode.MAINTENANCE_IN;
    }

    @Override
    public SenseCode changed() {
        return SenseCode.ACCESS_CHANGED;
    }

    @Override
    public SenseCode changeFailed() {
        return SenseCode.ACCESS_CHANGE_FAILED;
    }
}
