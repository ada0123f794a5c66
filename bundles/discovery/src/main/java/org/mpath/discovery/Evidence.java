package org.mpath.discovery;

import java.util.List;
import org.mpath.api.map.LogicalUnit;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;

/**
 * What tells one unit from another, beside the identity it is named by.
 *
 * @param vendor INQUIRY vendor; empty when not known
 * @param product INQUIRY product; empty when not known
 * @param serial serial number of VPD page 80h; empty when not known
 * @param blockSize bytes of a block; 0 when not known
 * @param blocks how many blocks; 0 when not known
 * @param worldwide whether the WWID is made of a worldwide designator
 * @param designators those of VPD page 83h that name the unit; empty when there are none, or they are not known
 * @param limits VPD page B0h; null when not known
 */
record Evidence(
        String vendor,
        String product,
        String serial,
        int blockSize,
        long blocks,
        boolean worldwide,
        List<Designator> designators,
        BlockLimits limits) {
    /** Copies the list. */
    Evidence {
        designators = List.copyOf(designators);
    }

    /** What is known of the unit of a map that runs already. */
    static Evidence of(LogicalUnit unit) {
        return new Evidence(unit.vendor(), unit.product(), unit.serial(), unit.blockSize(), unit.blocks(), false, List.of(), null);
    }

    /** The same, and of what it lacks that of another one. */
    Evidence completedBy(Evidence other) {
        return new Evidence(
                vendor.isEmpty() ? other.vendor : vendor,
                product.isEmpty() ? other.product : product,
                serial.isEmpty() ? other.serial : serial,
                blockSize == 0 ? other.blockSize : blockSize,
                blocks == 0 ? other.blocks : blocks,
                worldwide || other.worldwide,
                designators.isEmpty() ? other.designators : designators,
                limits == null ? other.limits : limits);
    }

    /** The same of a unit that has another size now. */
    Evidence resized(long blocksNow) {
        return new Evidence(vendor, product, serial, blockSize, blocksNow, worldwide, designators, limits);
    }
}
