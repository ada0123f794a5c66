package org.mpath.target.command;

import java.io.IOException;
import org.mpath.scsi.CdbFields;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.store.Store;

/**
 * READ (6), (10), (12) and (16) (SBC-4 5.15 to 5.19). An initiator that expects less than the CDB asks for gets what fits
 * and a negative residual.
 */
final class ReadBlocks implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        SenseCode wrong = BlockRange.checkRead(command, nexus.unit());
        if (wrong != null) {
            command.check(wrong);
            return;
        }
        byte[] cdb = command.cdb();
        Store store = nexus.unit().store();
        int bytes = (int) CdbFields.blocks(cdb) * LogicalUnit.BLOCK_BYTES;
        try {
            if (CdbFields.fua(cdb) && store.volatileCache()) {
                store.sync(); // what is read must be on the medium (SBC-4, caches)
            }
            command.readFrom(
                    store,
                    CdbFields.lba(cdb) * LogicalUnit.BLOCK_BYTES,
                    Math.min(bytes, command.dataLength()));
            command.moved(bytes);
        } catch (IOException failure) {
            command.check(SenseCode.READ_ERROR);
        }
    }
}
