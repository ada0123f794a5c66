package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which name belongs to which unit, as lines {@code alias wwid} say; {@code #} begins a comment. Of two lines that give one
 * name to different units the first counts; of several names of one unit the first in the order of names. Pure.
 */
final class BindingTable {
    /** What became of a line. */
    enum Fate {
        /** It binds a name. */
        ADDED,
        /** It says what an earlier line says. */
        DUPLICATE,
        /** Its name belongs to another unit by an earlier line. */
        CONFLICT,
        /** It says nothing: a comment, nothing, or something that cannot be read. */
        SKIPPED
    }

    /**
     * What became of a line.
     *
     * @param problem what is wrong with it, one sentence; empty for nothing
     */
    record LineRead(Fate fate, String problem) {}

    /**
     * A unit that is to have a name of letters.
     *
     * @param prefix what comes before the letters
     * @param running name of its running map; empty when it has none
     */
    record Wish(String wwid, String prefix, String running) {
        /** What comes before the letters as it can stand in a name. */
        String begin() {
            return NameText.ofPrefix(prefix);
        }

        /** Whether its map runs by a name of its prefix and letters. */
        boolean runsByLetters() {
            return Alias.number(begin(), running) > 0;
        }
    }

    private final List<String> lines = new ArrayList<>();
    private final List<LineRead> read = new ArrayList<>();
    /** WWIDs by name. */
    private final TreeMap<String, String> units = new TreeMap<>(Alias.ORDER);
    /** The first name of each unit. */
    private final Map<String, String> aliases = new HashMap<>();

    BindingTable(List<String> text) {
        for (String line : text) {
            lines.add(line);
            read.add(take(line));
        }
    }

    /** The text, with what was bound since at its end. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What became of each line of the text. */
    List<LineRead> read() {
        return List.copyOf(read);
    }

    /** WWIDs by name, in the order of names. */
    SortedMap<String, String> units() {
        return new TreeMap<>(units);
    }

    /**
     * The names of units by WWID: the one a unit has, also if its prefix is another; else that of its running map, if that
     * is the prefix and letters and nobody has it; else the first that nobody has.
     *
     * @param taken names that belong to units for other reasons, with their WWIDs
     * @return without units whose name is taken by another unit, or would be too long
     */
    Map<String, String> names(List<Wish> wishes, Map<String, String> taken) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Integer> next = new HashMap<>();
        List<Wish> running = new ArrayList<>(wishes);
        running.sort(Comparator.comparing(wish -> !wish.runsByLetters())); // theirs is nobody else's first free one
        for (Wish wish : running) {
            String name = name(wish, taken, next);
            if (name != null) {
                names.put(wish.wwid(), name);
            }
        }
        return names;
    }

    /** @param next by prefix, the first number that may be free: a thousand units are named in a thousand steps */
    private String name(Wish wish, Map<String, String> taken, Map<String, Integer> next) {
        String bound = aliases.get(wish.wwid());
        if (bound == null) {
            bound = unbound(wish, taken, next);
            if (!Alias.isName(bound)) {
                return null;
            }
            lines.add(bound + ' ' + wish.wwid());
            bind(bound, wish.wwid());
        }
        return isFree(bound, wish, taken) ? bound : null;
    }

    private String unbound(Wish wish, Map<String, String> taken, Map<String, Integer> next) {
        if (wish.runsByLetters() && isFree(wish.running(), wish, taken) && !units.containsKey(wish.running())) {
            return wish.running();
        }
        String prefix = wish.begin();
        int number = next.getOrDefault(prefix, 1);
        String name = Alias.of(prefix, number);
        while (units.containsKey(name) || !isFree(name, wish, taken)) {
            name = Alias.of(prefix, ++number);
        }
        next.put(prefix, number);
        return name;
    }

    private static boolean isFree(String name, Wish wish, Map<String, String> taken) {
        return taken.getOrDefault(name, wish.wwid()).equals(wish.wwid());
    }

    private void bind(String alias, String wwid) {
        units.put(alias, wwid);
        aliases.merge(wwid, alias, (one, other) -> Alias.ORDER.compare(one, other) < 0 ? one : other);
    }

    private LineRead take(String line) {
        String text = withoutComment(line).strip();
        if (text.isEmpty()) {
            return new LineRead(Fate.SKIPPED, "");
        }
        String[] words = text.split("\\s+");
        if (words.length < 2) {
            return new LineRead(Fate.SKIPPED, "'" + text + "' has no WWID");
        }
        if (!Alias.isName(words[0])) {
            return new LineRead(Fate.SKIPPED, "'" + words[0] + "' cannot be the name of a map");
        }
        String before = units.get(words[0]);
        if (before == null) {
            bind(words[0], words[1]);
            return new LineRead(Fate.ADDED, "");
        }
        return before.equals(words[1])
                ? new LineRead(Fate.DUPLICATE, "")
                : new LineRead(Fate.CONFLICT, "name " + words[0] + " is given to another unit above");
    }

    /** Names and WWIDs may have a {@code #} in them. */
    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        while (comment > 0 && !Character.isWhitespace(line.charAt(comment - 1))) {
            comment = line.indexOf('#', comment + 1);
        }
        return comment < 0 ? line : line.substring(0, comment);
    }
}
