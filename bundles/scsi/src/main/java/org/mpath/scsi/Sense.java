package org.mpath.scsi;

import java.util.OptionalLong;

/**
 * Sense data (SPC-5 4.4): fixed format (70h, 71h) and descriptor format (72h, 73h).
 *
 * @param deferred whether it is about an earlier command (71h, 73h)
 * @param key sense key, 0 to 15
 * @param asc additional sense code, 0 to 255; 0 when the data ended before it
 * @param ascq additional sense code qualifier, 0 to 255; 0 when the data ended before it
 * @param information the information field when it is valid; for most block commands the first LBA in error
 */
public record Sense(boolean deferred, int key, int asc, int ascq, OptionalLong information) {
    /** What {@link #key(byte[], int)} answers when there is no usable sense data. */
    public static final int NONE = -1;
    /** Length of fixed format sense data without vendor bytes, in bytes. */
    public static final int FIXED_BYTES = 18;
    /** Length of descriptor format sense data without descriptors, in bytes. */
    public static final int DESCRIPTOR_BYTES = 8;

    private static final String PAGE = "sense data";
    private static final int OPERATING_CONDITIONS = 0x3f;
    private static final int INQUIRY_CHANGED = 0x03;
    private static final int IDENTIFIER_CHANGED = 0x05;
    private static final int BYTES_MAX = 252;
    private static final int FIXED = 0x70;
    private static final int FIXED_DEFERRED = 0x71;
    private static final int DESCRIPTOR = 0x72;
    private static final int DESCRIPTOR_DEFERRED = 0x73;
    private static final int VALID = 0x80;
    private static final int INFORMATION_TYPE = 0x00;
    private static final int INFORMATION_BYTES = 12;

    /** Sense data of a current error. */
    public Sense(SenseKey key, int asc, int ascq) {
        this(false, key.code(), asc, ascq, OptionalLong.empty());
    }

    /**
     * Parses the first {@code length} bytes.
     *
     * @throws MalformedResponse when it has neither format
     */
    public static Sense parse(byte[] sense, int length) {
        Cursor cursor = Cursor.of(PAGE, sense, Math.min(length, sense.length)).atMost(BYTES_MAX);
        int responseCode = cursor.u8(0) & 0x7f;
        boolean deferred = responseCode == FIXED_DEFERRED || responseCode == DESCRIPTOR_DEFERRED;
        OptionalLong information;
        switch (responseCode) {
            case FIXED, FIXED_DEFERRED -> {
                cursor.atLeast(3);
                information = fixedInformation(cursor);
            }
            case DESCRIPTOR, DESCRIPTOR_DEFERRED -> {
                cursor.atLeast(4);
                information = descriptorInformation(cursor);
            }
            default -> throw cursor.malformed(0, "response code " + Hex.byteOf(responseCode) + " is not sense data");
        }
        return new Sense(deferred, key(sense, length), asc(sense, length), ascq(sense, length), information);
    }

    /** The sense key, or {@link #NONE}. Allocates nothing. */
    public static int key(byte[] sense, int length) {
        return switch (responseCode(sense, length)) {
            case FIXED, FIXED_DEFERRED -> length > 2 ? sense[2] & 0x0f : NONE;
            case DESCRIPTOR, DESCRIPTOR_DEFERRED -> length > 1 ? sense[1] & 0x0f : NONE;
            default -> NONE;
        };
    }

    /** The additional sense code, 0 when there is none. Allocates nothing. */
    public static int asc(byte[] sense, int length) {
        return switch (responseCode(sense, length)) {
            case FIXED, FIXED_DEFERRED -> fixedLength(sense, length) > 12 ? sense[12] & 0xff : 0;
            case DESCRIPTOR, DESCRIPTOR_DEFERRED -> length > 2 ? sense[2] & 0xff : 0;
            default -> 0;
        };
    }

    /** The additional sense code qualifier, 0 when there is none. Allocates nothing. */
    public static int ascq(byte[] sense, int length) {
        return switch (responseCode(sense, length)) {
            case FIXED, FIXED_DEFERRED -> fixedLength(sense, length) > 13 ? sense[13] & 0xff : 0;
            case DESCRIPTOR, DESCRIPTOR_DEFERRED -> length > 3 ? sense[3] & 0xff : 0;
            default -> 0;
        };
    }

    /** Builds fixed format sense data of a current error; allocates nothing. Answers {@link #FIXED_BYTES}. */
    public static int fixed(byte[] into, int key, int asc, int ascq) {
        clear(into, FIXED_BYTES);
        into[0] = FIXED;
        into[2] = (byte) (key & 0x0f);
        into[7] = FIXED_BYTES - 8;
        into[12] = (byte) asc;
        into[13] = (byte) ascq;
        return FIXED_BYTES;
    }

