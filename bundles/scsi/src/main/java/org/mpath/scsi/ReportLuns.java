package org.mpath.scsi;

import java.util.List;

/**
 * Parameter data of REPORT LUNS (SPC-5 6.33).
 *
 * @param luns eight-byte logical unit numbers, as listed; {@link Lun#number} makes plain numbers of them
 * @param listBytes length of the whole list as the unit declares it; more than was received when it had no room
 */
public record ReportLuns(List<Long> luns, long listBytes) {
    private static final String PAGE = "REPORT LUNS data";
    private static final int HEADER_BYTES = 8;
    private static final int LUN_BYTES = 8;

    /** Copies the list. */
    public ReportLuns {
        luns = List.copyOf(luns);
    }

    /** A list that is whole. */
    public ReportLuns(List<Long> luns) {
        this(luns, (long) luns.size() * LUN_BYTES);
    }

    /** Parses what was received. */
    public static ReportLuns parse(byte[] received) {
        Cursor all = Cursor.of(PAGE, received).atLeast(HEADER_BYTES);
        long declared = all.u32(0);
        return new ReportLuns(all.atMost(HEADER_BYTES + declared).u64s(HEADER_BYTES), declared);
    }

    /** Whether the unit had more than was received: ask again with {@link #listBytes} + 8 bytes. */
    public boolean truncated() {
        return listBytes / LUN_BYTES > luns.size();
    }

    /** As bytes, the whole list. */
    public byte[] bytes() {
        byte[] page = new byte[HEADER_BYTES + luns.size() * LUN_BYTES];
        BigEndian.put32(page, 0, (long) luns.size() * LUN_BYTES);
        for (int index = 0; index < luns.size(); index++) {
            BigEndian.put64(page, HEADER_BYTES + index * LUN_BYTES, luns.get(index));
        }
        return page;
    }
}
