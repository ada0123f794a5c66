package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * VPD page C4h of RDAC controllers ("subs"): which controller of which subsystem answers.
 *
 * @param id identity of the subsystem, at most 16 characters
 * @param revision its revision, at most 4 characters
 * @param slot slot of the controller, two characters in 16 bits: {@code 0x0031} is the first, {@code 0x0032} the second
 */
public record RdacSubsystem(String id, String revision, int slot) {
    /** Its page code. */
    public static final int PAGE = 0xc4;
    /** Its length, in bytes. */
    public static final int BYTES = 30;

    private static final String NAME = "subs";
    private static final int ID_AT = 8;
    private static final int ID_BYTES = 16;
    private static final int REVISION_AT = 24;
    private static final int REVISION_BYTES = 4;
    private static final int SLOT_AT = 28;

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when it is another page, or not all of it
     */
    public static RdacSubsystem parse(byte[] received) {
        Cursor page = RdacPage.open(PAGE, received, Set.of(NAME), BYTES);
        return new RdacSubsystem(
                Visible.of(page.bytes(ID_AT, ID_BYTES)),
                Visible.of(page.bytes(REVISION_AT, REVISION_BYTES)),
                page.u16(SLOT_AT));
    }

    /** As bytes, 30 of them. */
    public byte[] bytes() {
        byte[] page = RdacPage.blank(PAGE, NAME, BYTES);
        RdacPage.put(page, ID_AT, Visible.field(id, ID_BYTES), ID_BYTES);
        RdacPage.put(page, REVISION_AT, revision.getBytes(StandardCharsets.US_ASCII), REVISION_BYTES);
        BigEndian.put16(page, SLOT_AT, slot);
        return page;
    }
}
