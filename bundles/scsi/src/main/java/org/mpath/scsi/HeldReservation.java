package org.mpath.scsi;

/**
 * Parameter data of PERSISTENT RESERVE IN, READ RESERVATION (SPC-5 6.16.3).
 *
 * @param generation counts what changed registrations
 * @param key of the holder; 0 when all registrants hold it, or nobody
 * @param type what it keeps others from; null when there is none, or of a reserved code
 */
public record HeldReservation(long generation, long key, ReservationType type) {
    /** Length of the whole data, in bytes. */
    public static final int BYTES = 24;

    private static final int HEADER_BYTES = 8;
    private static final int TYPE_AT = 21;

    /** Parses what was received. */
    public static HeldReservation parse(byte[] received) {
        Cursor page = Cursor.of("READ RESERVATION data", received).atLeast(HEADER_BYTES);
        if (page.u32(4) == 0) {
            return new HeldReservation(page.u32(0), 0, null);
        }
        return new HeldReservation(page.u32(0), page.u64(HEADER_BYTES), ReservationType.of(page.u8(TYPE_AT) & 0x0f));
    }

    /** As bytes. */
    public byte[] bytes() {
        byte[] page = new byte[type == null ? HEADER_BYTES : BYTES];
        BigEndian.put32(page, 0, generation);
        if (type != null) {
            BigEndian.put32(page, 4, BYTES - HEADER_BYTES);
            BigEndian.put64(page, HEADER_BYTES, key);
            page[TYPE_AT] = (byte) type.code();
        }
        return page;
    }
}
