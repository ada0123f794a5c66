package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.scsi.Inquiry;

/** The match rows of the array plug-ins that are installed. Holds no object of a plug-in. */
final class HandlerTable {
    /**
     * What a plug-in claims.
     *
     * @param serviceId its service's number, which tells it apart
     * @param ranking its service's ranking; the highest is asked first
     * @param name the family's name
     * @param matches its rows
     */
    record Entry(long serviceId, int ranking, String name, List<HandlerMatch> matches) {}

    private static final Comparator<Entry> ORDER =
            Comparator.comparingInt(Entry::ranking).reversed().thenComparing(Entry::name);

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
        entries.sort(ORDER);
    }

    void remove(long serviceId) {
        entries.removeIf(entry -> entry.serviceId() == serviceId);
    }

    /** The name of the first plug-in with a row that matches; empty when none has. */
    String choose(Inquiry unit) {
        for (Entry entry : entries) {
            for (HandlerMatch row : entry.matches()) {
                if (row.matches(unit.paddedVendor(), unit.paddedProduct())) {
                    return entry.name();
                }
            }
        }
        return "";
    }
}