    /** Builds descriptor format sense data of a current error; allocates nothing. Answers {@link #DESCRIPTOR_BYTES}. */
    public static int descriptor(byte[] into, int key, int asc, int ascq) {
        clear(into, DESCRIPTOR_BYTES);
        into[0] = DESCRIPTOR;
        into[1] = (byte) (key & 0x0f);
        into[2] = (byte) asc;
        into[3] = (byte) ascq;
        return DESCRIPTOR_BYTES;
    }

    /** As bytes in fixed format. An information field of more than 32 bits is left out (SPC-5 4.4.3). */
    public byte[] fixed() {
        byte[] sense = new byte[FIXED_BYTES];
        fixed(sense, key, asc, ascq);
        sense[0] = (byte) (deferred ? FIXED_DEFERRED : FIXED);
        if (information.isPresent() && information.getAsLong() >>> 32 == 0) {
            sense[0] |= (byte) VALID;
            BigEndian.put32(sense, 3, information.getAsLong());
        }
        return sense;
    }

    /** As bytes in descriptor format. */
    public byte[] descriptor() {
        byte[] sense = new byte[DESCRIPTOR_BYTES + (information.isPresent() ? INFORMATION_BYTES : 0)];
        descriptor(sense, key, asc, ascq);
        sense[0] = (byte) (deferred ? DESCRIPTOR_DEFERRED : DESCRIPTOR);
        sense[7] = (byte) (sense.length - DESCRIPTOR_BYTES);
        if (information.isPresent()) {
            sense[8] = INFORMATION_TYPE;
            sense[9] = INFORMATION_BYTES - 2;
            sense[10] = (byte) VALID;
            BigEndian.put64(sense, 12, information.getAsLong());
        }
        return sense;
    }

    /** The words and the numbers: {@code NOT READY 02/04/0b target port in standby state}. */
    public static String text(int key, int asc, int ascq) {
        return SenseKey.of(key).words() + ' ' + Hex.bare(key) + '/' + Hex.bare(asc) + '/' + Hex.bare(ascq)
                + SenseWords.of(asc, ascq);
    }

    /** The words of sense data as received, or that there is none. */
    public static String text(byte[] sense, int length) {
        int key = key(sense, length);
        return key == NONE ? "no sense data" : text(key, asc(sense, length), ascq(sense, length));
    }

    /**
     * Whether it is a unit attention that says that another unit may be in the place of the one that was there: 3Fh with 03h
     * (inquiry data) or 05h (device identifier) changed (SPC-5 annex F). A unit says it once through each nexus.
     */
    public static boolean tellsOfAnotherUnit(byte[] sense, int length) {
        if (key(sense, length) != SenseKey.UNIT_ATTENTION.code() || asc(sense, length) != OPERATING_CONDITIONS) {
            return false;
        }
        int ascq = ascq(sense, length);
        return ascq == INQUIRY_CHANGED || ascq == IDENTIFIER_CHANGED;
    }

    /** The words of this sense data. */
    public String text() {
        return text(key, asc, ascq);
    }

    private static int responseCode(byte[] sense, int length) {
        return length > 0 ? sense[0] & 0x7f : 0;
    }

    /** Received bytes that the additional length (byte 7) declares; without byte 7, what came. */
    private static int fixedLength(byte[] sense, int length) {
        return length > 7 ? Math.min(length, 8 + (sense[7] & 0xff)) : length;
    }

    private static OptionalLong fixedInformation(Cursor cursor) {
        return cursor.bit(0, VALID) && cursor.length() >= 7
                ? OptionalLong.of(cursor.u32(3))
                : OptionalLong.empty();
    }

    private static OptionalLong descriptorInformation(Cursor received) {
        if (received.length() < DESCRIPTOR_BYTES) {
            return OptionalLong.empty();
        }
        Cursor cursor = received.atMost(DESCRIPTOR_BYTES + received.u8(7));
        int at = DESCRIPTOR_BYTES;
        while (cursor.length() - at >= 2) {
            int bytes = 2 + cursor.u8(at + 1);
            if (bytes > cursor.length() - at) {
                break; // cut off: what came before it counts
            }
            if (cursor.u8(at) == INFORMATION_TYPE && bytes >= INFORMATION_BYTES && cursor.bit(at + 2, VALID)) {
                return OptionalLong.of(cursor.u64(at + 4));
            }
            at += bytes;
        }
        return OptionalLong.empty();
    }

    private static void clear(byte[] bytes, int count) {
        for (int at = 0; at < count; at++) {
            bytes[at] = 0;
        }
    }
}
