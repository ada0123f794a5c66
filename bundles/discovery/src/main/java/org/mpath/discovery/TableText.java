package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.LogicalUnit;

/**
 * The words of a map's table beside its paths, and the table line: the device-mapper {@code multipath} grammar.
 *
 * @param queueing whether I/O waits while no path is usable
 * @param features words beside that
 * @param handler the hardware handler and its arguments; empty for none
 * @param selector the path selector and its arguments
 */
record TableText(boolean queueing, List<String> features, List<String> handler, List<String> selector) {
    private static final int SECTOR_BYTES = 512;
    private static final String QUEUEING = "queue_if_no_path";
    private static final List<String> PLAIN_SELECTOR = List.of("round-robin");

    /**
     * A path of a table.
     *
     * @param name its name
     * @param requests requests on it before the next path is taken
     */
    record Path(String name, int requests) {
        /**
         * A path.
         *
         * @param weight what multiplies the requests; less than 1 counts as 1
         */
        static Path of(String name, int requests, int weight) {
            return new Path(name, (int) Math.min(Integer.MAX_VALUE, (long) Math.max(1, weight) * requests));
        }
    }

    /**
     * The table of a map without paths.
     *
     * @param queueing whether I/O waits for a path; otherwise it fails
     */
    static String empty(LogicalUnit unit, boolean queueing) {
        return "0 " + unit.sizeBytes() / SECTOR_BYTES + " multipath " + (queueing ? "1 " + QUEUEING : "0") + " 0 0 0";
    }

    /** Only words that every data plane takes. */
    TableText plain() {
        return new TableText(queueing, List.of(), List.of(), PLAIN_SELECTOR);
    }

    /**
     * The table of a map with paths.
     *
     * @param groups paths by group, at least one each
     * @param initialGroup the group to start with, from 1
     */
    String of(LogicalUnit unit, List<List<Path>> groups, int initialGroup) {
        StringBuilder table = new StringBuilder();
        table.append("0 ").append(unit.sizeBytes() / SECTOR_BYTES).append(" multipath ");
        table.append(counted(allFeatures())).append(' ').append(counted(handler));
        table.append(' ').append(groups.size()).append(' ').append(initialGroup);
        String arguments = counted(selector.subList(1, selector.size()));
        for (List<Path> paths : groups) {
            table.append(' ').append(selector.get(0)).append(' ').append(arguments);
            table.append(' ').append(paths.size()).append(" 1");
            paths.forEach(path -> table.append(' ').append(path.name()).append(' ').append(path.requests()));
        }
        return table.toString();
    }

    private List<String> allFeatures() {
        List<String> all = new ArrayList<>();
        if (queueing) {
            all.add(QUEUEING);
        }
        all.addAll(features);
        return all;
    }

    private static String counted(List<String> words) {
        return words.isEmpty() ? "0" : words.size() + " " + String.join(" ", words);
    }
}
