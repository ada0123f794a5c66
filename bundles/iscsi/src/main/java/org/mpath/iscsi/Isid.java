package org.mpath.iscsi;

/**
 * Initiator session id: with the initiator's name it names the initiator port (RFC 7143 11.12.5).
 *
 * @param value the six bytes as a number, 0 to 2^48 - 1
 */
public record Isid(long value) {
    private static final long LIMIT = 1L << 48;
    private static final long RANDOM_TYPE = 0x80L << 40;

    /** Checks the range. */
    public Isid {
        if (value < 0 || value >= LIMIT) {
            throw new IllegalArgumentException("ISID " + value + " does not fit six bytes");
        }
    }

    /**
     * An ISID of the type "random".
     *
     * @param random 24 bits that tell this process from others of the same initiator name
     * @param qualifier 0 to 65535, tells the initiator ports of the process apart
     */
    public static Isid random(int random, int qualifier) {
        return new Isid(RANDOM_TYPE | (random & 0xff_ffffL) << 16 | qualifier & 0xffffL);
    }

    /** Twelve hexadecimal digits. */
    @Override
    public String toString() {
        return "%012x".formatted(value);
    }
}
