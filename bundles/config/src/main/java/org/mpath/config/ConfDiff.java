package org.mpath.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is different between two configurations, keyword by keyword. */
public final class ConfDiff {
    /** A value of one configuration: the whole of it, flat. */
    private record Entry(String section, String keyword) {}

    /**
     * A difference.
     *
     * @param section where: {@code defaults}, {@code device VENDOR:PRODUCT}, {@code multipath WWID}, ...
     * @param keyword the keyword or, in sections that exclude, the rule
     * @param before value and origin before; null when it was not set
     * @param after value and origin after; null when it is not set
     */
    public record Change(String section, String keyword, Setting before, Setting after) {
        /** {@code SECTION KEYWORD: "BEFORE" (ORIGIN) -> "AFTER" (ORIGIN)}. */
        @Override
        public String toString() {
            return section + " " + keyword + ": " + text(before) + " -> " + text(after);
        }

        private static String text(Setting setting) {
            return setting == null ? "not set" : "\"" + setting.value() + "\" (" + setting.origin() + ")";
        }
    }

    private ConfDiff() {}

    /** What changes from one to the other, in the order of the sections; where values come from makes no difference. */
    public static List<Change> between(Configuration before, Configuration after) {
        Map<Entry, Setting> old = flat(before);
        Map<Entry, Setting> now = flat(after);
        Set<Entry> entries = new LinkedHashSet<>(old.keySet());
        entries.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (Entry entry : entries) {
            Setting was = old.get(entry);
            Setting is = now.get(entry);
            if (was == null || is == null || !was.value().equals(is.value())) {
                changes.add(new Change(entry.section(), entry.keyword(), was, is));
            }
        }
        orderOfRows(before, after, changes);
        return changes;
    }

    private static Map<Entry, Setting> flat(Configuration configuration) {
        Map<Entry, Setting> flat = new LinkedHashMap<>();
        FlatSettings.of(configuration).forEach(line -> flat.put(new Entry(line.section(), line.keyword()), line.setting()));
        return flat;
    }

    /** Rows that both have but in another order may give other values to the units they share. */
    private static void orderOfRows(Configuration before, Configuration after, List<Change> changes) {
        List<String> old = new ArrayList<>(FlatSettings.names(before.table()));
        List<String> now = new ArrayList<>(FlatSettings.names(after.table()));
        old.retainAll(new HashSet<>(now));
        now.retainAll(new HashSet<>(old));
        if (!old.equals(now)) {
            changes.add(new Change("devices", "order of rows", order(old), order(now)));
        }
    }

    private static Setting order(List<String> names) {
        return new Setting("order of rows", String.join(", ", names), new Origin.BuiltIn());
    }
}
