package org.mpath.target;

import org.mpath.scsi.CdbFields;

/**
 * A logical unit as one nexus sees it (an I_T_L nexus): what the unit has to tell this initiator through this port. Made
 * when the nexus first addresses the unit; the unit attention of a new nexus waits in it.
 */
public final class UnitNexus {
    private static final int CONTROL_NACA = 0x04;

    private final Nexus nexus;
    private final LogicalUnit unit;
    private final CommandSet commands;
    private final UnitAttentions attentions = new UnitAttentions();

    UnitNexus(Nexus nexus, LogicalUnit unit) {
        this.nexus = nexus;
        this.unit = unit;
        Personality personality = nexus.port().controller().array().personality();
        this.commands = unit == null ? personality.noUnit() : personality.units();
        if (unit != null) {
            attentions.add(SenseCode.POWER_ON);
        }
    }

    /** The nexus. */
    public Nexus nexus() {
        return nexus;
    }

    /** The unit; null when this is what a nexus sees at numbers without one. */
    public LogicalUnit unit() {
        return unit;
    }

    /** Takes the oldest pending unit attention condition, which counts as reporting it; null when there is none. */
    public SenseCode takeAttention() {
        return attentions.poll();
    }

    void establish(SenseCode condition) {
        attentions.add(condition);
    }

    /**
     * Carries a command out. A unit attention goes first (SAM-5 5.3.3, status precedence), then comes what the CDB itself
     * is worth: its operation code, its length, its control byte, and the fields by the command's handler.
     */
    void execute(Command command) {
        CommandHandler handler = commands.handler(command.opcode());
        if (!attentions.isEmpty() && (handler == null || !handler.passesAttention())) {
            command.check(attentions.poll());
        } else if (handler == null) {
            command.check(unit == null ? SenseCode.UNIT_NOT_SUPPORTED : SenseCode.INVALID_OPCODE);
        } else if (!wellFormed(command)) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else {
            handler.execute(command, this);
        }
    }

    /** Long enough for its operation code, and no NACA, because auto contingent allegiance is not supported (SAM-5). */
    private static boolean wellFormed(Command command) {
        int length = CdbFields.length(command.opcode());
        return length == CdbFields.UNKNOWN
                || command.cdbLength() >= length && (command.cdb()[length - 1] & CONTROL_NACA) == 0;
    }
}
