package org.mpath.backend.dm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.core.MapTable;
import org.mpath.natives.TargetLine;

/** Table texts between discovery and the kernel. Pure functions. */
final class TableWords {
    private static final String QUEUE = "queue_if_no_path";
    /** Handlers of arrays for which the kernel has none and needs none: all their paths take I/O at any time. */
    private static final List<String> WITHOUT_KERNEL_HANDLER = List.of("sym", "hds");

    private TableWords() {}

    /**
     * The line as the kernel takes it.
     *
     * @param number the kernel's number of a path, for each word; other words are answered unchanged
     * @throws IllegalArgumentException when it is no table line at all; what is in it is the kernel's to judge
     */
    static TargetLine forKernel(String table, UnaryOperator<String> number) {
        TargetLine line = TargetLine.of(table);
        List<String> words = new ArrayList<>();
        for (String word : line.words().split("\\s+")) {
            words.add(number.apply(word));
        }
        dropHandler(words);
        return new TargetLine(line.start(), line.length(), line.type(), String.join(" ", words));
    }

    /** {@code 1 sym} becomes {@code 0}. */
    private static void dropHandler(List<String> words) {
        int features = count(words, 0);
        int at = features + 1;
        if (features >= 0 && count(words, at) > 0 && at + count(words, at) < words.size()
                && WITHOUT_KERNEL_HANDLER.contains(words.get(at + 1))) {
            int arguments = count(words, at);
            words.subList(at, at + 1 + arguments).clear();
            words.add(at, "0");
        }
    }

    private static int count(List<String> words, int at) {
        return at < words.size() && words.get(at).matches("[0-9]{1,4}") ? Integer.parseInt(words.get(at)) : -1;
    }

    /**
     * What of a table only a new table changes: without the number of the current group, and without {@code queue_if_no_path},
     * which messages change.
     */
    static String shape(TargetLine line) {
        try {
            MapTable table = MapTable.parse(line.toString()).withQueueing(false);
            return new MapTable(table.sectors(), table.features(), table.handler(), Math.min(1, table.groups().size()),
                    table.groups()).text();
        } catch (IllegalArgumentException unknown) {
            return line.toString();
        }
    }

    /** Whether the table asks to hold I/O while no path is usable. */
    static boolean queues(TargetLine line) {
        return features(line).contains(QUEUE);
    }

    /** The feature words of a table. */
    static List<String> features(TargetLine line) {
        String[] words = line.words().split("\\s+");
        int count = count(List.of(words), 0);
        return count < 0 || count >= words.length ? List.of() : List.of(words).subList(1, 1 + count);
    }

    /**
     * The table with another selector for every group.
     *
     * @throws MapException when there is no group, or no selector
     */
    static TargetLine withSelector(TargetLine live, List<String> words) {
        MapTable table = MapTable.parse(live.toString());
        if (words.isEmpty() || table.groups().isEmpty()) {
            throw new MapException(Code.INVALID, words.isEmpty()
                    ? "a selector's name is missing"
                    : "there is no path group that could use a selector");
        }
        List<MapTable.GroupSpec> groups = table.groups().stream()
                .map(group -> new MapTable.GroupSpec(words.get(0), List.copyOf(words.subList(1, words.size())),
                        group.paths().stream().map(path -> new MapTable.PathSpec(path.name(), List.of())).toList()))
                .toList();
        return TargetLine.of(new MapTable(table.sectors(), table.features(), table.handler(), table.initialGroup(), groups).text());
    }

    /** The one target of a map's device. */
    static TargetLine only(List<TargetLine> lines) {
        if (lines.size() != 1) {
            throw new MapException(Code.INVALID, "the device has " + lines.size() + " targets, a map has one");
        }
        return lines.get(0);
    }
}
