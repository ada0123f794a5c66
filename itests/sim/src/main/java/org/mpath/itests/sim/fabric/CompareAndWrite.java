package org.mpath.itests.sim.fabric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.SenseKey;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.store.Store;

/** COMPARE AND WRITE of one block (SBC-4 5.3): the command that must not run twice. */
final class CompareAndWrite implements CommandHandler {
    private static final SenseCode MISCOMPARE = new SenseCode(SenseKey.MISCOMPARE.code(), 0x1d, 0x00);

    private final Executions executions;

    CompareAndWrite(Executions executions) {
        this.executions = executions;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        ByteBuffer both = ByteBuffer.wrap(command.received(2 * LogicalUnit.BLOCK_BYTES));
        executions.ranOnce(both.getLong(LogicalUnit.BLOCK_BYTES));
        long position = CdbFields.lba(command.cdb()) * LogicalUnit.BLOCK_BYTES;
        Store store = nexus.unit().store();
        try {
            byte[] present = new byte[LogicalUnit.BLOCK_BYTES];
            store.read(position, ByteBuffer.wrap(present), 0, present.length);
            if (Arrays.equals(present, 0, present.length, both.array(), 0, present.length)) {
                store.write(position, both, LogicalUnit.BLOCK_BYTES, LogicalUnit.BLOCK_BYTES);
                command.moved(both.capacity());
            } else {
                command.check(MISCOMPARE);
            }
        } catch (IOException impossible) {
            command.check(SenseCode.READ_ERROR);
        }
    }
}
