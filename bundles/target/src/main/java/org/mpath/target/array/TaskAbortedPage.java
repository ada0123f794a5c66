package org.mpath.target.array;

import java.util.Arrays;
import java.util.BitSet;
import org.mpath.scsi.ModeSense;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.ModePage;

/**
 * The control mode page of RDAC controllers: initiators may switch TAS (SPC-4 7.5.8), so that who loses a task to another
 * initiator is told.
 */
final class TaskAbortedPage implements ModePage {
    private static final int TAS_AT = 5;
    private static final int TAS = 0x40;

    /** The units that have it switched on, by number. */
    private final BitSet switchedOn = new BitSet();

    @Override
    public int code() {
        return ModeSense.CONTROL_PAGE;
    }

    @Override
    public byte[] current(UnitNexus nexus) {
        return page(switchedOn.get(nexus.unit().lun()));
    }

    @Override
    public void select(byte[] page, Command command, UnitNexus nexus) {
        boolean on = page.length > TAS_AT && (page[TAS_AT] & TAS) != 0;
        if (Arrays.equals(page, page(on))) {
            switchedOn.set(nexus.unit().lun(), on);
            command.good();
        } else {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        }
    }

    private static byte[] page(boolean on) {
        byte[] page = ModeSense.controlPage();
        page[TAS_AT] = (byte) (on ? TAS : 0);
        return page;
    }
}
