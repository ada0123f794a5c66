package org.mpath.scsi;

/**
 * VPD page B2h: logical block provisioning (SBC-4 6.6.6).
 *
 * @param unmap LBPU: UNMAP works
 * @param writeSame16 LBPWS: WRITE SAME (16) with UNMAP works
 * @param writeSame10 LBPWS10: WRITE SAME (10) with UNMAP works
 * @param readZeroes LBPRZ 001b: unmapped blocks read as zeroes
 * @param type provisioning type: 0 full or not reported, 1 resource, 2 thin
 */
public record Provisioning(boolean unmap, boolean writeSame16, boolean writeSame10, boolean readZeroes, int type) {
    /** Provisioning type of a thin unit. */
    public static final int THIN = 2;

    private static final int PAYLOAD_BYTES = 4;
    private static final int LBPU = 0x80;
    private static final int LBPWS = 0x40;
    private static final int LBPWS10 = 0x20;
    private static final int LBPRZ = 0x04;

    /** Parses what was received. */
    public static Provisioning parse(byte[] received) {
        Cursor page = VpdPage.open(VpdPage.PROVISIONING, received).atLeast(VpdPage.HEADER_BYTES + PAYLOAD_BYTES);
        return new Provisioning(
                page.bit(5, LBPU), page.bit(5, LBPWS), page.bit(5, LBPWS10), page.bit(5, LBPRZ), page.u8(6) & 7);
    }

    /** As bytes, 8 of them. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(VpdPage.PROVISIONING, PAYLOAD_BYTES);
        int bits = unmap ? LBPU : 0;
        bits |= writeSame16 ? LBPWS : 0;
        bits |= writeSame10 ? LBPWS10 : 0;
        bits |= readZeroes ? LBPRZ : 0;
        page[5] = (byte) bits;
        page[6] = (byte) type;
        return page;
    }
}
