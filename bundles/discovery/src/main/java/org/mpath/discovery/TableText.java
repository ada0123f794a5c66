package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.plugin.ArrayDefaults;

/** Writes the table line of a map: the device-mapper {@code multipath} grammar. */
final class TableText {
    private static final int SECTOR_BYTES = 512;
    private static final String QUEUEING = "queue_if_no_path";
    private static final int REPEAT_COUNT = 1;

    private TableText() {}

    /**
     * The table of a map without paths.
     *
     * @param queueing whether I/O waits for a path; otherwise it fails
     */
    static String empty(LogicalUnit unit, boolean queueing) {
        return "0 " + unit.sizeBytes() / SECTOR_BYTES + " multipath " + (queueing ? "1 " + QUEUEING : "0") + " 0 0 0";
    }

    /**
     * The table of a map with paths; I/O is queued while none is usable.
     *
     * @param handler name of the hardware handler; empty for none
     * @param defaults the words of its family
     * @param groups path names by group, at least one each
     * @param initialGroup the group to start with, from 1
     */
    static String of(
            LogicalUnit unit, String handler, ArrayDefaults defaults, List<List<String>> groups, int initialGroup) {
        StringBuilder table = new StringBuilder();
        table.append("0 ").append(unit.sizeBytes() / SECTOR_BYTES).append(" multipath ");
        table.append(counted(features(defaults.features()))).append(' ');
        table.append(counted(handlerWords(handler, defaults.handlerArguments())));
        table.append(' ').append(groups.size()).append(' ').append(initialGroup);
        List<String> selector = words(List.of(defaults.selector()));
        String arguments = counted(selector.subList(1, selector.size()));
        for (List<String> paths : groups) {
            table.append(' ').append(selector.get(0)).append(' ').append(arguments);
            table.append(' ').append(paths.size()).append(" 1");
            paths.forEach(path -> table.append(' ').append(path).append(' ').append(REPEAT_COUNT));
        }
        return table.toString();
    }

    private static List<String> features(List<String> given) {
        List<String> features = new ArrayList<>(List.of(QUEUEING));
        words(given).stream().filter(word -> !word.equals(QUEUEING)).forEach(features::add);
        return features;
    }

    private static List<String> handlerWords(String handler, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (!handler.isEmpty()) {
            words.add(handler);
            words.addAll(words(arguments));
        }
        return words;
    }

    /** Single words; an entry may be several. */
    private static List<String> words(List<String> entries) {
        return List.of(String.join(" ", entries).strip().split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String counted(List<String> words) {
        return words.isEmpty() ? "0" : words.size() + " " + String.join(" ", words);
    }
}
