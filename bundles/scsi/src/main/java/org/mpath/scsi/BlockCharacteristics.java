package org.mpath.scsi;

/**
 * VPD page B1h: block device characteristics (SBC-4 6.6.2).
 *
 * @param rotationRate 0 not reported, 1 does not rotate, else revolutions per minute
 */
public record BlockCharacteristics(int rotationRate) {
    private static final int PAYLOAD_BYTES = 0x3c;

    /** Parses what was received. */
    public static BlockCharacteristics parse(byte[] received) {
        return new BlockCharacteristics(VpdPage.open(VpdPage.BLOCK_CHARACTERISTICS, received).u16(4));
    }

    /** As bytes, 64 of them. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(VpdPage.BLOCK_CHARACTERISTICS, PAYLOAD_BYTES);
        BigEndian.put16(page, 4, rotationRate);
        return page;
    }
}
