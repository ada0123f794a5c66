package org.mpath.target.command;

import java.util.List;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Lun;
import org.mpath.scsi.ReportLuns;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** REPORT LUNS (SPC-5 6.33): every unit is behind every port. */
final class ReportLunsCommand implements PassingAttention {
    private static final int ALLOCATION_BYTES_MIN = 16;
    private static final int WELL_KNOWN_UNITS = 1;
    private static final int ALL_UNITS = 2;

    @Override
    public void execute(Command command, UnitNexus nexus) {
        int select = CdbFields.selectReport(command.cdb());
        if (select > ALL_UNITS || CdbFields.allocationLength(command.cdb()) < ALLOCATION_BYTES_MIN) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else {
            DiskCommands.answer(command, new ReportLuns(luns(nexus, select)).bytes());
            nexus.nexus().unitsReported();
        }
    }

    private static List<Long> luns(UnitNexus nexus, int select) {
        Array array = nexus.nexus().port().controller().array();
        return select == WELL_KNOWN_UNITS
                ? List.of()
                : array.units().stream().map(unit -> Lun.of(unit.lun())).toList();
    }
}
