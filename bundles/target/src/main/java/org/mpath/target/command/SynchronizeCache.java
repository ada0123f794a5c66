package org.mpath.target.command;

import java.io.IOException;
import org.mpath.scsi.CdbFields;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * SYNCHRONIZE CACHE (10) and (16) (SBC-4 5.33, 5.34). The whole unit is made permanent whatever the range, and the answer
 * waits for it even with IMMED; both are allowed and nothing is lost by them.
 */
final class SynchronizeCache implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        if (!nexus.unit().contains(CdbFields.lba(cdb), CdbFields.blocks(cdb))) {
            command.check(SenseCode.LBA_OUT_OF_RANGE);
            return;
        }
        try {
            nexus.unit().store().sync();
            command.good();
        } catch (IOException failure) {
            command.check(SenseCode.INTERNAL_FAILURE);
        }
    }
}
