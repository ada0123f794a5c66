package org.mpath.target.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mpath.scsi.Opcode;
import org.mpath.target.CommandHandler;
import org.mpath.target.CommandSet;
import org.mpath.target.UnitNexus;

/** Makes the commands of a family's units: those every direct access unit knows, and what the family adds or replaces. */
public final class UnitCommands {
    private final Map<Integer, Function<UnitNexus, byte[]>> vitalPages = new HashMap<>();
    private final List<ModePage> modePages = new ArrayList<>();
    private final Map<Integer, CommandHandler> more = new HashMap<>();
    private BiFunction<UnitNexus, byte[], byte[]> vendorPart = (nexus, standard) -> standard;

    /** A vital product data page, with its header; page 00h lists it. */
    public UnitCommands vitalPage(int code, Function<UnitNexus, byte[]> page) {
        vitalPages.put(code, page);
        return this;
    }

    /** Makes the family's standard INQUIRY data of what every disk answers: vendor specific bytes, another length. */
    public UnitCommands inquiry(BiFunction<UnitNexus, byte[], byte[]> part) {
        vendorPart = part;
        return this;
    }

    /** A mode page; the first one brings MODE SELECT (6) and (10). */
    public UnitCommands modePage(ModePage page) {
        modePages.add(page);
        return this;
    }

    /** A command, new or in the place of another one. */
    public UnitCommands command(int opcode, CommandHandler handler) {
        more.put(opcode, handler);
        return this;
    }

    /** The commands. */
    public CommandSet build() {
        Map<Integer, CommandHandler> commands = new HashMap<>();
        commands.put(Opcode.TEST_UNIT_READY, (command, nexus) -> command.good());
        commands.put(Opcode.REQUEST_SENSE, new RequestSense());
        commands.put(Opcode.INQUIRY, new InquiryCommand(DiskPages.and(vitalPages), vendorPart));
        commands.put(Opcode.REPORT_LUNS, new ReportLunsCommand());
        commands.put(Opcode.READ_CAPACITY_10, new ReadCapacity10());
        commands.put(Opcode.SERVICE_ACTION_IN_16, new ReadCapacity16());
        commands.put(Opcode.PERSISTENT_RESERVE_IN, new ReserveIn());
        commands.put(Opcode.PERSISTENT_RESERVE_OUT, new ReserveOut());
        ModePages pages = new ModePages(modePages);
        commands.put(Opcode.MODE_SENSE_6, new ModeSenseCommand(pages));
        commands.put(Opcode.MODE_SENSE_10, new ModeSenseCommand(pages));
        if (!modePages.isEmpty()) {
            commands.put(Opcode.MODE_SELECT_6, new ModeSelectCommand(pages));
            commands.put(Opcode.MODE_SELECT_10, new ModeSelectCommand(pages));
        }
        DiskCommands.putBlockCommands(commands);
        commands.putAll(more);
        return new CommandSet(commands);
    }
}
