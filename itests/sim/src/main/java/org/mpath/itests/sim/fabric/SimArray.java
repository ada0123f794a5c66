package org.mpath.itests.sim.fabric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpath.itests.sim.Scenario.Shape;
import org.mpath.itests.sim.Trace;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.CommandSet;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Personality;
import org.mpath.target.Port;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.DiskCommands;

/**
 * An array of the target layer with one unit. When its units have an owner, only that controller's ports carry out
 * commands on the medium; START STOP UNIT through another controller makes it the owner.
 */
public final class SimArray {
    static final int LUN = 0;
    private static final int OPCODES = 256;
    private static final CommandSet DISK = DiskCommands.units();
    private static final CommandSet NO_UNIT = DiskCommands.noUnit();

    private final Array array;
    private final LogicalUnit unit;
    private final BlockStore store;
    private final SenseCode passive;
    private final boolean owned;
    private final Trace trace;
    private int owner;

    /** @param owned whether one controller at a time owns the unit */
    public SimArray(Shape shape, boolean owned, int blocks, Executions executions, Trace trace) {
        this.owned = owned;
        this.trace = trace;
        this.passive = shape.passiveSense();
        this.store = new BlockStore(blocks, executions);
        int ports = shape.paths().stream().mapToInt(Integer::intValue).max().orElseThrow();
        Personality personality = new Personality("MPATH", "SIM", "0001", commands(executions), NO_UNIT);
        this.array = new Array("sim", personality, shape.paths().size(), ports);
        this.unit = array.addUnit(LUN, store);
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
        commands.put(Opcode.START_STOP_UNIT, this::start);
        return new CommandSet(commands);
    }

    private CommandHandler guarded(CommandHandler handler) {
        return (command, nexus) -> {
            if (owns(controllerOf(nexus))) {
                handler.execute(command, nexus);
            } else {
                command.check(passive);
            }
        };
    }

    private void start(Command command, UnitNexus nexus) {
        give(controllerOf(nexus));
        command.good();
    }

    private int controllerOf(UnitNexus nexus) {
        return array.controllers().indexOf(nexus.nexus().port().controller());
    }

    /** Makes a controller the owner. */
    public void give(int controller) {
        if (owned && owner != controller) {
            owner = controller;
            trace.note(Trace.Kind.OWNERSHIP, controller, 0);
        }
    }

    /** Whether commands through a controller's ports are carried out. */
    public boolean owns(int controller) {
        return !owned || owner == controller;
    }

    /** What a controller answers that does not own the unit. */
    public SenseCode passive() {
        return passive;
    }

    /** How many controllers it has. */
    public int controllers() {
        return array.controllers().size();
    }

    /** The value of a block now. */
    public long value(int block) {
        return store.value(block);
    }

    /** Another host's LOGICAL UNIT RESET. */
    void resetByAnother() {
        Port port = array.ports().get(0);
        port.login("another").resetUnit(LUN);
    }

    Port port(int controller, int number) {
        List<Controller> controllers = array.controllers();
        return controllers.get(controller).ports().get(number);
    }

    LogicalUnit unit() {
        return unit;
    }
}
