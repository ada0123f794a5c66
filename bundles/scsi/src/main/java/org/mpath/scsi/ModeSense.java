package org.mpath.scsi;

import java.util.Arrays;

/**
 * What matters of the parameter data of MODE SENSE (6) and (10) (SPC-5 7.5): two bits of the header and the caching page.
 *
 * @param writeProtected WP: the medium cannot be written
 * @param dpoFua DPOFUA: the unit honours DPO and FUA
 * @param writeCache WCE of the caching page: there is a volatile write cache, switched on; false when the page is not there
 */
public record ModeSense(boolean writeProtected, boolean dpoFua, boolean writeCache) {
    /** Page code of the caching page. */
    public static final int CACHING_PAGE = 0x08;
    /** Page code of the control page. */
    public static final int CONTROL_PAGE = 0x0a;
    /** Page code that asks for all pages. */
    public static final int ALL_PAGES = 0x3f;

    private static final String PAGE_6 = "MODE SENSE (6) data";
    private static final String PAGE_10 = "MODE SENSE (10) data";
    private static final int HEADER_6 = 4;
    private static final int HEADER_10 = 8;
    private static final int WP = 0x80;
    private static final int DPOFUA = 0x10;
    private static final int SUBPAGE_FORMAT = 0x40;
    private static final int WCE = 0x04;
    private static final int CACHING_BYTES = 20;
    private static final int CONTROL_BYTES = 12;

    /** Parses the answer of MODE SENSE (6). */
    public static ModeSense parse6(byte[] received) {
        Cursor all = Cursor.of(PAGE_6, received).atLeast(HEADER_6);
        Cursor data = all.atMost(1L + all.u8(0)).atLeast(HEADER_6);
        return parse(data, data.u8(2), HEADER_6 + data.u8(3));
    }

    /** Parses the answer of MODE SENSE (10). */
    public static ModeSense parse10(byte[] received) {
        Cursor all = Cursor.of(PAGE_10, received).atLeast(HEADER_10);
        Cursor data = all.atMost(2L + all.u16(0)).atLeast(HEADER_10);
        return parse(data, data.u8(3), HEADER_10 + data.u16(6));
    }

    /** As the answer of MODE SENSE (6) without block descriptors, with the given mode pages after the header. */
    public byte[] bytes6(byte[]... pages) {
        byte[] data = join(HEADER_6, pages);
        data[0] = (byte) (data.length - 1);
        data[2] = deviceSpecific();
        return data;
    }

    /** As the answer of MODE SENSE (10) without block descriptors, with the given mode pages after the header. */
    public byte[] bytes10(byte[]... pages) {
        byte[] data = join(HEADER_10, pages);
        BigEndian.put16(data, 0, data.length - 2);
        data[3] = deviceSpecific();
        return data;
    }

    /** The caching mode page, current values (SBC-4 6.5.6). */
    public byte[] cachingPage() {
        byte[] page = new byte[CACHING_BYTES];
        page[0] = CACHING_PAGE;
        page[1] = CACHING_BYTES - 2;
        page[2] = (byte) (writeCache ? WCE : 0);
        return page;
    }

    /** The control mode page, current values, all zero: restricted reordering, fixed format sense (SPC-5 7.5.10). */
    public static byte[] controlPage() {
        byte[] page = new byte[CONTROL_BYTES];
        page[0] = CONTROL_PAGE;
        page[1] = CONTROL_BYTES - 2;
        return page;
    }

    private static ModeSense parse(Cursor data, int deviceSpecific, int firstPage) {
        if (firstPage > data.length()) {
            throw data.malformed(firstPage, "block descriptors end after the data's " + data.length() + " bytes");
        }
        return new ModeSense((deviceSpecific & WP) != 0, (deviceSpecific & DPOFUA) != 0, writeCache(data, firstPage));
    }

    private static boolean writeCache(Cursor data, int firstPage) {
        int at = firstPage;
        while (data.length() - at >= 3) {
            boolean subpage = data.bit(at, SUBPAGE_FORMAT);
            if (!subpage && (data.u8(at) & 0x3f) == CACHING_PAGE) {
                return data.bit(at + 2, WCE);
            }
            at += subpage && data.length() - at >= 4 ? 4 + data.u16(at + 2) : 2 + data.u8(at + 1);
        }
        return false;
    }

    private byte deviceSpecific() {
        return (byte) ((writeProtected ? WP : 0) | (dpoFua ? DPOFUA : 0));
    }

    private static byte[] join(int header, byte[]... pages) {
        byte[] data = new byte[header + Arrays.stream(pages).mapToInt(page -> page.length).sum()];
        int at = header;
        for (byte[] page : pages) {
            System.arraycopy(page, 0, data, at, page.length);
            at += page.length;
        }
        return data;
    }
}
