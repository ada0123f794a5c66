package org.mpath.scsi;

import java.util.HexFormat;

/** Numbers in the standards' hexadecimal notation. */
final class Hex {
    private static final HexFormat LOWER = HexFormat.of();

    private Hex() {}

    /** {@code 83h}. */
    static String byteOf(int value) {
        return bare(value) + 'h';
    }

    /** {@code 83}. */
    static String bare(int value) {
        return LOWER.toHexDigits((byte) value);
    }

    /** Digits of all bytes, lower case. */
    static String of(byte[] bytes) {
        return LOWER.formatHex(bytes);
    }
}
