package org.mpath.scsi;

import java.util.BitSet;

/**
 * Mode page 2Ch of RDAC controllers (redundant controller): which volumes shall change to the controller that gets it. In
 * page_0 format for MODE SELECT (6), with room for 32 volumes, or as subpage 01h for MODE SELECT (10), with room for 256.
 *
 * @param wide whether it is the subpage
 * @param mode what is asked for, {@link #MODE_ALL} or {@link #MODE_SPECIFIED}
 * @param quiescenceSeconds how long the volumes may take to become quiet
 * @param options {@link #FORCED}: they become quiet whatever is going on
 * @param luns for MODE SELECT the volumes that move here (81h); for MODE SENSE those that are here (01h)
 */
public record RdacTransfer(boolean wide, int mode, int quiescenceSeconds, int options, BitSet luns) {
    /** Its page code. */
    public static final int PAGE = 0x2c;
    /** Its subpage code in MODE SELECT (10). */
    public static final int SUBPAGE = 0x01;
    /** Mode: move all volumes. */
    public static final int MODE_ALL = 1;
    /** Mode: move those that are listed. */
    public static final int MODE_SPECIFIED = 2;
    /** Option: forced quiescence. */
    public static final int FORCED = 0x02;
    /** Volumes that the page of MODE SELECT (6) has room for. */
    public static final int LUNS_NARROW = 32;
    /** Volumes that the page of MODE SELECT (10) has room for. */
    public static final int LUNS_WIDE = 256;

    private static final String NAME = "mode page 2Ch";
    private static final int QUIESCENCE_SECONDS = 20;
    private static final int HEADER_6 = 4;
    private static final int HEADER_10 = 8;
    private static final int SUBPAGE_FORMAT = 0x40;
    private static final int PAGE_BYTES_NARROW = 106;
    private static final int PAGE_BYTES_WIDE = 300;
    /** From the end of the page's header, in both formats. */
    private static final int MODE_AT = 32;

    private static final int QUIESCENCE_AT = 36;
    private static final int OPTIONS_AT = 37;
    private static final int TABLE_AT = 38;
    private static final int MOVE = 0x81;
    private static final int HERE = 0x01;

    /** Copies the set. */
    public RdacTransfer {
        luns = (BitSet) luns.clone();
        if (luns.length() > (wide ? LUNS_WIDE : LUNS_NARROW)) {
            throw new IllegalArgumentException(
                    "LUN " + (luns.length() - 1) + " has no place in mode page 2Ch of MODE SELECT (" + (wide ? 10 : 6) + ")");
        }
    }

    /**
     * The list that moves some volumes, as Linux asks for it.
     *
     * @throws IllegalArgumentException when a number is 32 or higher without {@code wide}, or 256 or higher
     */
    public static RdacTransfer of(boolean wide, BitSet luns) {
        return new RdacTransfer(wide, MODE_SPECIFIED, QUIESCENCE_SECONDS, FORCED, luns);
    }

    /** A copy of the set. */
    @Override
    public BitSet luns() {
        return (BitSet) luns.clone();
    }

    /**
     * Parses the page, with its header.
     *
     * @throws MalformedResponse when it is another page, or not as long as it has to be
     */
    public static RdacTransfer parse(byte[] page) {
        Cursor cursor = Cursor.of(NAME, page).atLeast(HEADER_6);
        boolean wide = cursor.bit(0, SUBPAGE_FORMAT);
        int bytes = wide ? PAGE_BYTES_WIDE : PAGE_BYTES_NARROW;
        boolean right = (cursor.u8(0) & 0x3f) == PAGE && (!wide || cursor.u8(1) == SUBPAGE);
        if (!right || cursor.length() != bytes) {
            throw cursor.malformed(0, "not the page, or not its " + bytes + " bytes but " + cursor.length());
        }
        int base = wide ? 4 : 2;
        BitSet luns = new BitSet();
        for (int lun = 0; lun < (wide ? LUNS_WIDE : LUNS_NARROW); lun++) {
            luns.set(lun, cursor.u8(base + TABLE_AT + lun) == MOVE);
        }
        return new RdacTransfer(wide, cursor.u16(base + MODE_AT), cursor.u8(base + QUIESCENCE_AT),
                cursor.u8(base + OPTIONS_AT), luns);
    }

    /** The page for MODE SELECT, with its header. */
    public byte[] page() {
        return page(MOVE);
    }

    /** The page for MODE SENSE, with its header: who has what. */
    public byte[] current() {
        return page(HERE);
    }

    private byte[] page(int mark) {
        byte[] page = new byte[wide ? PAGE_BYTES_WIDE : PAGE_BYTES_NARROW];
        int base = wide ? 4 : 2;
        page[0] = (byte) (PAGE | (wide ? SUBPAGE_FORMAT : 0));
        page[1] = (byte) (wide ? SUBPAGE : PAGE_BYTES_NARROW - base);
        if (wide) {
            BigEndian.put16(page, 2, PAGE_BYTES_WIDE - base);
        }
        BigEndian.put16(page, base + MODE_AT, mode);
        page[base + QUIESCENCE_AT] = (byte) quiescenceSeconds;
        page[base + OPTIONS_AT] = (byte) options;
        luns.stream().forEach(lun -> page[base + TABLE_AT + lun] = (byte) mark);
        return page;
    }

    /** The whole parameter list of MODE SELECT, 110 or 308 bytes. */
    public byte[] list() {
        byte[] page = page();
        byte[] list = new byte[(wide ? HEADER_10 : HEADER_6) + page.length];
        System.arraycopy(page, 0, list, list.length - page.length, page.length);
        return list;
    }
}
