package org.mpath.scsi;

import java.nio.charset.StandardCharsets;

/**
 * VPD page 80h: the unit serial number (SPC-5 7.7.18).
 *
 * @param serial printable, without blanks at either end; empty when the unit has none
 */
public record UnitSerial(String serial) {
    /** Parses what was received. */
    public static UnitSerial parse(byte[] received) {
        Cursor page = VpdPage.open(VpdPage.UNIT_SERIAL, received);
        int bytes = Math.min(page.length() - VpdPage.HEADER_BYTES, Visible.CHARACTERS_MAX);
        return new UnitSerial(Visible.of(page.bytes(VpdPage.HEADER_BYTES, bytes)));
    }

    /** As bytes, ASCII. */
    public byte[] bytes() {
        byte[] text = serial.getBytes(StandardCharsets.US_ASCII);
        byte[] page = VpdPage.blank(VpdPage.UNIT_SERIAL, text.length);
        System.arraycopy(text, 0, page, VpdPage.HEADER_BYTES, text.length);
        return page;
    }
}
