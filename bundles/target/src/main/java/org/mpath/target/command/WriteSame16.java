package org.mpath.target.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.mpath.scsi.CdbFields;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.store.NoSpaceException;
import org.mpath.target.store.Store;

/**
 * WRITE SAME (16) (SBC-4 5.46). Zeroes are given back to a thin store with or without UNMAP; any other block is written
 * even with UNMAP, because unmapped blocks read as zeroes here (LBPRZ).
 */
final class WriteSame16 implements CommandHandler {
    private static final int PATTERN_BYTES_MAX = 64 << 10;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        SenseCode wrong = check(command, unit);
        if (wrong != null) {
            command.check(wrong);
            return;
        }
        byte[] cdb = command.cdb();
        byte[] block = CdbFields.noDataOut(cdb) ? new byte[0] : command.received(LogicalUnit.BLOCK_BYTES);
        try {
            fill(
                    unit.store(),
                    CdbFields.lba(cdb) * LogicalUnit.BLOCK_BYTES,
                    (int) CdbFields.blocks(cdb) * LogicalUnit.BLOCK_BYTES,
                    block);
            command.moved(block.length);
        } catch (NoSpaceException full) {
            command.check(SenseCode.NO_SPACE);
        } catch (IOException failure) {
            command.check(SenseCode.WRITE_ERROR);
        }
    }

    private static SenseCode check(Command command, LogicalUnit unit) {
        byte[] cdb = command.cdb();
        boolean noBlock = !CdbFields.noDataOut(cdb) && command.dataLength() < LogicalUnit.BLOCK_BYTES;
        boolean unmapImpossible = CdbFields.unmap(cdb) && !unit.store().thin();
        // 0 blocks would mean "to the end": refused, as WSNZ says
        if (noBlock || unmapImpossible || CdbFields.anchor(cdb) || CdbFields.blocks(cdb) == 0) {
            return SenseCode.INVALID_FIELD_IN_CDB;
        }
        return BlockRange.checkWrite(command, unit);
    }

    private static void fill(Store store, long position, int bytes, byte[] block) throws IOException {
        if (isZero(block)) {
            store.zero(position, bytes);
            return;
        }
        ByteBuffer pattern = ByteBuffer.allocate(Math.min(bytes, PATTERN_BYTES_MAX));
        while (pattern.hasRemaining()) {
            pattern.put(block);
        }
        for (int done = 0; done < bytes; ) {
            int part = Math.min(bytes - done, pattern.capacity());
            store.write(position + done, pattern.clear(), 0, part);
            done += part;
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
