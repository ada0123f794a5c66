package org.mpath.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameter list of MODE SELECT (6) and (10) (SPC-5 7.5).
 *
 * @param pages its mode pages, each with its own header, as listed
 */
public record ModeSelect(List<Page> pages) {
    private static final String LIST_6 = "MODE SELECT (6) list";
    private static final String LIST_10 = "MODE SELECT (10) list";
    private static final int HEADER_6 = 4;
    private static final int HEADER_10 = 8;
    private static final int SUBPAGE_FORMAT = 0x40;
    private static final int CODE = 0x3f;

    /**
     * A mode page.
     *
     * @param code page code, 0 to 63
     * @param subpage subpage code, 0 to 255; 0 for a page in page_0 format
     * @param bytes the page with its header
     */
    public record Page(int code, int subpage, byte[] bytes) {
        /** Copies the bytes. */
        public Page {
            bytes = bytes.clone();
        }

        /** A copy of the bytes. */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Copies the list. */
    public ModeSelect {
        pages = List.copyOf(pages);
    }

    /** Parses the list of MODE SELECT (6). */
    public static ModeSelect parse6(byte[] list) {
        Cursor all = Cursor.of(LIST_6, list).atLeast(HEADER_6);
        return parse(all, HEADER_6 + all.u8(3));
    }

    /** Parses the list of MODE SELECT (10). */
    public static ModeSelect parse10(byte[] list) {
        Cursor all = Cursor.of(LIST_10, list).atLeast(HEADER_10);
        return parse(all, HEADER_10 + all.u16(6));
    }

    private static ModeSelect parse(Cursor list, int firstPage) {
        List<Page> pages = new ArrayList<>();
        int at = firstPage;
        if (at > list.length()) {
            throw list.malformed(at, "block descriptors end after the list's " + list.length() + " bytes");
        }
        while (at < list.length()) {
            boolean subpage = list.bit(at, SUBPAGE_FORMAT);
            int bytes = subpage ? 4 + list.u16(at + 2) : 2 + list.u8(at + 1);
            pages.add(new Page(list.u8(at) & CODE, subpage ? list.u8(at + 1) : 0, list.bytes(at, bytes)));
            at += bytes;
        }
        return new ModeSelect(pages);
    }
}
