package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What the vendor's vital product data pages of RDAC controllers share: a name of four letters behind the header. */
final class RdacPage {
    private static final int NAME_AT = 4;
    private static final int NAME_BYTES = 4;

    private RdacPage() {}

    /**
     * The page, cut to what is both declared and received.
     *
     * @param names the names it may have
     * @param bytesMin its length, in bytes, header included
     */
    static Cursor open(int page, byte[] received, Set<String> names, int bytesMin) {
        Cursor cursor = VpdPage.open(page, received).atLeast(bytesMin);
        String name = new String(cursor.bytes(NAME_AT, NAME_BYTES), StandardCharsets.ISO_8859_1);
        if (!names.contains(name)) {
            throw cursor.malformed(NAME_AT, "page is called \"" + Visible.of(name) + "\", not " + names);
        }
        return cursor;
    }

    /** An empty page with header and name. */
    static byte[] blank(int page, String name, int bytes) {
        byte[] blank = VpdPage.blank(page, bytes - VpdPage.HEADER_BYTES);
        put(blank, NAME_AT, name.getBytes(StandardCharsets.US_ASCII), NAME_BYTES);
        return blank;
    }

    /** Puts at most {@code width} bytes of a field. */
    static void put(byte[] page, int at, byte[] field, int width) {
        System.arraycopy(field, 0, page, at, Math.min(field.length, width));
    }

    /** A field of characters of two bytes, fit to be shown: the low bytes up to the first NUL, as OpenBSD prints it. */
    static String label(Cursor page, int at, int bytes) {
        byte[] low = new byte[bytes / 2];
        for (int i = 0; i < low.length; i++) {
            low[i] = (byte) page.u8(at + 2 * i + 1);
            if (low[i] == 0) {
                return Visible.of(Arrays.copyOf(low, i));
            }
        }
        return Visible.of(low);
    }
}
