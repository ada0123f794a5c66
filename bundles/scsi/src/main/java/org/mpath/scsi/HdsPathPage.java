package org.mpath.scsi;

/**
 * VPD page E0h of Hitachi modular arrays: whether the path that answers is the one to be used (seed-systems 1.7).
 *
 * @param valid whether the array knows
 * @param preferred whether the controller that answers owns the unit; only where it is valid
 */
public record HdsPathPage(boolean valid, boolean preferred) {
    /** Its page code. */
    public static final int CODE = 0xe0;

    private static final int FLAGS_AT = VpdPage.HEADER_BYTES;
    private static final int VALID = 0x80;
    private static final int PREFERRED = 0x40;

    /** Parses what was received. */
    public static HdsPathPage parse(byte[] received) {
        Cursor page = VpdPage.open(CODE, received);
        return new HdsPathPage(page.bit(FLAGS_AT, VALID), page.bit(FLAGS_AT, PREFERRED));
    }

    /** As bytes, 5 of them. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(CODE, 1);
        page[FLAGS_AT] = (byte) ((valid ? VALID : 0) | (preferred ? PREFERRED : 0));
        return page;
    }
}
