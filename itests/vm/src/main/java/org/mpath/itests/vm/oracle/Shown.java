package org.mpath.itests.vm.oracle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mpath.core.MapTable;

/** What a map shows, with a part of it covered. Pure functions over TABLE and INFO lines. */
final class Shown {
    private static final Pattern FEATURES = Pattern.compile("^(\\d+ \\d+ multipath) 2 \\d+ \\d+ ");
    private static final Pattern GROUP_NUMBER = Pattern.compile("^(\\d+ \\d+ multipath 2 \\d+ \\d+ 0 \\d+) \\d+");
    /** A group's letter stands before two or more counts, a path's before one and its selector's words. */
    private static final Pattern GROUP_LETTER = Pattern.compile("(?<!:\\d{1,4}) [AD] (\\d)");
    private static final Pattern QUOTED_NUMBER = Pattern.compile("'(\\d+)'");
    private static final Pattern PATH = Pattern.compile("(\\d+:\\d+) [AF] \\d+");
    private static final Pattern ACTIVE_PATH = Pattern.compile("\\d+:\\d+ A ");
    private static final Pattern FAILED_PATH = Pattern.compile("\\d+:\\d+ (F|A [1-9])");
    private static final Pattern MEASURED = Pattern.compile("(\\d+:\\d+ [AF] \\d+) \\d+ (\\d+) \\d+");

    private Shown() {}

    /** A table without the number of its current group. */
    static String tableWithoutGroup(String table) {
        if (table.isEmpty()) {
            return table;
        }
        MapTable read = MapTable.parse(table);
        int first = Math.min(1, read.groups().size());
        return new MapTable(read.sectors(), read.features(), read.handler(), first, read.groups()).text();
    }

    /** A status without the current group, its number and the letters of all: a group that was activated is not disabled any more. */
    static String infoWithoutGroup(String info) {
        return GROUP_LETTER.matcher(GROUP_NUMBER.matcher(info).replaceFirst("$1 N")).replaceAll(" E $1");
    }

    /** Whether a sentence quotes a number from 2^32 on. */
    static boolean namesLargeNumber(String sentence) {
        return QUOTED_NUMBER.matcher(sentence).results()
                .anyMatch(number -> new BigInteger(number.group(1)).bitLength() > Integer.SIZE);
    }

    /** A status without whether I/O waits, how often the group was activated, and which is current. */
    static String infoWithoutActivation(String info) {
        return FEATURES.matcher(infoWithoutGroup(info)).replaceFirst("$1 ");
    }

    /** A status without the states of paths. */
    static String infoWithoutPathStates(String info) {
        return PATH.matcher(info).replaceAll("$1");
    }

    /** A status without what historical-service-time measured. */
    static String infoWithoutTimes(String info) {
        return MEASURED.matcher(info).replaceAll("$1 $2");
    }

    /** Whether a path is failed, or was. */
    static boolean hasFailedPath(String info) {
        return FAILED_PATH.matcher(info).find();
    }

    static boolean hasActivePath(String info) {
        return ACTIVE_PATH.matcher(info).find();
    }

    /** The name of the hardware handler in a table; empty when none. */
    static String handler(String table) {
        return table.isEmpty() ? "" : MapTable.parse(table).handlerName();
    }

    /** The number of the current group in a table; 0 when it has none. */
    static int group(String table) {
        return MapTable.parse(table).initialGroup();
    }

    /** A word as a small number; -1 when it is none. */
    static int number(String word) {
        return word.matches("0*[0-9]{1,9}") ? Integer.parseInt(word) : -1;
    }

    /** The words of a message, in small letters. */
    static List<String> words(String message) {
        return Arrays.stream(message.trim().split("\\s+")).map(word -> word.toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toList());
    }
}
