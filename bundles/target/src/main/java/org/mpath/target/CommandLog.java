package org.mpath.target;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;

/**
 * The last commands an array got, of all nexuses, in the order of their arrival. Reads and writes are left out unless asked
 * for, so that the others stay for a while and the data path allocates nothing.
 */
public final class CommandLog {
    /** Most commands kept. */
    public static final int COMMANDS_MAX = 4096;
    /** Most bytes kept of what a command brought. */
    public static final int PARAMETERS_MAX = 512;

    private static final int OPCODES = 256;
    private static final int[] TRANSFERS = {
        Opcode.READ_6, Opcode.READ_10, Opcode.READ_12, Opcode.READ_16,
        Opcode.WRITE_6, Opcode.WRITE_10, Opcode.WRITE_12, Opcode.WRITE_16
    };

    private final boolean[] takes = new boolean[OPCODES];
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private long arrived;

    CommandLog() {
        Arrays.fill(takes, true);
        transfers(false);
    }

    /** Whether reads and writes are kept too. */
    public void transfers(boolean on) {
        for (int opcode : TRANSFERS) {
            takes[opcode] = on;
        }
    }

    /** What is kept, oldest first. */
    public List<LoggedCommand> commands() {
        List<LoggedCommand> commands = new ArrayList<>(lines.size());
        lines.forEach(line -> commands.add(line.logged()));
        return commands;
    }

    /** Forgets everything; numbers go on. */
    public void clear() {
        lines.clear();
    }

    boolean takes(int opcode) {
        return takes[opcode];
    }

    void arrived(Nexus nexus, long lun, Command command) {
        if (lines.size() == COMMANDS_MAX) {
            lines.remove();
        }
        command.line = new Line(++arrived, nexus, lun, command);
        lines.add(command.line);
    }

    /** A command and, when it is there, its answer. */
    static final class Line {
        private final long number;
        private final long nanos;
        private final Nexus nexus;
        private final long lun;
        private final byte[] cdb;
        private final byte[] parameters;
        private int status = LoggedCommand.NO_ANSWER;
        private SenseCode sense = SenseCode.NONE;

        Line(long number, Nexus nexus, long lun, Command command) {
            this.number = number;
            this.nanos = nexus.port().controller().array().agenda().nowNanos();
            this.nexus = nexus;
            this.lun = lun;
            this.cdb = Arrays.copyOf(command.cdb(), command.cdbLength());
            byte[] padded = Arrays.copyOf(cdb, 16);
            long brought = Math.min(CdbFields.parameterLength(padded), command.dataLength());
            this.parameters = command.received((int) Math.min(brought, PARAMETERS_MAX));
        }

        void answered(Command command) {
            status = command.status();
            sense = command.senseCode();
        }

        LoggedCommand logged() {
            return new LoggedCommand(
                    number, nanos, nexus.port().name(), nexus.initiator(), lun, cdb, parameters, status, sense);
        }
    }
}
