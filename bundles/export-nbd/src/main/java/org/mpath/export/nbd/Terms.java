package org.mpath.export.nbd;

import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;

/**
 * What one connection was promised when it chose its export; it stays until the connection ends.
 *
 * @param sizeBytes size of the export
 * @param blockBytes smallest length and alignment of a request: the unit's logical block
 * @param preferredBytes length and alignment that works best, a power of two
 * @param limits what the unit can do
 */
record Terms(long sizeBytes, int blockBytes, int preferredBytes, UnitLimits limits) {
    /** The protocol's bound for the smallest block. */
    static final int BLOCK_BYTES_MAX = 64 * 1024;

    private static final int PREFERRED_BYTES_MIN = 4096;
    /**
     * Longest SCSI command of ours, whatever the unit allows: beyond it a command only gets slower to repeat on another
     * path, and the parts of a longer request can use several paths at once.
     */
    private static final int TRANSFER_BYTES_MAX = 1024 * 1024;

    /**
     * The terms for a unit.
     *
     * @throws IllegalArgumentException when NBD cannot express the unit; names the value
     */
    static Terms of(LogicalUnit unit) {
        int block = unit.blockSize();
        if (block < 1 || block > BLOCK_BYTES_MAX || Integer.bitCount(block) != 1) {
            throw new IllegalArgumentException(
                    "logical block of " + block + " bytes: NBD needs a power of two up to " + BLOCK_BYTES_MAX);
        }
        return new Terms(unit.sizeBytes(), block, preferred(unit), unit.limits());
    }

    /** Whether writes are refused. */
    boolean readOnly() {
        return limits.readOnly();
    }

    /** Whether zeroes can be written without sending them. */
    boolean writesZeroesFast() {
        return limits.writeSame() || limits.writeSameUnmap();
    }

    /** The transmission flags. */
    int flags(boolean structured) {
        // A flush through any path empties the unit's one cache, so several connections are safe.
        int flags = Protocol.HAS_FLAGS | Protocol.SEND_FLUSH | Protocol.SEND_FUA | Protocol.CAN_MULTI_CONN;
        if (structured) {
            flags |= Protocol.SEND_DF;
        }
        if (readOnly()) {
            return flags | Protocol.READ_ONLY;
        }
        flags |= Protocol.SEND_WRITE_ZEROES;
        if (writesZeroesFast()) {
            flags |= Protocol.SEND_FAST_ZERO;
        }
        return limits.unmap() ? flags | Protocol.SEND_TRIM : flags;
    }

    private static int preferred(LogicalUnit unit) {
        long optimal = Math.min(
                unit.limits().optimalTransferBlocks(), Protocol.REQUEST_BYTES_MAX / unit.blockSize()) * unit.blockSize();
        long least = Math.max(PREFERRED_BYTES_MIN, unit.blockSize());
        return (int) Math.max(least, Long.highestOneBit(optimal));
    }

    /** Longest transfer of one SCSI command to the unit, in bytes; nothing that a client is promised. */
    static int transferBytesMax(LogicalUnit unit) {
        long blocksMax = TRANSFER_BYTES_MAX / unit.blockSize();
        long reported = unit.limits().maxTransferBlocks();
        return (int) (reported > 0 ? Math.min(reported, blocksMax) : blocksMax) * unit.blockSize();
    }
}
