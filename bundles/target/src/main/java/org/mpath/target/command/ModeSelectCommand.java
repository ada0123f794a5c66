package org.mpath.target.command;

import java.util.Arrays;
import java.util.List;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.ModeSelect;
import org.mpath.scsi.Opcode;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * MODE SELECT (6) and (10) (SPC-4 6.11, 6.12): hands the last page of the list to its {@link ModePage}; those before it must
 * be what they are already. The page format bit does not matter, because old initiators leave it out.
 */
final class ModeSelectCommand implements CommandHandler {
    private final ModePages pages;

    ModeSelectCommand(ModePages pages) {
        this.pages = pages;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        int bytes = (int) CdbFields.parameterLength(command.cdb());
        if (CdbFields.savePages(command.cdb())) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (bytes == 0) {
            command.good();
        } else if (command.dataLength() < bytes) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
        } else {
            select(command, nexus, command.received(bytes));
        }
    }

    private void select(Command command, UnitNexus nexus, byte[] list) {
        List<ModeSelect.Page> brought;
        try {
            boolean six = command.opcode() == Opcode.MODE_SELECT_6;
            brought = (six ? ModeSelect.parse6(list) : ModeSelect.parse10(list)).pages();
        } catch (MalformedResponse wrong) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
            return;
        }
        if (brought.isEmpty()) {
            command.good();
            return;
        }
        int last = brought.size() - 1;
        for (ModeSelect.Page page : brought.subList(0, last)) {
            ModePage known = pages.page(page.code(), page.subpage());
            if (known == null || !Arrays.equals(known.current(nexus), page.bytes())) {
                command.check(SenseCode.INVALID_FIELD_IN_LIST);
                return;
            }
        }
        ModeSelect.Page page = brought.get(last);
        ModePage known = pages.page(page.code(), page.subpage());
        if (known == null) {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        } else {
            known.select(page.bytes(), command, nexus);
        }
    }
}
