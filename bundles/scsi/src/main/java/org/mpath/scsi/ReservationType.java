package org.mpath.scsi;

import java.util.Arrays;

/** What a persistent reservation keeps whom from doing (SPC-5 5.14, 6.16.3). */
public enum ReservationType {
    /** One writes. */
    WRITE_EXCLUSIVE(1, true, false, false),
    /** One reads and writes. */
    EXCLUSIVE_ACCESS(3, false, false, false),
    /** Who is registered writes. */
    WRITE_EXCLUSIVE_REGISTRANTS_ONLY(5, true, true, false),
    /** Who is registered reads and writes. */
    EXCLUSIVE_ACCESS_REGISTRANTS_ONLY(6, false, true, false),
    /** Who is registered writes, and holds the reservation. */
    WRITE_EXCLUSIVE_ALL_REGISTRANTS(7, true, true, true),
    /** Who is registered reads and writes, and holds the reservation. */
    EXCLUSIVE_ACCESS_ALL_REGISTRANTS(8, false, true, true);

    private final int code;
    private final boolean letsRead;
    private final boolean letsRegistrants;
    private final boolean heldByAll;

    ReservationType(int code, boolean letsRead, boolean letsRegistrants, boolean heldByAll) {
        this.code = code;
        this.letsRead = letsRead;
        this.letsRegistrants = letsRegistrants;
        this.heldByAll = heldByAll;
    }

    /** The type of a code; null for a reserved or obsolete one. */
    public static ReservationType of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
    }

    /** Its code, 1 to 8. */
    public int code() {
        return code;
    }

    /** Whether everybody may read. */
    public boolean letsRead() {
        return letsRead;
    }

    /** Whether whoever is registered may do what the holder may. */
    public boolean letsRegistrants() {
        return letsRegistrants;
    }

    /** Whether whoever is registered is a holder. */
    public boolean heldByAll() {
        return heldByAll;
    }
}
