package org.mpath.api.map;

/**
 * What is known of a logical unit, the same through every path.
 *
 * @param wwid identity text, first character the designator type as multipath-tools writes it
 * @param vendor INQUIRY vendor identification, trimmed
 * @param product INQUIRY product identification, trimmed
 * @param revision INQUIRY product revision level, trimmed
 * @param serial unit serial number (VPD 80h), trimmed; empty when the unit has none
 * @param blockSize logical block size in bytes, a power of two
 * @param blocks number of logical blocks
 * @param limits what the unit can do
 */
public record LogicalUnit(
        String wwid,
        String vendor,
        String product,
        String revision,
        String serial,
        int blockSize,
        long blocks,
        UnitLimits limits) {
    /** The same unit with other limits. */
    public LogicalUnit with(UnitLimits other) {
        return new LogicalUnit(wwid, vendor, product, revision, serial, blockSize, blocks, other);
    }

    /** The same unit with another number of blocks. */
    public LogicalUnit resized(long blocksNow) {
        return new LogicalUnit(wwid, vendor, product, revision, serial, blockSize, blocksNow, limits);
    }

    /** Capacity in bytes. */
    public long sizeBytes() {
        return blocks * blockSize;
    }
}
