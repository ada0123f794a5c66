package org.mpath.formats;

import java.util.Locale;

/** Logical unit numbers as multipath-tools writes them: their eight bytes (SAM-5 4.7). */
public final class Luns {
    private static final int PERIPHERAL_MAX = 0xff;
    private static final int FLAT_MAX = 0x3fff;
    private static final int EXTENDED_FLAT_MAX = 0xff_ffff;
    private static final long FLAT = 0x4000_0000_0000_0000L;
    private static final long EXTENDED_FLAT = 0xd200_0000_0000_0000L;

    private Luns() {}

    /** The eight bytes in hex. */
    public static String text(long bytes) {
        return String.format(Locale.ROOT, "0x%016x", bytes);
    }

    /** The eight bytes of the number that Linux makes of them: their pairs in the other order. */
    public static long ofLinux(long number) {
        return number << 48
                | number << 16 & 0x0000_ffff_0000_0000L
                | number >>> 16 & 0x0000_0000_ffff_0000L
                | number >>> 48;
    }

    /**
     * The eight bytes of a plain number: peripheral form up to 255, flat space up to 16383, then extended flat space.
     *
     * @param number what is no plain number is the eight bytes themselves
     */
    static long ofNumber(long number) {
        if (number < 0 || number > EXTENDED_FLAT_MAX) {
            return number;
        }
        return number <= PERIPHERAL_MAX
                ? number << 48
                : number <= FLAT_MAX ? FLAT | number << 48 : EXTENDED_FLAT | number << 32;
    }
}
