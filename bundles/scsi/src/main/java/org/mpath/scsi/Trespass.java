package org.mpath.scsi;


/**
 * Mode page 22h of EMC CLARiiON and VNX arrays: the storage processor that gets it shall own the unit.
 *
 * @param shortForm as the oldest arrays want it: 4 bytes instead of 11
 * @param honoursReservations not when another host has reserved the unit
 * @param lun the unit, {@link #ADDRESSED} for the one that is addressed; 0 to 65535, in the short form 0 to 255
 */
public record Trespass(boolean shortForm, boolean honoursReservations, int lun) {
    /** Page code. */
    public static final int CODE = 0x22;
    /** The unit that the command is addressed to; in the short form its last 8 bits. */
    public static final int ADDRESSED = 0xffff;

    private static final String PAGE = "mode page 22h";
    private static final int SHORT_BYTES = 4;
    private static final int LONG_BYTES = 11;
    private static final int HEADER_6 = 4;
    private static final int HEADER_10 = 8;
    private static final int CODE_BITS = 0x3f;
    private static final int TRESPASS = 0x01;
    private static final int IGNORE_RESERVATIONS = 0x80;

    /** The unit that is addressed. */
    public Trespass(boolean shortForm, boolean honoursReservations) {
        this(shortForm, honoursReservations, ADDRESSED);
    }

    /**
     * Parses a page with its header.
     *
     * @throws MalformedResponse when it has neither form, or does not ask for a trespass
     */
    public static Trespass parse(byte[] received) {
        Cursor page = Cursor.of(PAGE, received).atLeast(SHORT_BYTES);
        int bytes = 2 + page.u8(1);
        if ((page.u8(0) & CODE_BITS) != CODE || bytes != SHORT_BYTES && bytes != LONG_BYTES) {
            throw page.malformed(0, "page " + Hex.byteOf(page.u8(0)) + " of " + bytes + " bytes is no trespass");
        }
        page.atLeast(bytes);
        if ((page.u8(2) & ~IGNORE_RESERVATIONS) != TRESPASS) {
            throw page.malformed(2, "code " + Hex.byteOf(page.u8(2)) + " is no trespass");
        }
        boolean shortForm = bytes == SHORT_BYTES;
        int lun = shortForm ? page.u8(3) : page.u16(3);
        boolean addressed = shortForm && lun == (ADDRESSED & 0xff);
        return new Trespass(shortForm, !page.bit(2, IGNORE_RESERVATIONS), addressed ? ADDRESSED : lun);
    }

    /** As a page with its header. */
    public byte[] bytes() {
        byte[] page = new byte[shortForm ? SHORT_BYTES : LONG_BYTES];
        page[0] = CODE;
        page[1] = (byte) (page.length - 2);
        page[2] = (byte) (honoursReservations ? TRESPASS : TRESPASS | IGNORE_RESERVATIONS);
        if (shortForm) {
            page[3] = (byte) lun;
        } else {
            BigEndian.put16(page, 3, lun);
        }
        return page;
    }

    /** As the parameter list of MODE SELECT (6). */
    public byte[] list6() {
        return list(HEADER_6);
    }

    /** As the parameter list of MODE SELECT (10). */
    public byte[] list10() {
        return list(HEADER_10);
    }

    private byte[] list(int headerBytes) {
        byte[] page = bytes();
        byte[] list = new byte[headerBytes + page.length];
        System.arraycopy(page, 0, list, headerBytes, page.length);
        return list;
    }
}
