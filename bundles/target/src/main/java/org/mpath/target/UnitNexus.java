package org.mpath.target;

import org.mpath.scsi.AccessState;
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
    private final AccessPolicy policy;
    private final Controller controller;
    private final UnitAttentions attentions = new UnitAttentions();
    /** The unit's generation that the initiator knows. */
    private long known;

    /** @param before the same number as the nexus knew it; null when it never addressed one */
    UnitNexus(Nexus nexus, LogicalUnit unit, UnitNexus before) {
        this.nexus = nexus;
        this.unit = unit;
        this.controller = nexus.port().controller();
        Personality personality = controller.array().personality();
        boolean symmetric = personality.access() == AccessPolicy.SYMMETRIC;
        this.policy = unit == null || symmetric ? null : personality.access();
        this.commands = unit == null ? personality.noUnit() : personality.units();
        if (unit != null) {
            attentions.add(SenseCode.POWER_ON);
            known = before == null ? unit.generation() : before.known;
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

    /** The controller whose port it is on. */
    public Controller controller() {
        return controller;
    }

    /** The access state of the unit through this nexus; only where there is a unit. */
    public AccessState access() {
        return unit.access().state(controller);
    }

    /**
     * Takes the oldest pending unit attention condition, which counts as reporting it; null when there is none.
     *
     * @param command whose answer reports it
     */
    public SenseCode takeAttention(Command command) {
        return isForAnother(command) ? tellOfAnother(command) : attentions.poll();
    }

    void withdraw(SenseCode condition) {
        attentions.remove(condition);
    }

    void establish(SenseCode condition) {
        attentions.add(condition);
    }

    /** Whether the command was sent by somebody who did not know yet that another unit is behind the number. */
    private boolean isForAnother(Command command) {
        return unit != null && (known != unit.generation() || command.generation != unit.generation());
    }

    private SenseCode tellOfAnother(Command command) {
        command.tellsGeneration = unit.generation();
        if (!nexus.confirmsDelivery()) {
            heard(command.tellsGeneration);
        }
        return SenseCode.INQUIRY_CHANGED;
    }

    /** The initiator has heard that another unit is behind the number. */
    void heard(long generation) {
        known = Math.max(known, generation);
    }

    /** Carries out what the array took its time for, unless another unit is behind the number by now. */
    void executeLate(Command command, CommandHandler handler) {
        if (isForAnother(command)) {
            command.check(tellOfAnother(command));
        } else {
            handler.execute(command, this);
        }
    }

    /**
     * Carries a command out. A unit attention goes first (SAM-5 5.3.3, status precedence), then comes what the CDB itself
     * is worth: its operation code, its length, its control byte, then whether somebody else has the unit reserved, whether the
     * array gives access to it, and the fields by the command's handler.
     *
     * <p>That another unit is behind the number is told until it was heard, to everything that was sent before: with other
     * unit attentions a command that was sent behind the one which reports it is carried out, and would reach a unit that
     * it was not meant for.
     */
    void execute(Command command) {
        CommandHandler handler = commands.handler(command.opcode());
        boolean mayTell = handler == null || !handler.passesAttention();
        if (mayTell && isForAnother(command)) {
            command.check(tellOfAnother(command));
        } else if (mayTell && !attentions.isEmpty()) {
            command.check(attentions.poll());
        } else if (handler == null) {
            command.check(unit == null ? SenseCode.UNIT_NOT_SUPPORTED : SenseCode.INVALID_OPCODE);
        } else if (!wellFormed(command)) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (unit != null && unit.reservations().conflict(command.opcode(), nexus)) {
            command.conflict();
        } else {
            SenseCode refusal = policy == null ? null : policy.refusal(command, this);
            if (refusal == null) {
                handler.execute(command, this);
            } else {
                command.check(refusal);
            }
        }
    }

    /** Long enough for its operation code, and no NACA, because auto contingent allegiance is not supported (SAM-5). */
    private static boolean wellFormed(Command command) {
        int length = CdbFields.length(command.opcode());
        return length == CdbFields.UNKNOWN
                || command.cdbLength() >= length && (command.cdb()[length - 1] & CONTROL_NACA) == 0;
    }
}
