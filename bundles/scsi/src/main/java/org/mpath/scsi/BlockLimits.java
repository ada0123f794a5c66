package org.mpath.scsi;

/**
 * VPD page B0h: block limits (SBC-4 6.6.4). Lengths in blocks; 0 means not reported, whatever the standard calls it.
 *
 * @param writeSameNonZero WSNZ: WRITE SAME of 0 blocks is refused
 * @param compareAndWriteMax largest COMPARE AND WRITE
 * @param transferGranularity optimal transfer length granularity
 * @param transferMax largest transfer
 * @param transferOptimal best transfer
 * @param unmapMax most blocks of one UNMAP
 * @param unmapDescriptorsMax most descriptors of one UNMAP
 * @param unmapGranularity best granularity of UNMAP
 * @param writeSameMax most blocks of one WRITE SAME
 */
public record BlockLimits(
        boolean writeSameNonZero,
        int compareAndWriteMax,
        int transferGranularity,
        long transferMax,
        long transferOptimal,
        long unmapMax,
        long unmapDescriptorsMax,
        long unmapGranularity,
        long writeSameMax) {
    private static final int PAYLOAD_BYTES = 0x3c;
    private static final int BYTES_MIN = 16;

    /**
     * Parses what was received. Fields that the page is too short for (it grew with the standard) are 0.
     *
     * @throws MalformedResponse when there are fewer than the 16 bytes every version has
     */
    public static BlockLimits parse(byte[] received) {
        Cursor page = VpdPage.open(VpdPage.BLOCK_LIMITS, received).atLeast(BYTES_MIN);
        return new BlockLimits(
                page.bit(4, 1),
                page.u8(5),
                page.u16(6),
                page.u32(8),
                page.u32(12),
                u32(page, 20),
                u32(page, 24),
                u32(page, 28),
                writeSameMax(page));
    }

    /** As bytes, 64 of them. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(VpdPage.BLOCK_LIMITS, PAYLOAD_BYTES);
        page[4] = (byte) (writeSameNonZero ? 1 : 0);
        page[5] = (byte) compareAndWriteMax;
        BigEndian.put16(page, 6, transferGranularity);
        BigEndian.put32(page, 8, transferMax);
        BigEndian.put32(page, 12, transferOptimal);
        BigEndian.put32(page, 20, unmapMax);
        BigEndian.put32(page, 24, unmapDescriptorsMax);
        BigEndian.put32(page, 28, unmapGranularity);
        BigEndian.put64(page, 36, writeSameMax);
        return page;
    }

    private static long u32(Cursor page, int at) {
        return page.length() >= at + 4 ? page.u32(at) : 0;
    }

    private static long writeSameMax(Cursor page) {
        long blocks = page.length() >= 44 ? page.u64(36) : 0;
        return blocks < 0 ? Long.MAX_VALUE : blocks;
    }
}
