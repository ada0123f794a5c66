package org.mpath.target.array;

import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** What active/passive controllers refuse (seed-systems 4.6): the medium and TEST UNIT READY, unless they have the units. */
final class HpPolicy implements AccessPolicy {
    /** LOGICAL UNIT NOT READY, INITIALIZING COMMAND REQUIRED: the controller is passive. */
    static final SenseCode START_NEEDED = new SenseCode(0x02, 0x04, 0x02);
    /** LOGICAL UNIT NOT READY, MANUAL INTERVENTION REQUIRED: a failover is going on. */
    static final SenseCode FAILING_OVER = new SenseCode(0x02, 0x04, 0x03);

    @Override
    public AccessState passive() {
        return AccessState.STANDBY;
    }

    @Override
    public boolean together() {
        return true;
    }

    @Override
    public SenseCode refusal(Command command, UnitNexus nexus) {
        return switch (nexus.access()) {
            case ACTIVE_OPTIMIZED, ACTIVE_NON_OPTIMIZED, LBA_DEPENDENT -> null;
            case TRANSITIONING -> aboutDevice(command.opcode()) ? null : FAILING_OVER;
            case STANDBY, UNAVAILABLE, OFFLINE -> whilePassive(command.opcode()) ? null : START_NEEDED;
        };
    }

    private static boolean whilePassive(int opcode) {
        return aboutDevice(opcode)
                || switch (opcode) {
                    case Opcode.START_STOP_UNIT,
                            Opcode.MODE_SENSE_6,
                            Opcode.MODE_SENSE_10,
                            Opcode.READ_CAPACITY_10,
                            Opcode.SERVICE_ACTION_IN_16,
                            Opcode.PERSISTENT_RESERVE_IN,
                            Opcode.PERSISTENT_RESERVE_OUT -> true;
                    default -> false;
                };
    }

    private static boolean aboutDevice(int opcode) {
        return opcode == Opcode.INQUIRY || opcode == Opcode.REPORT_LUNS || opcode == Opcode.REQUEST_SENSE;
    }

    /** A controller that takes over resets its units. */
    @Override
    public SenseCode changed() {
        return SenseCode.POWER_ON;
    }
}
