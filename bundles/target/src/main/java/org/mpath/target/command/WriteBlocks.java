package org.mpath.target.command;

import java.io.IOException;
import org.mpath.scsi.CdbFields;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.store.NoSpaceException;
import org.mpath.target.store.Store;

/**
 * WRITE (6), (10), (12) and (16) (SBC-4 5.39 to 5.43). An initiator that brings less than the CDB says is refused before
 * anything is written: half a write helps nobody.
 */
final class WriteBlocks implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        SenseCode wrong = BlockRange.checkWrite(command, nexus.unit());
        int bytes = (int) CdbFields.blocks(cdb) * LogicalUnit.BLOCK_BYTES;
        if (wrong == null && command.dataLength() < bytes) {
            wrong = SenseCode.INVALID_FIELD_IN_CDB;
        }
        if (wrong != null) {
            command.check(wrong);
            return;
        }
        Store store = nexus.unit().store();
        try {
            command.writeTo(store, CdbFields.lba(cdb) * LogicalUnit.BLOCK_BYTES, bytes);
            if (CdbFields.fua(cdb)) {
                store.sync();
            }
            command.moved(bytes);
        } catch (NoSpaceException full) {
            command.check(SenseCode.NO_SPACE);
        } catch (IOException failure) {
            command.check(SenseCode.WRITE_ERROR);
        }
    }
}
