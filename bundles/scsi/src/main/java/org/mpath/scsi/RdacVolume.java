package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/**
 * VPD page C8h of RDAC controllers ("edid"): which volume this is, and of which array.
 *
 * @param volumeId identity of the volume, 32 hexadecimal digits
 * @param volumeLabel what people call the volume, at most 30 characters; may be empty
 * @param arrayId identity of the array, 32 hexadecimal digits
 * @param arrayLabel what people call the array, at most 30 characters; may be empty
 * @param lun the volume's number in MODE SELECT page 2Ch as the controller tells it; sound ones are 0 to 255
 */
public record RdacVolume(String volumeId, String volumeLabel, String arrayId, String arrayLabel, long lun) {
    /** Its page code. */
    public static final int PAGE = 0xc8;
    /** Its length, in bytes. */
    public static final int BYTES = 175;

    private static final String NAME = "edid";
    private static final int ID_BYTES = 16;
    private static final int LABEL_BYTES = 60;
    private static final int VOLUME_ID_AT = 12;
    private static final int VOLUME_LABEL_AT = 29;
    private static final int ARRAY_ID_AT = 90;
    private static final int ARRAY_LABEL_AT = 107;
    private static final int LUN_AT = 167;

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when it is another page, or not all of it
     */
    public static RdacVolume parse(byte[] received) {
        Cursor page = RdacPage.open(PAGE, received, Set.of(NAME), BYTES);
        return new RdacVolume(
                HexFormat.of().formatHex(page.bytes(VOLUME_ID_AT, ID_BYTES)),
                RdacPage.label(page, VOLUME_LABEL_AT, LABEL_BYTES),
                HexFormat.of().formatHex(page.bytes(ARRAY_ID_AT, ID_BYTES)),
                RdacPage.label(page, ARRAY_LABEL_AT, LABEL_BYTES),
                page.u64(LUN_AT));
    }

    /** As bytes, 175 of them. */
    public byte[] bytes() {
        byte[] page = RdacPage.blank(PAGE, NAME, BYTES);
        putField(page, VOLUME_ID_AT, HexFormat.of().parseHex(volumeId), ID_BYTES);
        putField(page, VOLUME_LABEL_AT, volumeLabel.getBytes(StandardCharsets.UTF_16BE), LABEL_BYTES);
        putField(page, ARRAY_ID_AT, HexFormat.of().parseHex(arrayId), ID_BYTES);
        putField(page, ARRAY_LABEL_AT, arrayLabel.getBytes(StandardCharsets.UTF_16BE), LABEL_BYTES);
        BigEndian.put64(page, LUN_AT, lun);
        return page;
    }

    /** A field with its length in the byte before it. */
    private static void putField(byte[] page, int at, byte[] field, int width) {
        page[at - 1] = (byte) Math.min(field.length, width);
        RdacPage.put(page, at, field, width);
    }
}
