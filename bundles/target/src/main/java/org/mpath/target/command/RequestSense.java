package org.mpath.target.command;

import java.util.Arrays;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Sense;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * REQUEST SENSE (SPC-5 6.36): a pending unit attention as parameter data, which counts as reporting it; else nothing to
 * report. Sense data of commands goes with their status and is never kept for it.
 */
final class RequestSense implements PassingAttention {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        SenseCode code = pending(command, nexus);
        byte[] sense = new byte[Sense.FIXED_BYTES];
        int length = CdbFields.descriptorSense(command.cdb())
                ? Sense.descriptor(sense, code.key(), code.asc(), code.ascq())
                : Sense.fixed(sense, code.key(), code.asc(), code.ascq());
        DiskCommands.answer(command, Arrays.copyOf(sense, length));
    }

    private static SenseCode pending(Command command, UnitNexus nexus) {
        if (nexus.unit() == null) {
            return SenseCode.UNIT_NOT_SUPPORTED;
        }
        SenseCode attention = nexus.takeAttention(command);
        return attention == null ? SenseCode.NONE : attention;
    }
}
