package org.mpath.target.command;

import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Inquiry;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** INQUIRY at a number without a unit: peripheral qualifier 3 and no device type (SPC-5 6.7.2). */
final class NoUnitInquiry implements PassingAttention {
    private static final int TYPE_UNKNOWN = 0x1f;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        if (CdbFields.vitalProductPage(command.cdb()) || CdbFields.inquiryPage(command.cdb()) != 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else {
            Inquiry absent = InquiryCommand.standard(nexus).as(Inquiry.QUALIFIER_NOT_POSSIBLE, TYPE_UNKNOWN);
            DiskCommands.answer(command, absent.bytes());
        }
    }
}
