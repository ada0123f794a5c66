package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.GroupState;

/** Reads what device-mapper text says beyond the snapshot: selectors' arguments, and the group whose turn it is. Pure. */
final class DmText {
    private static final int START_LENGTH_TYPE = 3;

    private final String[] words;
    private int at = START_LENGTH_TYPE;

    private DmText(String table) {
        words = table.strip().split("\\s+");
    }

    /** The selector of each group and its arguments, in order; as far as the table can be read. */
    static List<List<String>> selectors(String table) {
        List<List<String>> groups = new ArrayList<>();
        try {
            new DmText(table).read(groups);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return groups; // the data plane's own text: a form this class does not know shows less, not an error
        }
        return groups;
    }

    /** The number of the group that is current, or else next, in a status line; 0 when it cannot be read. */
    static int group(String status) {
        try {
            DmText text = new DmText(status);
            text.counted();
            text.counted();
            text.at++;
            return text.number();
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return 0;
        }
    }

    /**
     * The arguments of a group's selector; none when the table names another than is at work.
     *
     * @param selectors of all groups of its map
     */
    static List<String> arguments(GroupState group, List<List<String>> selectors) {
        List<String> words = group.number() <= selectors.size() ? selectors.get(group.number() - 1) : List.of();
        return !words.isEmpty() && words.get(0).equals(group.selector()) ? words.subList(1, words.size()) : List.of();
    }

    private void read(List<List<String>> groups) {
        counted();
        counted();
        int count = number();
        at++;
        for (int i = 0; i < count; i++) {
            List<String> selector = new ArrayList<>(List.of(words[at++]));
            selector.addAll(counted());
            int paths = number();
            int perPath = number();
            groups.add(selector);
            at += paths * (1 + perPath);
        }
    }

    private List<String> counted() {
        int count = number();
        List<String> taken = List.of(words).subList(at, at + count);
        at += count;
        return List.copyOf(taken);
    }

    private int number() {
        return Integer.parseInt(words[at++]);
    }
}
