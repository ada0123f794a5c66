package org.mpath.target.array;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.UnitNexus;

/**
 * What a CLARiiON array tells of itself: long standard INQUIRY data with its model, and VPD page C0h.
 *
 * @param model serial number and model
 * @param mode failover mode of its hosts
 * @param unbound numbers of units that are not bound
 */
record ClariionPages(ClariionModel model, int mode, BitSet unbound) {
    /** Product of a number that a host may address although no unit is bound to it. */
    private static final byte[] UNBOUND_PRODUCT = "LUNZ            ".getBytes(StandardCharsets.US_ASCII);

    private static final int PRODUCT = 16;

    byte[] inquiry(UnitNexus nexus, byte[] standard) {
        byte[] data = model.in(standard);
        if (unbound.get(nexus.unit().lun())) {
            System.arraycopy(UNBOUND_PRODUCT, 0, data, PRODUCT, UNBOUND_PRODUCT.length);
        }
        return data;
    }

    byte[] access(UnitNexus nexus) {
        LogicalUnit unit = nexus.unit();
        Controller processor = nexus.controller();
        return new ClariionPage(
                        lunState(nexus),
                        unit.access().preferredOwner().index(),
                        processor.ports().indexOf(nexus.nexus().port()),
                        processor.index(),
                        HexFormat.of().formatHex(unit.identity().naa()),
                        ClariionPage.TYPE_FAILOVER,
                        mode,
                        true,
                        ClariionAccess.upgrading(nexus),
                        unit.array().name())
                .bytes();
    }

    private int lunState(UnitNexus nexus) {
        if (unbound.get(nexus.unit().lun())) {
            return ClariionPage.UNBOUND;
        }
        return ClariionAccess.owned(nexus) ? ClariionPage.OWNED : ClariionPage.BOUND;
    }
}
