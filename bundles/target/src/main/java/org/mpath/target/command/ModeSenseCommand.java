package org.mpath.target.command;

import java.util.Arrays;
import java.util.List;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Opcode;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * MODE SENSE (6) and (10) (SPC-5 6.13, 6.14). The default values are the current ones and the changeable ones all zero. No
 * block descriptors: DBD does not matter.
 */
final class ModeSenseCommand implements CommandHandler {
    private static final int CHANGEABLE = 1;
    private static final int SAVED = 3;
    private static final int SUBPAGE_FORMAT = 0x40;

    private final ModePages pages;

    ModeSenseCommand(ModePages pages) {
        this.pages = pages;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        List<ModePage> asked = pages.asked(CdbFields.modePage(cdb), CdbFields.modeSubpage(cdb));
        int control = CdbFields.modePageControl(cdb);
        if (asked.isEmpty()) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (control == SAVED) {
            command.check(SenseCode.SAVING_NOT_SUPPORTED);
        } else {
            ModeSense header = ModePages.header(nexus.unit());
            byte[][] values = asked.stream()
                    .map(page -> control == CHANGEABLE ? unchangeable(page.current(nexus)) : page.current(nexus))
                    .toArray(byte[][]::new);
            DiskCommands.answer(command, command.opcode() == Opcode.MODE_SENSE_6
                    ? header.bytes6(values)
                    : header.bytes10(values));
        }
    }

    private static byte[] unchangeable(byte[] page) {
        int headerBytes = (page[0] & SUBPAGE_FORMAT) == 0 ? 2 : 4;
        Arrays.fill(page, headerBytes, page.length, (byte) 0);
        return page;
    }
}
