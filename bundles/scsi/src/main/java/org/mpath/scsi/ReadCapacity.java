package org.mpath.scsi;

/**
 * Parameter data of READ CAPACITY (10) and (16) (SBC-4 5.20, 5.21).
 *
 * @param blocks number of logical blocks, 1 or more; their bytes fit in a long
 * @param blockSize logical block size in bytes, a power of two, 512 to 65536
 * @param physicalExponent logical blocks per physical block, as a power of two
 * @param provisioned LBPME: the unit manages its mapping; see VPD page B2h
 * @param readZeroes LBPRZ: unmapped blocks read as zeroes
 */
public record ReadCapacity(long blocks, int blockSize, int physicalExponent, boolean provisioned, boolean readZeroes) {
    /** Length of the (10) answer, in bytes. */
    public static final int BYTES_10 = 8;
    /** Length of the (16) answer, in bytes. */
    public static final int BYTES_16 = 32;
    /** Smallest logical block accepted, in bytes. */
    public static final int BLOCK_SIZE_MIN = 512;
    /** Largest logical block accepted, in bytes. */
    public static final int BLOCK_SIZE_MAX = 65536;

    private static final String PAGE_10 = "READ CAPACITY (10) data";
    private static final String PAGE_16 = "READ CAPACITY (16) data";
    private static final int BYTES_16_MIN = 12;
    private static final long LAST_LBA_10_MAX = 0xffff_ffffL;
    private static final int LBPME = 0x80;
    private static final int LBPRZ = 0x40;

    /**
     * Parses the answer of READ CAPACITY (10). One with {@link #tooLargeFor10} holds a lower bound only.
     */
    public static ReadCapacity parse10(byte[] received) {
        Cursor page = Cursor.of(PAGE_10, received).atLeast(BYTES_10);
        int blockSize = blockSize(page, 4);
        return new ReadCapacity(page.u32(0) + 1, blockSize, 0, false, false);
    }

    /** Parses the answer of READ CAPACITY (16). */
    public static ReadCapacity parse16(byte[] received) {
        Cursor page = Cursor.of(PAGE_16, received).atMost(BYTES_16).atLeast(BYTES_16_MIN);
        int blockSize = blockSize(page, 8);
        long lastLba = page.u64(0);
        if (lastLba < 0 || lastLba >= Long.MAX_VALUE / blockSize) {
            throw page.malformed(0, "last block " + Long.toUnsignedString(lastLba) + " of " + blockSize
                    + " bytes is beyond 2^63 bytes");
        }
        boolean extended = page.length() > 14;
        return new ReadCapacity(
                lastLba + 1,
                blockSize,
                extended ? page.u8(13) & 0x0f : 0,
                extended && page.bit(14, LBPME),
                extended && page.bit(14, LBPRZ));
    }

    /** Whether a (10) answer can only say "more than that": READ CAPACITY (16) tells. */
    public boolean tooLargeFor10() {
        return blocks > LAST_LBA_10_MAX;
    }

    /** As the answer of READ CAPACITY (10). */
    public byte[] bytes10() {
        byte[] page = new byte[BYTES_10];
        BigEndian.put32(page, 0, Math.min(blocks - 1, LAST_LBA_10_MAX));
        BigEndian.put32(page, 4, blockSize);
        return page;
    }

    /** As the answer of READ CAPACITY (16). */
    public byte[] bytes16() {
        byte[] page = new byte[BYTES_16];
        BigEndian.put64(page, 0, blocks - 1);
        BigEndian.put32(page, 8, blockSize);
        page[13] = (byte) physicalExponent;
        page[14] = (byte) ((provisioned ? LBPME : 0) | (readZeroes ? LBPRZ : 0));
        return page;
    }

    private static int blockSize(Cursor page, int at) {
        long bytes = page.u32(at);
        if (bytes < BLOCK_SIZE_MIN || bytes > BLOCK_SIZE_MAX || Long.bitCount(bytes) != 1) {
            throw page.malformed(at, "logical block of " + bytes + " bytes, expected a power of two from "
                    + BLOCK_SIZE_MIN + " to " + BLOCK_SIZE_MAX);
        }
        return (int) bytes;
    }
}
