package org.mpath.itests.sim.fabric;

import java.util.HashMap;
import java.util.Map;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.scsi.Opcode;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.CommandSet;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.DiskCommands;

/**
 * The simulator's own array. When its units have an owner, only that controller's ports carry out commands on the medium;
 * START STOP UNIT through another controller makes it the owner.
 */
final class OwnerArray extends SimArray {
    private static final int OPCODES = 256;
    private static final CommandSet DISK = DiskCommands.units();

    private final SenseCode passive;
    private final boolean owned;
    private int owner;

    OwnerArray(Scenario scenario, Executions executions, Sabotage sabotage, Agenda agenda, Trace trace) {
        super(scenario, executions, sabotage, agenda, trace);
        this.owned = scenario.shape().activation() != Activation.NONE;
        this.passive = scenario.shape().passiveSense();
    }

    @Override
    Personality personality(Scenario scenario, Executions executions, Sabotage sabotage) {
        return new Personality("MPATH", "SIM", "0001", commands(executions), DiskCommands.noUnit());
    }

    private CommandSet commands(Executions executions) {
        Map<Integer, CommandHandler> commands = new HashMap<>();
        for (int opcode = 0; opcode < OPCODES; opcode++) {
            CommandHandler handler = DISK.handler(opcode);
            if (handler != null) {
                commands.put(opcode, handler.passesAttention() ? handler : guarded(handler));
            }
        }
        commands.put(Opcode.COMPARE_AND_WRITE, guarded(new CompareAndWrite(executions)));
        commands.put(Opcode.START_STOP_UNIT, (command, nexus) -> start(command, nexus, executions));
        return new CommandSet(commands);
    }

    private CommandHandler guarded(CommandHandler handler) {
        return (command, nexus) -> {
            if (owns(nexus.controller().index())) {
                handler.execute(command, nexus);
            } else {
                command.check(passive);
            }
        };
    }

    private void start(Command command, UnitNexus nexus, Executions executions) {
        int controller = nexus.controller().index();
        if (!owns(controller)) {
            executions.moved(command.opcode(), controller);
        }
        give(controller);
        command.good();
    }

    @Override
    public void give(int controller) {
        if (owned && owner != controller) {
            owner = controller;
            trace.note(Trace.Kind.OWNERSHIP, controller, 0);
        }
    }

    @Override
    public int owner() {
        return owner;
    }

    @Override
    public boolean owns(int controller) {
        return !owned || owner == controller;
    }

    @Override
    public boolean refuses(int key, int asc, int ascq) {
        return owned && key == passive.key() && asc == passive.asc() && ascq == passive.ascq();
    }
}
