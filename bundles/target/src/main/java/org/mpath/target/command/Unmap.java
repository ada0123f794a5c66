package org.mpath.target.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.UnmapList;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** UNMAP (SBC-4 5.35) of a thin unit. The whole list is checked before the first block is given back. */
final class Unmap implements CommandHandler {
    private static final int ANCHOR = 0x01;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        int length = (int) CdbFields.parameterLength(command.cdb());
        if (!unit.store().thin()) {
            command.check(SenseCode.INVALID_OPCODE);
        } else if ((command.cdb()[1] & ANCHOR) != 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (unit.writeProtected()) {
            command.check(SenseCode.WRITE_PROTECTED);
        } else if (length > command.dataLength()) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
        } else {
            unmap(command, unit, ByteBuffer.wrap(command.received(length)));
        }
    }

    private static void unmap(Command command, LogicalUnit unit, ByteBuffer list) {
        int descriptors;
        try {
            descriptors = UnmapList.count(list, 0, list.capacity());
        } catch (MalformedResponse malformed) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
            return;
        }
        SenseCode wrong = check(unit, list, descriptors);
        if (wrong != null) {
            command.check(wrong);
            return;
        }
        try {
            for (int i = 0; i < descriptors; i++) {
                unit.store().zero(
                        UnmapList.lba(list, 0, i) * LogicalUnit.BLOCK_BYTES,
                        UnmapList.blocks(list, 0, i) * LogicalUnit.BLOCK_BYTES);
            }
            command.moved(list.capacity());
        } catch (IOException failure) {
            command.check(SenseCode.WRITE_ERROR);
        }
    }

    private static SenseCode check(LogicalUnit unit, ByteBuffer list, int descriptors) {
        if (descriptors > LogicalUnit.UNMAP_DESCRIPTORS_MAX) {
            return SenseCode.INVALID_FIELD_IN_LIST;
        }
        long blocks = 0;
        for (int i = 0; i < descriptors; i++) {
            if (!unit.contains(UnmapList.lba(list, 0, i), UnmapList.blocks(list, 0, i))) {
                return SenseCode.LBA_OUT_OF_RANGE;
            }
            blocks += UnmapList.blocks(list, 0, i);
        }
        return blocks > LogicalUnit.UNMAP_BLOCKS_MAX ? SenseCode.INVALID_FIELD_IN_LIST : null;
    }
}
