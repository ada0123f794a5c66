package org.mpath.scsi;

/** What all vital product data pages share (SPC-5 7.7): a header of 4 bytes with page code and length. */
public final class VpdPage {
    /** Page code of the list of supported pages. */
    public static final int SUPPORTED_PAGES = 0x00;
    /** Page code of the unit serial number. */
    public static final int UNIT_SERIAL = 0x80;
    /** Page code of the device identification. */
    public static final int DEVICE_IDENTIFICATION = 0x83;
    /** Page code of the block limits. */
    public static final int BLOCK_LIMITS = 0xb0;
    /** Page code of the block device characteristics. */
    public static final int BLOCK_CHARACTERISTICS = 0xb1;
    /** Page code of logical block provisioning. */
    public static final int PROVISIONING = 0xb2;
    /** Length of the header, in bytes. */
    public static final int HEADER_BYTES = 4;

    private VpdPage() {}

    /** The page, cut to what is both declared and received. Offsets still count from the header. */
    static Cursor open(int page, byte[] received) {
        Cursor cursor = Cursor.of("VPD page " + Hex.byteOf(page), received).atLeast(HEADER_BYTES);
        if (cursor.u8(1) != page) {
            throw cursor.malformed(1, "page code " + Hex.byteOf(cursor.u8(1)) + " answered for " + Hex.byteOf(page));
        }
        return cursor.atMost((long) HEADER_BYTES + cursor.u16(2));
    }

    /** An empty page of a direct access block device with its header filled in. */
    static byte[] blank(int page, int payloadBytes) {
        byte[] bytes = new byte[HEADER_BYTES + payloadBytes];
        bytes[1] = (byte) page;
        BigEndian.put16(bytes, 2, payloadBytes);
        return bytes;
    }
}
