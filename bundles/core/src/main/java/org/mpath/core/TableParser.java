package org.mpath.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.map.TextForm;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/**
 * Reads a table line in one of the three grammars (seed-systems 3.3). Today's is strict: every count is a whole decimal
 * number in range and what it announces is there; the older ones take the digits a word begins with.
 */
final class TableParser {
    private static final String TARGET = "multipath";
    private static final String MISMATCH = "priority group count mismatch";
    private static final String INITIAL = "invalid initial priority group";
    private static final int COUNT_MAX = 1024;

    private final TextForm form;
    private final TableWords words;
    private final Map<String, Place> pathPlaces = new HashMap<>();

    TableParser(String line, TextForm form) {
        this.form = form;
        this.words = new TableWords(line, form == TextForm.TODAY);
        checkAlone(line);
    }

    MapTable parse() {
        long sectors = target();
        List<String> features = FeatureWords.read(words, form);
        Place handlerPlace = new Place(words.place().word() + 2);
        List<String> handler = words.counted("invalid number of hardware handler args", 0, COUNT_MAX);
        int groupCount = words.number("invalid number of priority groups", groupsMin(), COUNT_MAX);
        Place countPlace = words.place();
        int initial = initial(groupCount);
        List<GroupSpec> groups = new ArrayList<>();
        while (words.left() > 0 && groups.size() < groupCount) {
            groups.add(group());
        }
        if (groups.size() < groupCount) {
            throw new IllegalArgumentException(countPlace.refusal(MISMATCH, Integer.toString(groupCount),
                    " announces " + groupCount + " groups, " + groups.size() + " follow"));
        }
        if (words.left() > 0) {
            words.take(1);
            throw words.refusal(MISMATCH, " is left over, " + groupCount + " groups are announced");
        }
        return new MapTable(sectors, features, List.copyOf(handler), initial, List.copyOf(groups), handlerPlace);
    }

    private int groupsMin() {
        return form == TextForm.TODAY ? 0 : 1;
    }

    /** A multipath target is the only one of its map. */
    private static void checkAlone(String line) {
        List<String> lines = line.lines().filter(each -> !each.isBlank()).toList();
        if (lines.size() > 1) {
            boolean first = new TableWords(lines.get(0), true).holdsThird(TARGET);
            String kind = first ? "target type multipath" : "singleton target type";
            throw new IllegalArgumentException(
                    kind + " must appear alone in table: " + lines.size() + " lines are given, one is right");
        }
    }

    /** Start, length and target type. These three are strict in every form. */
    private long target() {
        if (!words.next("invalid start", "the start sector 0").equals("0")) {
            throw words.refusal("Gap in table", ", a multipath map starts at sector 0");
        }
        String length = words.next("invalid length", "the number of sectors");
        if (!length.matches("0*[1-9][0-9]{0,17}")) {
            throw words.refusal("invalid length", " is not a number of sectors from 1");
        }
        if (!words.next("unknown target type", "the word multipath").equals(TARGET)) {
            throw words.refusal("unknown target type", " is not multipath");
        }
        return Long.parseLong(length);
    }

    private int initial(int groupCount) {
        int initial = words.number(INITIAL + " number", groupsMin(), COUNT_MAX);
        if (groupCount == 0 && initial != 0) {
            throw words.refusal(INITIAL, ", without groups it is 0");
        }
        if (groupCount != 0 && initial == 0) {
            throw words.refusal(INITIAL, ", with groups it is a number from 1 to " + COUNT_MAX);
        }
        return initial;
    }

    private GroupSpec group() {
        if (words.left() < 2) {
            words.take(words.left());
            throw words.missing("not enough priority group arguments", "the rest of a group");
        }
        String selector = words.take(1).get(0);
        Place place = words.place();
        List<String> arguments = words.counted("invalid number of path selector args", 0, COUNT_MAX);
        int pathCount = words.number("invalid number of paths", 1, COUNT_MAX);
        int perPath = words.number("invalid number of selector args", 0, COUNT_MAX);
        List<PathSpec> paths = new ArrayList<>();
        for (int i = 0; i < pathCount; i++) {
            paths.add(path(perPath, (i + 1) + " of " + pathCount));
        }
        return new GroupSpec(selector, List.copyOf(arguments), List.copyOf(paths), place);
    }

    private PathSpec path(int arguments, String which) {
        if (words.left() == 0 && form != TextForm.TODAY) {
            throw words.missing("no device given", "path " + which);
        }
        if (words.left() < 1 + arguments) {
            words.take(words.left());
            throw words.missing("not enough path parameters",
                    "the rest of path " + which + ", a name and " + arguments + " words,");
        }
        String name = words.take(1).get(0);
        Place place = words.place();
        Place other = pathPlaces.putIfAbsent(name, place);
        if (other != null) {
            // the kernel keeps an entry for each; ours is one per path, for a path has one state
            throw words.refusal("path given twice", " is word " + other.word() + " already, a map holds a path once");
        }
        return new PathSpec(name, List.copyOf(words.take(arguments)), place);
    }
}
