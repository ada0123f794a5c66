package org.mpath.scsi;

/**
 * VPD page C0h of HP 3PAR arrays: what the array calls the volume.
 *
 * @param name the volume's name, made visible; empty when the page is of a revision that has none, or it was given none
 */
public record ThreeParPage(String name) {
    /** Page code. */
    public static final int CODE = 0xc0;
    /** Longest name that is believed, in bytes. */
    public static final int NAME_BYTES_MAX = 128;

    private static final int REVISION_AT = 4;
    private static final int REVISION_WITH_NAME = 4;
    private static final int LENGTH_AT = 40;
    private static final int NAME_AT = 44;

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when the name is longer than the page or than {@link #NAME_BYTES_MAX}
     */
    public static ThreeParPage parse(byte[] received) {
        Cursor page = VpdPage.open(CODE, received).atLeast(NAME_AT);
        if (page.u8(REVISION_AT) < REVISION_WITH_NAME) {
            return new ThreeParPage("");
        }
        long bytes = page.u32(LENGTH_AT);
        if (bytes > Math.min(NAME_BYTES_MAX, page.length() - NAME_AT)) {
            throw page.malformed(LENGTH_AT, "name of " + bytes + " bytes, " + (page.length() - NAME_AT)
                    + " left in the page, at most " + NAME_BYTES_MAX);
        }
        return new ThreeParPage(Visible.of(page.bytes(NAME_AT, (int) bytes)));
    }
}
