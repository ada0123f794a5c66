package org.mpath.core;

import java.util.List;

/**
 * What the status and table lines of a map tell beyond its table: a moment of an engine. Words are blank separated, empty
 * for none.
 *
 * @param sectors length of the map in 512-byte sectors
 * @param queueIo whether I/O waits for the first choice of a group or for an activation (QUEUE_IO)
 * @param queued requests that wait inside the map
 * @param pgInitCount activations of the present group so far
 * @param handlerWords the handler's own words in the 2005 and 2007 status line
 * @param groupNumber the current group, else the next one, else the first; 0 without groups
 * @param groups the groups in order
 */
record StatusLine(
        long sectors,
        boolean queueIo,
        int queued,
        int pgInitCount,
        String handlerWords,
        int groupNumber,
        List<Group> groups) {
    /**
     * A group.
     *
     * @param state A current, E usable, D bypassed
     * @param selector name of the selector
     * @param selectorWords the selector's own words
     * @param paths its paths in order
     */
    record Group(char state, String selector, String selectorWords, List<Path> paths) {}

    /**
     * A path.
     *
     * @param name its name
     * @param active whether it is usable
     * @param failCount how often it failed
     * @param statusWords the selector's words about it in the status line
     * @param tableWords the selector's words about it in the table line
     */
    record Path(String name, boolean active, long failCount, String statusWords, String tableWords) {}
}
