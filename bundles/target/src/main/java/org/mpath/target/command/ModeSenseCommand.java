package org.mpath.target.command;

import java.util.Arrays;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Opcode;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * MODE SENSE (6) and (10) (SPC-5 6.13, 6.14): the caching and the control page. Nothing in them can be changed, so the
 * default values are the current ones and the changeable ones all zero. No block descriptors: DBD does not matter.
 */
final class ModeSenseCommand implements CommandHandler {
    private static final int CHANGEABLE = 1;
    private static final int SAVED = 3;
    private static final int ALL_SUBPAGES = 0xff;
    private static final int PAGE_HEADER_BYTES = 2;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        LogicalUnit unit = nexus.unit();
        ModeSense current = new ModeSense(unit.writeProtected(), true, unit.store().volatileCache());
        byte[][] pages = pages(current, CdbFields.modePage(cdb), CdbFields.modeSubpage(cdb));
        int control = CdbFields.modePageControl(cdb);
        if (pages.length == 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (control == SAVED) {
            command.check(SenseCode.SAVING_NOT_SUPPORTED);
        } else {
            byte[][] values = control == CHANGEABLE ? unchangeable(pages) : pages;
            DiskCommands.answer(command, command.opcode() == Opcode.MODE_SENSE_6
                    ? current.bytes6(values)
                    : current.bytes10(values));
        }
    }

    /** The pages asked for; none when there is no such page. */
    private static byte[][] pages(ModeSense current, int page, int subpage) {
        if (subpage != 0 && !(page == ModeSense.ALL_PAGES && subpage == ALL_SUBPAGES)) {
            return new byte[0][];
        }
        return switch (page) {
            case ModeSense.CACHING_PAGE -> new byte[][] {current.cachingPage()};
            case ModeSense.CONTROL_PAGE -> new byte[][] {ModeSense.controlPage()};
            case ModeSense.ALL_PAGES -> new byte[][] {current.cachingPage(), ModeSense.controlPage()};
            default -> new byte[0][];
        };
    }

    private static byte[][] unchangeable(byte[][] pages) {
        for (byte[] page : pages) {
            Arrays.fill(page, PAGE_HEADER_BYTES, page.length, (byte) 0);
        }
        return pages;
    }
}
