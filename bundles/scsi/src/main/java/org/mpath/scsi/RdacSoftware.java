package org.mpath.scsi;

import java.util.HexFormat;
import java.util.Set;

/**
 * VPD page C2h of RDAC controllers ("swr4"): which software they run, and how many volumes it numbers.
 *
 * @param version its version, 6 hexadecimal digits
 * @param date its date, 6 hexadecimal digits
 * @param features the vendor's feature bits
 * @param lunMax the highest logical unit number, 0 to 255
 */
public record RdacSoftware(String version, String date, int features, int lunMax) {
    /** Its page code. */
    public static final int PAGE = 0xc2;
    /** Its length, in bytes. */
    public static final int BYTES = 255;

    private static final String NAME = "swr4";
    private static final int BYTES_MIN = 16;
    private static final int VERSION_AT = 8;
    private static final int DATE_AT = 11;
    private static final int TRIPLE_BYTES = 3;
    private static final int FEATURES_AT = 14;
    private static final int LUN_MAX_AT = 15;

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when it is another page, or ends before the number of volumes
     */
    public static RdacSoftware parse(byte[] received) {
        Cursor page = RdacPage.open(PAGE, received, Set.of(NAME), BYTES_MIN);
        return new RdacSoftware(
                HexFormat.of().formatHex(page.bytes(VERSION_AT, TRIPLE_BYTES)),
                HexFormat.of().formatHex(page.bytes(DATE_AT, TRIPLE_BYTES)),
                page.u8(FEATURES_AT),
                page.u8(LUN_MAX_AT));
    }

    /** Whether volumes are moved with MODE SELECT (10), because the list of MODE SELECT (6) has no room for them. */
    public boolean wide() {
        return lunMax >= RdacTransfer.LUNS_NARROW;
    }

    /** As bytes, 255 of them. */
    public byte[] bytes() {
        byte[] page = RdacPage.blank(PAGE, NAME, BYTES);
        RdacPage.put(page, VERSION_AT, HexFormat.of().parseHex(version), TRIPLE_BYTES);
        RdacPage.put(page, DATE_AT, HexFormat.of().parseHex(date), TRIPLE_BYTES);
        page[FEATURES_AT] = (byte) features;
        page[LUN_MAX_AT] = (byte) lunMax;
        return page;
    }
}
