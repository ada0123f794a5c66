package org.mpath.target.array;

import java.util.HexFormat;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacAccess.Mode;
import org.mpath.scsi.RdacSoftware;
import org.mpath.scsi.RdacSubsystem;
import org.mpath.scsi.RdacVolume;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.UnitIdentity;
import org.mpath.target.UnitNexus;

/**
 * The vendor's vital product data pages of RDAC controllers.
 *
 * @param mode how units change hands
 * @param wide whether MODE SELECT (10) is there
 */
record RdacPages(Mode mode, boolean wide) {
    private static final String VERSION = "073500";
    private static final String DATE = "010120";
    private static final int FIRST_SLOT = '1';

    /** C2h. */
    byte[] software(UnitNexus nexus) {
        return new RdacSoftware(VERSION, DATE, 0, RdacArray.lunMax(wide)).bytes();
    }

    /** C4h. */
    byte[] subsystem(UnitNexus nexus) {
        return new RdacSubsystem(nexus.unit().array().name(), "0001", FIRST_SLOT + nexus.controller().index()).bytes();
    }

    /** C8h. */
    byte[] volume(UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        Array array = unit.array();
        String volumeId = HexFormat.of().formatHex(unit.identity().naa());
        String arrayId = HexFormat.of().formatHex(UnitIdentity.of(array.name(), Array.LUN_MAX).naa());
        return new RdacVolume(volumeId, unit.identity().serial(), arrayId, array.name(), unit.lun()).bytes();
    }

    /** C9h. */
    byte[] access(UnitNexus nexus) {
        Controller here = nexus.controller();
        int flags = switch (mode) {
            case RDAC -> 0;
            case AVT -> RdacAccess.TRANSFER;
            case IO_SHIPPING -> RdacAccess.SHIPPING;
        };
        boolean owned = nexus.unit().access().owner() == here;
        boolean preferred = nexus.unit().access().preferredOwner() == here;
        return new RdacAccess(flags | (owned ? RdacAccess.OWNED : 0),
                        preferred ? RdacAccess.PREFERRED : RdacAccess.SECONDARY)
                .bytes();
    }
}
