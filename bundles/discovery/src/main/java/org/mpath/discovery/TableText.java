package org.mpath.discovery;

import java.util.List;
import org.mpath.api.map.LogicalUnit;

/** Writes the table line of a map: the device-mapper {@code multipath} grammar. */
final class TableText {
    private static final int SECTOR_BYTES = 512;
    private static final String SELECTOR = "round-robin";
    private static final int REPEAT_COUNT = 1;

    private TableText() {}

    /**
     * The table of a map without paths.
     *
     * @param queueing whether I/O waits for a path; otherwise it fails
     */
    static String empty(LogicalUnit unit, boolean queueing) {
        return "0 " + unit.sizeBytes() / SECTOR_BYTES + " multipath " + (queueing ? "1 queue_if_no_path" : "0") + " 0 0 0";
    }

    /**
     * One group, I/O queued while no path is usable.
     *
     * @param handler name of the hardware handler; empty for none
     * @param paths path names, at least one
     */
    static String of(LogicalUnit unit, String handler, List<String> paths) {
        StringBuilder table = new StringBuilder();
        table.append("0 ").append(unit.sizeBytes() / SECTOR_BYTES).append(" multipath 1 queue_if_no_path ");
        table.append(handler.isEmpty() ? "0" : "1 " + handler);
        table.append(" 1 1 ").append(SELECTOR).append(" 0 ").append(paths.size()).append(" 1");
        for (String path : paths) {
            table.append(' ').append(path).append(' ').append(REPEAT_COUNT);
        }
        return table.toString();
    }
}
