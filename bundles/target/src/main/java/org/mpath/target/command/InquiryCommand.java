package org.mpath.target.command;

import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Inquiry;
import org.mpath.target.Command;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** INQUIRY of a unit (SPC-5 6.7): standard data, or one of its vital product data pages. */
final class InquiryCommand implements PassingAttention {
    private final SortedMap<Integer, Function<UnitNexus, byte[]>> pages;
    private final BiFunction<UnitNexus, byte[], byte[]> vendorPart;

    /**
     * Makes one.
     *
     * @param pages the vital product data pages, by page code
     * @param vendorPart makes the family's standard data of what every disk answers
     */
    InquiryCommand(
            SortedMap<Integer, Function<UnitNexus, byte[]>> pages, BiFunction<UnitNexus, byte[], byte[]> vendorPart) {
        this.pages = pages;
        this.vendorPart = vendorPart;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        int page = CdbFields.inquiryPage(command.cdb());
        if (CdbFields.vitalProductPage(command.cdb())) {
            Function<UnitNexus, byte[]> builder = pages.get(page);
            if (builder == null) {
                command.check(SenseCode.INVALID_FIELD_IN_CDB);
            } else {
                DiskCommands.answer(command, builder.apply(nexus));
            }
        } else if (page != 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else {
            DiskCommands.answer(command, vendorPart.apply(nexus, standard(nexus).bytes()));
        }
    }

    static Inquiry standard(UnitNexus nexus) {
        Personality personality = nexus.nexus().port().controller().array().personality();
        return Inquiry.disk(
                personality.vendor(), personality.product(), personality.revision(), personality.tpgs());
    }
}
