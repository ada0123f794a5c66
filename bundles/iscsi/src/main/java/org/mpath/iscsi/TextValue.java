package org.mpath.iscsi;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.mpath.scsi.Visible;

/** Reads and writes the value formats of text keys (RFC 7143 6.1). */
public final class TextValue {
    /** The peer does not know the key. */
    public static final String NOT_UNDERSTOOD = "NotUnderstood";
    /** The peer does not want the value. */
    public static final String REJECT = "Reject";
    /** The key has no meaning here. */
    public static final String IRRELEVANT = "Irrelevant";
    /** Boolean true. */
    public static final String YES = "Yes";
    /** Boolean false. */
    public static final String NO = "No";
    /** No digest, no authentication. */
    public static final String NONE = "None";

    private TextValue() {}

    /**
     * Reads a decimal or hexadecimal number.
     *
     * @throws MalformedPdu when it is none or out of range; names key and value
     */
    public static int number(String key, String value, int min, int max) {
        long number = parse(value);
        if (number < min || number > max) {
            throw new MalformedPdu(key + "=" + Visible.of(value) + ": expected a number from " + min + " to " + max);
        }
        return (int) number;
    }

    /** The number, or -1 when it is none or does not fit 60 bits. */
    private static long parse(String value) {
        boolean hex = value.startsWith("0x") || value.startsWith("0X");
        String digits = hex ? value.substring(2) : value;
        if (digits.isEmpty() || digits.length() > 15) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), hex ? 16 : 10) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * (hex ? 16 : 10) + digit;
        }
        return number;
    }

    /** Reads a boolean. */
    public static boolean bool(String key, String value) {
        return switch (value) {
            case YES -> true;
            case NO -> false;
            default -> throw new MalformedPdu(key + "=" + Visible.of(value) + ": expected Yes or No");
        };
    }

    /** Writes a boolean. */
    public static String of(boolean value) {
        return value ? YES : NO;
    }

    /** Takes a list apart. */
    public static List<String> list(String value) {
        return List.of(value.split(",", -1));
    }

    /**
     * Reads a binary value: {@code 0x} and hexadecimal digits or {@code 0b} and base64.
     *
     * @throws MalformedPdu when it is neither, empty, or longer than {@code bytesMax}; names the key
     */
    public static byte[] binary(String key, String value, int bytesMax) {
        if (value.length() > 2 + 2 * bytesMax + 4) {
            throw new MalformedPdu(key + " is longer than " + bytesMax + " bytes");
        }
        byte[] bytes = decoded(key, value);
        if (bytes.length == 0 || bytes.length > bytesMax) {
            throw new MalformedPdu(key + " has " + bytes.length + " bytes; expected 1 to " + bytesMax);
        }
        return bytes;
    }

    private static byte[] decoded(String key, String value) {
        String digits = value.length() < 2 ? "" : value.substring(2);
        try {
            if (value.startsWith("0x") || value.startsWith("0X")) {
                return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
            }
            if (value.startsWith("0b") || value.startsWith("0B")) {
                return Base64.getDecoder().decode(digits);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedPdu(key + " is no binary value");
        }
        throw new MalformedPdu(key + " is no binary value: it begins neither with 0x nor with 0b");
    }

    /** Writes a binary value in hexadecimal. */
    public static String of(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
