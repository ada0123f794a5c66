package org.mpath.scsi;

/**
 * The eight bytes of a logical unit number (SAM-5 4.7) and the plain number people use for it.
 */
public final class Lun {
    /** What {@link #number} answers for a form that is no plain number. */
    public static final long NOT_PLAIN = -1;
    /** Largest plain number. */
    public static final int NUMBER_MAX = 0xff_ffff;

    private static final int PERIPHERAL_MAX = 0xff;
    private static final int FLAT_MAX = 0x3fff;
    private static final long FLAT = 0x4000_0000_0000_0000L;
    private static final long EXTENDED_FLAT = 0xd200_0000_0000_0000L;
    private static final long PERIPHERAL_REST = 0x00ff_ffff_ffff_ffffL;

    private Lun() {}

    /**
     * The plain number of a single level unit number in peripheral (bus 0), flat space or extended flat space form;
     * {@link #NOT_PLAIN} for every other form: hierarchic, well known, logical unit addressing.
     */
    public static long number(long lun) {
        if ((lun & ~PERIPHERAL_REST) == 0) {
            return (lun & 0x0000_ffff_ffff_ffffL) == 0 ? lun >>> 48 : NOT_PLAIN;
        }
        if ((lun & 0xc000_ffff_ffff_ffffL) == FLAT) {
            return lun >>> 48 & FLAT_MAX;
        }
        return (lun & 0xff00_0000_ffff_ffffL) == EXTENDED_FLAT ? lun >>> 32 & NUMBER_MAX : NOT_PLAIN;
    }

    /**
     * The eight bytes of a plain number: peripheral form up to 255, flat space up to 16383, then extended flat space.
     *
     * @param number 0 to {@link #NUMBER_MAX}
     */
    public static long of(int number) {
        if (number < 0 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("logical unit number " + number + ", 0 to " + NUMBER_MAX);
        }
        if (number <= PERIPHERAL_MAX) {
            return (long) number << 48;
        }
        return number <= FLAT_MAX ? FLAT | (long) number << 48 : EXTENDED_FLAT | (long) number << 32;
    }
}
