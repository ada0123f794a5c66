package org.mpath.iscsi;

/** Serial number arithmetic on 32-bit sequence numbers (RFC 1982, used by RFC 7143 4.2.2). */
public final class SerialNumber {
    private SerialNumber() {}

    /** Whether {@code first} comes before {@code second}. */
    public static boolean before(int first, int second) {
        return first - second < 0;
    }

    /** Whether {@code first} comes after {@code second}. */
    public static boolean after(int first, int second) {
        return first - second > 0;
    }
}
