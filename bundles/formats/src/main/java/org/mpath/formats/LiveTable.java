package org.mpath.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A map's table as it would be without its stale paths, in the device-mapper multipath grammar. Pure. */
final class LiveTable {
    private static final int START_LENGTH_TYPE = 3;

    private final String[] words;
    private int at;

    private LiveTable(String table) {
        words = table.strip().split("\\s+");
    }

    /**
     * The table with those paths only that are live, and without the groups that have none; empty when no path is left, or
     * when it cannot be read.
     */
    static String of(String table, Predicate<String> live) {
        try {
            return new LiveTable(table).text(live);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return ""; // the data plane's own text: a form this class does not know shows less, not an error
        }
    }

    private String text(Predicate<String> live) {
        List<String> text = new ArrayList<>(take(START_LENGTH_TYPE));
        text.addAll(counted());
        text.addAll(counted());
        int count = number();
        int initial = number();
        List<String> groups = new ArrayList<>();
        int kept = 0;
        int first = 1;
        for (int number = 1; number <= count; number++) {
            List<String> group = group(live);
            kept += group.isEmpty() ? 0 : 1;
            first = number == initial && !group.isEmpty() ? kept : first;
            groups.addAll(group);
        }
        text.addAll(List.of(String.valueOf(kept), String.valueOf(first)));
        text.addAll(groups);
        return kept == 0 ? "" : String.join(" ", text);
    }

    /** Selector, paths, words of each path; nothing when no path is live. */
    private List<String> group(Predicate<String> live) {
        List<String> group = new ArrayList<>(take(1));
        group.addAll(counted());
        int paths = number();
        int perPath = number();
        List<String> kept = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < paths; i++) {
            List<String> path = take(1 + perPath);
            if (live.test(path.get(0))) {
                kept.addAll(path);
                count++;
            }
        }
        group.addAll(List.of(String.valueOf(count), String.valueOf(perPath)));
        group.addAll(kept);
        return count == 0 ? List.of() : group;
    }

    private List<String> counted() {
        int count = Integer.parseInt(words[at]);
        return take(1 + count);
    }

    private List<String> take(int count) {
        List<String> taken = List.of(words).subList(at, at + count);
        at += count;
        return taken;
    }

    private int number() {
        return Integer.parseInt(words[at++]);
    }
}
