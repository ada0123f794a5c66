package org.mpath.target.command;

import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.LogicalUnit;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** READ CAPACITY (16) (SBC-4 5.21), the one service action of its operation code that is known. */
final class ReadCapacity16 implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        if (CdbFields.serviceAction(command.cdb()) != Opcode.READ_CAPACITY_16_ACTION) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else {
            DiskCommands.answer(command, capacity(nexus.unit()).bytes16());
        }
    }

    static ReadCapacity capacity(LogicalUnit unit) {
        boolean thin = unit.store().thin();
        return new ReadCapacity(unit.blocks(), LogicalUnit.BLOCK_BYTES, 0, thin, thin);
    }
}
