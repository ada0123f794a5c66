package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes text that a target controls fit to be shown: printable ASCII only, every other character a question mark, blanks
 * and NULs at the ends taken off, capped. No terminal sequence, line break or quote of another alphabet gets through.
 */
public final class Visible {
    /** Longest text answered, in characters. */
    public static final int CHARACTERS_MAX = 256;

    private Visible() {}

    /** The text, shown. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The bytes, shown. */
    public static String of(byte[] bytes) {
        int from = 0;
        int to = bytes.length;
        while (from < to && isPadding(bytes[from])) {
            from++;
        }
        while (to > from && isPadding(bytes[to - 1])) {
            to--;
        }
        return printable(bytes, from, Math.min(to, from + CHARACTERS_MAX));
    }

    /** The bytes as a field of fixed width: made printable, NULs at the end made blanks, nothing taken off. */
    static String padded(byte[] bytes) {
        byte[] field = bytes.clone();
        for (int at = field.length - 1; at >= 0 && isPadding(field[at]); at--) {
            field[at] = ' ';
        }
        return printable(field, 0, field.length);
    }

    /** A field of fixed width for the wire: cut or padded with blanks. */
    static byte[] field(String text, int width) {
        byte[] field = new byte[width];
        Arrays.fill(field, (byte) ' ');
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, field, 0, Math.min(width, ascii.length));
        return field;
    }

    /** Runs of blanks, and of what cannot be printed, made one underscore; none at the end. */
    static String oneWord(byte[] bytes) {
        StringBuilder word = new StringBuilder(bytes.length);
        boolean gap = false;
        for (byte each : bytes) {
            int character = each & 0xff;
            if (character == ' ' || !isPrintable(character)) {
                gap = true;
                continue;
            }
            if (gap) {
                word.append('_');
                gap = false;
            }
            word.append((char) character);
        }
        return word.toString();
    }

    static boolean isPrintable(int character) {
        return character >= ' ' && character <= '~';
    }

    private static boolean isPadding(byte character) {
        return character == ' ' || character == 0;
    }

    private static String printable(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            int character = bytes[at] & 0xff;
            text.append(isPrintable(character) ? (char) character : '?');
        }
        return text.toString();
    }
}
