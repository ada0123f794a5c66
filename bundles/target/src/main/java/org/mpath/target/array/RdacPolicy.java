package org.mpath.target.array;

import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.RdacAccess.Mode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * What RDAC controllers do with commands for units they do not own: what does not touch the medium is carried out; the rest
 * is refused, takes the unit along (AVT), or is passed on to the owner (I/O shipping).
 *
 * @param mode which of them
 * @param quiescence what I/O gets while a unit changes hands
 */
record RdacPolicy(Mode mode, SenseCode quiescence) implements AccessPolicy {
    /** This controller does not own the unit. */
    static final SenseCode NOT_OWNER = new SenseCode(0x05, 0x94, 0x01);
    /** Quiescence is going on, or was: what others hear when a unit changes hands. */
    static final SenseCode QUIESCENCE = new SenseCode(0x06, 0x8b, 0x02);
    /** This path cannot be made ready. */
    static final SenseCode NEVER_READY = new SenseCode(0x02, 0x04, 0x81);

    @Override
    public AccessState passive() {
        return mode == Mode.RDAC ? AccessState.STANDBY : AccessState.ACTIVE_NON_OPTIMIZED;
    }

    @Override
    public SenseCode refusal(Command command, UnitNexus nexus) {
        if (!touchesMedium(command.opcode())) {
            return null;
        }
        return switch (nexus.access()) {
            case ACTIVE_OPTIMIZED, LBA_DEPENDENT -> null;
            case ACTIVE_NON_OPTIMIZED -> take(nexus);
            case STANDBY -> NOT_OWNER;
            case TRANSITIONING -> quiescence;
            case UNAVAILABLE, OFFLINE -> NEVER_READY;
        };
    }

    private SenseCode take(UnitNexus nexus) {
        if (mode == Mode.AVT) {
            nexus.unit().array().ownership().take(nexus.unit(), nexus.controller());
        }
        return null;
    }

    private static boolean touchesMedium(int opcode) {
        return switch (opcode) {
            case Opcode.INQUIRY,
                    Opcode.REPORT_LUNS,
                    Opcode.REQUEST_SENSE,
                    Opcode.TEST_UNIT_READY,
                    Opcode.READ_CAPACITY_10,
                    Opcode.SERVICE_ACTION_IN_16,
                    Opcode.MODE_SENSE_6,
                    Opcode.MODE_SENSE_10,
                    Opcode.MODE_SELECT_6,
                    Opcode.MODE_SELECT_10,
                    Opcode.PERSISTENT_RESERVE_IN,
                    Opcode.PERSISTENT_RESERVE_OUT -> false;
            default -> true;
        };
    }

    @Override
    public SenseCode changed() {
        return QUIESCENCE;
    }
}
