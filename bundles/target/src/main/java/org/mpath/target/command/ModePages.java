package org.mpath.target.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpath.scsi.ModeSense;
import org.mpath.target.LogicalUnit;
import org.mpath.target.UnitNexus;

/** The mode pages of a unit by code and subpage: caching and control, which every disk has, and those of its family. */
final class ModePages {
    private static final int ALL_SUBPAGES = 0xff;

    private final SortedMap<Integer, ModePage> pages = new TreeMap<>();

    ModePages(Collection<ModePage> more) {
        put(page(ModeSense.CACHING_PAGE, nexus -> header(nexus.unit()).cachingPage()));
        put(page(ModeSense.CONTROL_PAGE, nexus -> ModeSense.controlPage()));
        more.forEach(this::put);
    }

    /** What the mode parameter header says of a unit, and its caching page. */
    static ModeSense header(LogicalUnit unit) {
        return new ModeSense(unit.writeProtected(), true, unit.store().volatileCache());
    }

    /** The page; null when there is none. */
    ModePage page(int code, int subpage) {
        return pages.get(key(code, subpage));
    }

    /** The pages that MODE SENSE asks for (SPC-4 6.13); none when there are no such pages. */
    List<ModePage> asked(int code, int subpage) {
        List<ModePage> asked = new ArrayList<>();
        for (ModePage page : pages.values()) {
            boolean codeAsked = code == ModeSense.ALL_PAGES || page.code() == code;
            boolean subpageAsked = subpage == ALL_SUBPAGES || page.subpage() == subpage;
            if (codeAsked && subpageAsked) {
                asked.add(page);
            }
        }
        return subpage != ALL_SUBPAGES || code == ModeSense.ALL_PAGES || anySubpage(asked) ? asked : List.of();
    }

    /** All subpages of one page can be asked for when it has any. */
    private static boolean anySubpage(List<ModePage> asked) {
        return asked.stream().anyMatch(page -> page.subpage() != 0);
    }

    private void put(ModePage page) {
        pages.put(key(page.code(), page.subpage()), page);
    }

    private static int key(int code, int subpage) {
        return code << 8 | subpage;
    }

    private interface Values {
        byte[] of(UnitNexus nexus);
    }

    private static ModePage page(int code, Values values) {
        return new ModePage() {
            @Override
            public int code() {
                return code;
            }

            @Override
            public byte[] current(UnitNexus nexus) {
                return values.of(nexus);
            }
        };
    }
}
