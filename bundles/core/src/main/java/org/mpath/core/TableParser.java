package org.mpath.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/**
 * Reads a table line, strictly: every count is a whole decimal number in range and what it announces is there
 * (the kernel's present grammar).
 */
final class TableParser {
    private static final int FEATURE_WORDS_MAX = 8;
    private static final int COUNT_MAX = 1024;
    private static final int PG_INIT_RETRIES_MAX = 50;
    private static final int PG_INIT_DELAY_MILLIS_MAX = 60_000;

    private final String[] words;
    private int at;

    TableParser(String line) {
        String trimmed = line.trim();
        words = trimmed.isEmpty() ? new String[0] : trimmed.split("\\s+");
    }

    MapTable parse() {
        if (number("invalid start", 0, 0) != 0) {
            throw bad("invalid start");
        }
        long sectors = longNumber();
        if (!"multipath".equals(next("target type missing"))) {
            throw bad("unknown target type");
        }
        List<String> features = features();
        List<String> handler = counted("invalid number of hardware handler args", 0, COUNT_MAX);
        int groupCount = number("invalid number of priority groups", 0, COUNT_MAX);
        int initial = number("invalid initial priority group", 0, COUNT_MAX);
        if ((initial == 0) != (groupCount == 0)) {
            throw bad("invalid initial priority group");
        }
        List<GroupSpec> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (at < words.length) {
            groups.add(group(names));
        }
        if (groups.size() != groupCount) {
            throw new IllegalArgumentException(
                    "priority group count mismatch: " + groupCount + " announced, " + groups.size() + " given");
        }
        return new MapTable(sectors, features, handler, initial, List.copyOf(groups));
    }

    private GroupSpec group(Set<String> names) {
        String selector = next("not enough priority group arguments");
        List<String> arguments = counted("invalid number of path selector args", 0, COUNT_MAX);
        int pathCount = number("invalid number of paths", 1, COUNT_MAX);
        int perPath = number("invalid number of selector args", 0, COUNT_MAX);
        List<PathSpec> paths = new ArrayList<>();
        for (int i = 0; i < pathCount; i++) {
            String name = next("not enough path parameters");
            if (!names.add(name)) {
                throw bad("path given twice");
            }
            paths.add(new PathSpec(name, take("not enough path parameters", perPath)));
        }
        return new GroupSpec(selector, arguments, List.copyOf(paths));
    }

    private List<String> features() {
        int count = number("invalid number of feature args", 0, FEATURE_WORDS_MAX);
        List<String> features = take("invalid number of feature args", count);
        for (int i = 0; i < features.size(); i++) {
            switch (features.get(i).toLowerCase(java.util.Locale.ROOT)) {
                case "queue_if_no_path", "retain_attached_hw_handler" -> { }
                case "pg_init_retries" -> valued(
                        features, ++i, 1, PG_INIT_RETRIES_MAX, "pg_init_retries must be between 1 and 50");
                case "pg_init_delay_msecs" -> valued(
                        features, ++i, 0, PG_INIT_DELAY_MILLIS_MAX, "pg_init_delay_msecs must be between 0 and 60000");
                case "queue_mode" -> {
                    if (++i >= features.size() || !Set.of("bio", "rq", "mq").contains(features.get(i))) {
                        throw new IllegalArgumentException("Unknown 'queue_mode' requested");
                    }
                }
                default -> throw new IllegalArgumentException(
                        "Unrecognised multipath feature request: '" + features.get(i) + "'");
            }
        }
        return features;
    }

    private static void valued(List<String> words, int index, int min, int max, String keyword) {
        if (index >= words.size()) {
            throw new IllegalArgumentException("Unrecognised multipath feature request: value missing, " + keyword);
        }
        int value = decimal(words.get(index));
        if (value < min || value > max) {
            throw new IllegalArgumentException(keyword + ", not '" + words.get(index) + "'");
        }
    }

    private List<String> counted(String keyword, int min, int max) {
        return take(keyword, number(keyword, min, max));
    }

    private List<String> take(String keyword, int count) {
        if (count > words.length - at) {
            throw new IllegalArgumentException(
                    keyword + ": " + count + " words announced, " + (words.length - at) + " left");
        }
        List<String> taken = List.of(words).subList(at, at + count);
        at += count;
        return List.copyOf(taken);
    }

    private int number(String keyword, int min, int max) {
        int value = decimal(next(keyword));
        if (value < min || value > max) {
            throw bad(keyword);
        }
        return value;
    }

    private long longNumber() {
        String word = next("invalid length");
        if (!word.matches("[0-9]{1,18}") || Long.parseLong(word) == 0) {
            throw bad("invalid length");
        }
        return Long.parseLong(word);
    }

    /** The word's value, or -1 when it is not a whole decimal number. */
    private static int decimal(String word) {
        return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
    }

    private String next(String keyword) {
        if (at >= words.length) {
            throw new IllegalArgumentException(keyword + ": the table ends after word " + at);
        }
        return words[at++];
    }

    private IllegalArgumentException bad(String keyword) {
        return new IllegalArgumentException(keyword + ": '" + words[at - 1] + "' (word " + at + ")");
    }
}
