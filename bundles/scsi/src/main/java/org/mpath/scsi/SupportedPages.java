package org.mpath.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * VPD page 00h: which pages there are (SPC-5 7.7.16).
 *
 * @param pages page codes, as listed
 */
public record SupportedPages(List<Integer> pages) {
    /** Copies the list. */
    public SupportedPages {
        pages = List.copyOf(pages);
    }

    /** Parses what was received. */
    public static SupportedPages parse(byte[] received) {
        Cursor page = VpdPage.open(VpdPage.SUPPORTED_PAGES, received);
        List<Integer> pages = new ArrayList<>();
        for (int at = VpdPage.HEADER_BYTES; at < page.length(); at++) {
            if (!pages.contains(page.u8(at))) {
                pages.add(page.u8(at));
            }
        }
        return new SupportedPages(pages);
    }

    /** Whether a page is listed. */
    public boolean has(int page) {
        return pages.contains(page);
    }

    /** As bytes. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(VpdPage.SUPPORTED_PAGES, pages.size());
        for (int index = 0; index < pages.size(); index++) {
            page[VpdPage.HEADER_BYTES + index] = pages.get(index).byteValue();
        }
        return page;
    }
}
