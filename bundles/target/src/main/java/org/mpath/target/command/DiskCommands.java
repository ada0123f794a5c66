package org.mpath.target.command;

import java.util.Map;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.CommandSet;

/** The commands every direct access unit knows, to begin a personality with. */
public final class DiskCommands {
    private DiskCommands() {}

    /** Commands of a logical unit. */
    public static CommandSet units() {
        return new UnitCommands().build();
    }

    /** Commands at a number without a unit behind it (SPC-5, incorrect logical unit numbers). */
    public static CommandSet noUnit() {
        return new CommandSet(Map.of(
                Opcode.INQUIRY, new NoUnitInquiry(),
                Opcode.REQUEST_SENSE, new RequestSense(),
                Opcode.REPORT_LUNS, new ReportLunsCommand()));
    }

    static void putBlockCommands(Map<Integer, CommandHandler> commands) {
        CommandHandler read = new ReadBlocks();
        commands.put(Opcode.READ_6, read);
        commands.put(Opcode.READ_10, read);
        commands.put(Opcode.READ_12, read);
        commands.put(Opcode.READ_16, read);
        CommandHandler write = new WriteBlocks();
        commands.put(Opcode.WRITE_6, write);
        commands.put(Opcode.WRITE_10, write);
        commands.put(Opcode.WRITE_12, write);
        commands.put(Opcode.WRITE_16, write);
        CommandHandler synchronize = new SynchronizeCache();
        commands.put(Opcode.SYNCHRONIZE_CACHE_10, synchronize);
        commands.put(Opcode.SYNCHRONIZE_CACHE_16, synchronize);
        commands.put(Opcode.UNMAP, new Unmap());
        commands.put(Opcode.WRITE_SAME_16, new WriteSame16());
    }

    /** Answers parameter data, cut to what the CDB allows. */
    static void answer(Command command, byte[] parameters) {
        command.parameters(parameters, CdbFields.allocationLength(command.cdb()));
    }
}
