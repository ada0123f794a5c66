package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A designation descriptor (SPC-5 7.7.6.1).
 *
 * @param association what it names, one of the {@code ASSOCIATION} constants, or 3
 * @param type its type, 0 to 15, see the {@code TYPE} constants
 * @param codeSet 1 binary, 2 ASCII, 3 UTF-8
 * @param bytes the designator
 */
public record Designator(int association, int type, int codeSet, byte[] bytes) {
    /** Names the logical unit. */
    public static final int ASSOCIATION_UNIT = 0;
    /** Names the target port that answered. */
    public static final int ASSOCIATION_PORT = 1;
    /** Names the target device. */
    public static final int ASSOCIATION_TARGET = 2;

    /** T10 vendor identification and the vendor's text. */
    public static final int TYPE_T10 = 1;
    /** EUI-64, of 8, 12 or 16 bytes. */
    public static final int TYPE_EUI64 = 2;
    /** Network Address Authority; the first four bits say which format. */
    public static final int TYPE_NAA = 3;
    /** Relative target port identifier. */
    public static final int TYPE_RELATIVE_PORT = 4;
    /** Target port group. */
    public static final int TYPE_PORT_GROUP = 5;
    /** SCSI name string: {@code naa.}, {@code eui.} or {@code iqn.} and text. */
    public static final int TYPE_NAME = 8;
    /** UUID (RFC 4122). */
    public static final int TYPE_UUID = 10;

    /** Longest designator, in bytes. */
    public static final int BYTES_MAX = 255;

    static final int HEADER_BYTES = 4;
    private static final int BINARY = 1;
    private static final int ASCII = 2;
    private static final int UTF_8 = 3;

    /** Copies the bytes. */
    public Designator {
        bytes = bytes.clone();
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("designator of " + bytes.length + " bytes, at most " + BYTES_MAX);
        }
    }

    /** An NAA designator of the unit. */
    public static Designator naa(byte[] bytes) {
        return new Designator(ASSOCIATION_UNIT, TYPE_NAA, BINARY, bytes);
    }

    /** A T10 vendor identification designator of the unit. */
    public static Designator t10(String vendor, String text) {
        byte[] tail = text.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(Visible.field(vendor, 8), 8 + tail.length);
        System.arraycopy(tail, 0, bytes, 8, tail.length);
        return new Designator(ASSOCIATION_UNIT, TYPE_T10, ASCII, bytes);
    }

    /** The relative target port identifier of the port that answers. */
    public static Designator relativePort(int port) {
        return number(TYPE_RELATIVE_PORT, port);
    }

    /** The target port group of the port that answers. */
    public static Designator portGroup(int group) {
        return number(TYPE_PORT_GROUP, group);
    }

    /** A SCSI name string, padded with NULs to a multiple of four as the standard has it. */
    public static Designator name(int association, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return new Designator(association, TYPE_NAME, UTF_8, Arrays.copyOf(text, text.length / 4 * 4 + 4));
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Length of the designator, in bytes. */
    public int length() {
        return bytes.length;
    }

    int u8(int at) {
        return bytes[at] & 0xff;
    }

    int u16(int at) {
        return BigEndian.u16(bytes, at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Designator that
                && association == that.association
                && type == that.type
                && codeSet == that.codeSet
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + (association << 8 | type << 4 | codeSet);
    }

    @Override
    public String toString() {
        return "Designator[association=" + association + ", type=" + type + ", codeSet=" + codeSet + ", bytes="
                + HexFormat.of().formatHex(bytes) + ']';
    }

    private static Designator number(int type, int value) {
        return new Designator(ASSOCIATION_PORT, type, BINARY, new byte[] {0, 0, (byte) (value >>> 8), (byte) value});
    }
}
