package org.mpath.target;

import java.nio.charset.StandardCharsets;

/**
 * Who a logical unit is: the same through every port, after every restart, on every machine, because it is derived from
 * the names of array and unit alone, and of how many units had its number before.
 *
 * @param vendorSpecificId the 36 bits of an NAA 6 designator after the company identifier (SPC-5 7.7.6.6.5)
 * @param extension its last 64 bits
 * @param serial unit serial number (VPD 80h)
 */
public record UnitIdentity(long vendorSpecificId, long extension, String serial) {
    /**
     * The company identifier in our NAA designators: not one that the IEEE gave to anybody, but with the bit set that marks
     * addresses as locally administered (IEEE 802), and "MP" after it.
     */
    public static final int COMPANY_ID = 0x024d50;

    private static final int VENDOR_BITS = 36;
    private static final int LUN_BITS = 16;
    /** Where the count of units before begins in the extension: above what is left of the hash. */
    private static final int ISSUE_SHIFT = 44;
    private static final int ISSUE_MAX = (1 << 20) - 1;
    private static final int NAA = 6;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * The identity of a unit of an array.
     *
     * @param array the array's name
     * @param lun 0 to {@link Array#LUN_MAX}
     */
    public static UnitIdentity of(String array, int lun) {
        return of(array, lun, 0);
    }

    /**
     * The identity of a unit whose number others had before.
     *
     * @param issue how many; begins anew after a million
     */
    static UnitIdentity of(String array, int lun, int issue) {
        long hash = hash(array);
        long low = (1L << VENDOR_BITS) - 1;
        long count = (long) (issue & ISSUE_MAX) << ISSUE_SHIFT;
        String serial = array + '-' + lun + (issue == 0 ? "" : "." + issue);
        return new UnitIdentity(hash & low, count | hash >>> VENDOR_BITS << LUN_BITS | lun, serial);
    }

    /** The 16 bytes of the NAA 6 designator. */
    public byte[] naa() {
        byte[] naa = new byte[16];
        long high = (long) NAA << 60 | (long) COMPANY_ID << VENDOR_BITS | vendorSpecificId;
        for (int i = 0; i < 8; i++) {
            naa[i] = (byte) (high >>> 56 - 8 * i);
            naa[8 + i] = (byte) (extension >>> 56 - 8 * i);
        }
        return naa;
    }

    /** FNV-1a, 64 bits: stable by its definition, unlike a hash of the Java library. */
    private static long hash(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * FNV_PRIME;
        }
        return hash;
    }
}
