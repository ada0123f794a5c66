package org.mpath.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One table line of the device-mapper {@code multipath} target, parsed. {@link #text} gives a line that parses to an equal
 * table.
 *
 * @param sectors length of the map in 512-byte sectors
 * @param features feature words as written, valued features as two words
 * @param handler hardware handler and its arguments; empty list for none
 * @param initialGroup number of the group to start with, from 1; 0 when there are no groups
 * @param groups path groups in order
 */
public record MapTable(
        long sectors, List<String> features, List<String> handler, int initialGroup, List<GroupSpec> groups) {
    /**
     * A path group.
     *
     * @param selector name of the path selector
     * @param selectorArguments its arguments
     * @param paths its paths
     */
    public record GroupSpec(String selector, List<String> selectorArguments, List<PathSpec> paths) {}

    /**
     * A path.
     *
     * @param name path name
     * @param arguments per-path selector arguments
     */
    public record PathSpec(String name, List<String> arguments) {}

    /**
     * Parses {@code START LENGTH multipath ARGUMENTS}.
     *
     * @throws IllegalArgumentException with the kernel's keyword text and the offending word
     */
    public static MapTable parse(String line) {
        return new TableParser(line).parse();
    }

    /** Whether the table asks to hold I/O when no path is usable. */
    public boolean queueIfNoPath() {
        return features.stream().anyMatch("queue_if_no_path"::equalsIgnoreCase);
    }

    /** The same table with or without {@code queue_if_no_path}, which comes first as the kernel prints it. */
    public MapTable withQueueing(boolean queueing) {
        List<String> words = new ArrayList<>(features);
        words.removeIf("queue_if_no_path"::equalsIgnoreCase);
        if (queueing) {
            words.add(0, "queue_if_no_path");
        }
        return new MapTable(sectors, List.copyOf(words), handler, initialGroup, groups);
    }

    /** The name of the hardware handler; empty when none. */
    public String handlerName() {
        return handler.isEmpty() ? "" : handler.get(0);
    }

    /** The table line. */
    public String text() {
        return "0 " + sectors + " multipath " + counted(features) + " " + counted(handler) + " " + groups.size() + " "
                + initialGroup
                + groups.stream().map(group -> " " + groupText(group)).collect(Collectors.joining());
    }

    private static String groupText(GroupSpec group) {
        int perPath = group.paths().get(0).arguments().size();
        return group.selector() + " " + counted(group.selectorArguments()) + " " + group.paths().size() + " " + perPath
                + group.paths().stream()
                        .map(path -> " " + path.name()
                                + path.arguments().stream().map(word -> " " + word).collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    private static String counted(List<String> words) {
        return words.isEmpty() ? "0" : words.size() + " " + String.join(" ", words);
    }
}
