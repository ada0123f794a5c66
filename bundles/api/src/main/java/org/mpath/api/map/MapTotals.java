package org.mpath.api.map;

/**
 * What happened to a map since it was created, in multipath-tools' statistics. They only grow.
 *
 * @param pathFailures how often a path of it failed
 * @param groupSwitches how often I/O went to another group, or was told to
 * @param tableLoads how often a table was made live
 * @param queueingMillis how long I/O waited, or would have, because no path was usable
 * @param queueTimeouts how often it waited in vain: no path came back in time
 * @param noPathFailures how often I/O failed, or would have, because no path was usable
 */
public record MapTotals(
        long pathFailures, long groupSwitches, long tableLoads, long queueingMillis, long queueTimeouts, long noPathFailures) {
    /** Nothing yet. */
    public static final MapTotals ZERO = new MapTotals(0, 0, 0, 0, 0, 0);
}
