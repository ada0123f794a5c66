package org.mpath.itests.sim.fabric;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.CommandSet;
import org.mpath.target.Controller;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** A family's commands as they are, and COMPARE AND WRITE; what they do about ownership is told. */
final class WatchedCommands {
    private static final int OPCODES = 256;

    private final Personality made;
    private final Executions executions;
    private final Sabotage sabotage;
    private final Consumer<SenseCode> refused;

    /** @param refused gets each code by which the family refuses a command because of access */
    WatchedCommands(Personality made, Executions executions, Sabotage sabotage, Consumer<SenseCode> refused) {
        this.made = made;
        this.executions = executions;
        this.sabotage = sabotage;
        this.refused = refused;
    }

    Personality personality() {
        Map<Integer, CommandHandler> commands = new HashMap<>();
        for (int opcode = 0; opcode < OPCODES; opcode++) {
            CommandHandler handler = made.units().handler(opcode);
            if (handler != null) {
                commands.put(opcode, new Watched(handler));
            }
        }
        commands.put(Opcode.COMPARE_AND_WRITE, new Watched(new CompareAndWrite(executions)));
        AccessPolicy policy = made.access() == AccessPolicy.SYMMETRIC ? AccessPolicy.SYMMETRIC : new WatchedPolicy();
        return new Personality(made.vendor(), made.product(), made.revision(), made.tpgs(), new CommandSet(commands),
                made.noUnit(), policy);
    }

    /** Tells of a move that a command of ours asks for; I/O that takes the unit along does not. */
    private void told(Command command, UnitNexus nexus, Controller before) {
        Controller after = nexus.unit().access().nextOwner();
        if (after != before) {
            executions.moved(command.opcode(), after.index());
        }
    }

    private final class Watched implements CommandHandler {
        private final CommandHandler handler;

        Watched(CommandHandler handler) {
            this.handler = handler;
        }

        @Override
        public void execute(Command command, UnitNexus nexus) {
            if (onMedium(command.opcode()) && !FamilyArray.takesIo(nexus.access())) {
                executions.servedWithoutAccess(command.opcode(), nexus.controller().index(), nexus.access().words());
            }
            Controller before = nexus.unit().access().nextOwner();
            handler.execute(command, nexus);
            told(command, nexus, before);
        }

        @Override
        public boolean passesAttention() {
            return handler.passesAttention();
        }
    }

    private static boolean onMedium(int opcode) {
        return switch (opcode) {
            case Opcode.READ_10, Opcode.READ_16, Opcode.WRITE_10, Opcode.WRITE_16, Opcode.COMPARE_AND_WRITE -> true;
            default -> false;
        };
    }

    private final class WatchedPolicy implements AccessPolicy {
        private final AccessPolicy policy = made.access();

        @Override
        public AccessState passive() {
            return policy.passive();
        }

        @Override
        public SenseCode refusal(Command command, UnitNexus nexus) {
            SenseCode code = policy.refusal(command, nexus);
            if (code != null && onMedium(command.opcode())) {
                refused.accept(code);
            }
            return sabotage.refuses() ? code : null;
        }

        @Override
        public boolean together() {
            return policy.together();
        }

        @Override
        public SenseCode changed() {
            return policy.changed();
        }

        @Override
        public SenseCode changeFailed() {
            return policy.changeFailed();
        }
    }
}
