package org.mpath.target;

import java.util.Arrays;

/**
 * An I_T nexus: one initiator on one port. A front end sends the commands of a session here.
 *
 * <p>A command's logical unit is chosen by its number; numbers without a unit are answered as SPC asks.
 */
public final class Nexus {
    private final Port port;
    private final String initiator;
    private final UnitNexus noUnit;
    private UnitNexus[] units = {};
    private final CommandLog log;
    private boolean ended;
    private boolean confirmsDelivery;

    Nexus(Port port, String initiator) {
        this.port = port;
        this.initiator = initiator;
        this.noUnit = new UnitNexus(this, null, null);
        this.log = port.controller().array().log();
    }

    /** The port. */
    public Port port() {
        return port;
    }

    /** The initiator's name. */
    public String initiator() {
        return initiator;
    }

    /** Whether it is over: it takes no commands any more. */
    public boolean ended() {
        return ended;
    }

    /** The front end says when an answer has reached the initiator: it calls {@link Command#delivered} for each. */
    public void confirmDelivery() {
        confirmsDelivery = true;
    }

    boolean confirmsDelivery() {
        return confirmsDelivery;
    }

    /**
     * Carries a command out; its answer is set on return, unless its state is {@link Command.State#WORKING}.
     *
     * @param lun a plain number; any other value is one without a unit
     */
    public void execute(long lun, Command command) {
        UnitNexus unit = arrived(lun, command);
        carryOut(unit, command);
    }

    private UnitNexus arrived(long lun, Command command) {
        UnitNexus unit = unit(lun);
        command.unitNexus = unit;
        command.generation = unit.unit() == null ? 0 : unit.unit().generation();
        if (log.takes(command.opcode())) {
            log.arrived(this, lun, command);
        }
        return unit;
    }

    /** Answers CHECK CONDITION to a command without carrying it out, as a fault of the port does. */
    public void refuse(long lun, Command command, SenseCode code) {
        if (log.takes(command.opcode())) {
            log.arrived(this, lun, command);
        }
        command.check(code);
        command.noteAnswer();
    }

    private static void carryOut(UnitNexus unit, Command command) {
        unit.execute(command);
        if (command.state != Command.State.WORKING) {
            command.noteAnswer();
        }
    }

    /**
     * Puts a command in its unit's task set and leaves it there, as an array does that cannot carry it out now. It waits
     * for {@link #resume}, or is ended by task management.
     */
    public void hold(long lun, Command command) {
        UnitNexus unit = arrived(lun, command);
        if (unit.unit() == null) {
            command.state = Command.State.ENDED;
        } else {
            unit.unit().tasks().enter(command, Command.State.HELD);
        }
    }

    /** Carries a held command out. Answers false, and does nothing, when it was ended meanwhile. */
    public boolean resume(Command command) {
        if (command.state != Command.State.HELD) {
            return false;
        }
        command.unitNexus.unit().tasks().leave(command, Command.State.FREE);
        carryOut(command.unitNexus, command);
        return true;
    }

    /**
     * ABORT TASK (SAM-5 7.2). "Function complete" whether the task was there or not (it may have been over): on return it
     * will not run any more.
     */
    public void abortTask(Command command) {
        if (command.inTaskSet()) {
            command.unitNexus.unit().tasks().leave(command, Command.State.ENDED);
        }
    }

    /**
     * LOGICAL UNIT RESET (SAM-5 7.6): ends the unit's tasks of all nexuses without an answer, and tells the other nexuses
     * by a unit attention.
     *
     * @return false when there is no unit at this number
     */
    public boolean resetUnit(long lun) {
        LogicalUnit unit = unit(lun).unit();
        if (unit == null) {
            return false;
        }
        unit.tasks().endAll();
        port.controller().array().establish(unit, SenseCode.UNIT_RESET, this);
        return true;
    }

    /** Ends the nexus: its tasks are ended, and it takes no more. Idempotent. */
    public void end() {
        if (ended) {
            return;
        }
        ended = true;
        for (UnitNexus unit : units) {
            if (unit != null && unit.unit() != null) {
                unit.unit().tasks().endAllOf(unit);
            }
        }
        port.forget(this);
    }

    /** Tells this nexus of a condition; a unit it never addressed has its first condition waiting anyway. */
    void establish(LogicalUnit unit, SenseCode condition) {
        if (unit.lun() < units.length && units[unit.lun()] != null) {
            units[unit.lun()].establish(condition);
        }
    }

    /** The initiator knows which units there are: it need not be told that they changed (SPC-4 6.33). */
    public void unitsReported() {
        for (UnitNexus unit : units) {
            if (unit != null) {
                unit.withdraw(SenseCode.UNITS_CHANGED);
            }
        }
    }

    private UnitNexus unit(long lun) {
        if (ended) {
            throw new IllegalStateException("the nexus of " + initiator + " on port " + port.name() + " is over");
        }
        LogicalUnit present = port.controller().array().unit(lun);
        return present == null ? noUnit : view(present);
    }

    private UnitNexus view(LogicalUnit unit) {
        int lun = unit.lun();
        if (lun >= units.length) {
            units = Arrays.copyOf(units, lun + 1);
        }
        if (units[lun] == null || units[lun].unit() != unit) {
            units[lun] = new UnitNexus(this, unit, units[lun]);
        }
        return units[lun];
    }
}
