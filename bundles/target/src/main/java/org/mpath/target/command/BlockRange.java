package org.mpath.target.command;

import org.mpath.scsi.CdbFields;
import org.mpath.target.Command;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;

/** The checks all commands on a range of blocks share, in the order of SBC-4: fields first, then the medium. */
final class BlockRange {
    private BlockRange() {}

    /** What is wrong with a READ or one of its kind; null when nothing is. */
    static SenseCode checkRead(Command command, LogicalUnit unit) {
        byte[] cdb = command.cdb();
        long blocks = CdbFields.blocks(cdb);
        if (CdbFields.protect(cdb) != 0 || blocks > LogicalUnit.TRANSFER_BLOCKS_MAX) {
            return SenseCode.INVALID_FIELD_IN_CDB;
        }
        return unit.contains(CdbFields.lba(cdb), blocks) ? null : SenseCode.LBA_OUT_OF_RANGE;
    }

    /** What is wrong with a WRITE or one of its kind; null when nothing is. */
    static SenseCode checkWrite(Command command, LogicalUnit unit) {
        SenseCode wrong = checkRead(command, unit);
        return wrong == null && unit.writeProtected() ? SenseCode.WRITE_PROTECTED : wrong;
    }
}
