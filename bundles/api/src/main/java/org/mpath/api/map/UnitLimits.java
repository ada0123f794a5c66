package org.mpath.api.map;

/**
 * What a unit can do: VPD B0h and B2h, caching and header bits of MODE SENSE.
 *
 * @param maxTransferBlocks largest transfer in blocks; 0 when not reported
 * @param optimalTransferBlocks best transfer in blocks; 0 when not reported
 * @param unmap UNMAP works (LBPU)
 * @param maxUnmapBlocks most blocks of one UNMAP; 0 when UNMAP does not work
 * @param writeSameUnmap WRITE SAME (16) with UNMAP works (LBPWS)
 * @param writeSame WRITE SAME (16) without UNMAP works
 * @param maxWriteSameBlocks most blocks of one WRITE SAME; 0 when not reported
 * @param fua FUA and DPO bits are honoured (DPOFUA)
 * @param writeCache the unit has a volatile write cache switched on (WCE)
 * @param readOnly the medium is write protected (WP)
 */
public record UnitLimits(
        long maxTransferBlocks,
        long optimalTransferBlocks,
        boolean unmap,
        long maxUnmapBlocks,
        boolean writeSameUnmap,
        boolean writeSame,
        long maxWriteSameBlocks,
        boolean fua,
        boolean writeCache,
        boolean readOnly) {
    /**
     * The same, with transfers that suit another path to the unit as well: the shorter of each, where they are reported.
     *
     * @param other what the unit says through that path
     */
    public UnitLimits alsoThrough(UnitLimits other) {
        return withTransfers(
                shorter(maxTransferBlocks, other.maxTransferBlocks),
                shorter(optimalTransferBlocks, other.optimalTransferBlocks));
    }

    /** The same, with the transfers of others. */
    public UnitLimits withTransfersOf(UnitLimits other) {
        return withTransfers(other.maxTransferBlocks, other.optimalTransferBlocks);
    }

    /**
     * The same, with transfers of at most so many blocks.
     *
     * @param blocks 0 for no bound
     */
    public UnitLimits atMost(long blocks) {
        return blocks == 0 ? this
                : withTransfers(shorter(maxTransferBlocks, blocks), Math.min(optimalTransferBlocks, blocks));
    }

    private UnitLimits withTransfers(long mostBlocks, long bestBlocks) {
        return new UnitLimits(mostBlocks, bestBlocks, unmap, maxUnmapBlocks, writeSameUnmap, writeSame, maxWriteSameBlocks,
                fua, writeCache, readOnly);
    }

    private static long shorter(long one, long other) {
        return one == 0 || other != 0 && other < one ? other : one;
    }

    /** Nothing reported: reads and writes only. */
    public static final UnitLimits NONE =
            new UnitLimits(0, 0, false, 0, false, false, 0, false, false, false);
}
