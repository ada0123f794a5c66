package org.mpath.api.map;

import java.util.List;

/**
 * The one snapshot of a map that every face reads. Immutable; the counters are as of the moment it was asked for.
 *
 * @param name the map's name
 * @param unit the unit behind it
 * @param condition overall state
 * @param features feature words of the live table, such as {@code queue_if_no_path}
 * @param handler name of the hardware handler or array plug-in in use; empty when none
 * @param groups path groups, in table order
 * @param queued tasks held by the map because no path can take them
 * @param inFlight tasks sent and not answered
 * @param events the map's event counter as device-mapper counts: path failed or reinstated, group bypassed, enabled or
 *     switched
 * @param counters I/O totals of the map
 * @param totals what happened to it so far
 */
public record MapState(
        String name,
        LogicalUnit unit,
        Condition condition,
        List<String> features,
        String handler,
        List<GroupState> groups,
        int queued,
        int inFlight,
        long events,
        IoCounters counters,
        MapTotals totals) {
    /** A map to which nothing happened yet. */
    public MapState(
            String name,
            LogicalUnit unit,
            Condition condition,
            List<String> features,
            String handler,
            List<GroupState> groups,
            int queued,
            int inFlight,
            long events,
            IoCounters counters) {
        this(name, unit, condition, features, handler, groups, queued, inFlight, events, counters, MapTotals.ZERO);
    }

    /** Overall state of a map. */
    public enum Condition {
        /** All paths active. */
        ACTIVE,
        /** Some paths failed. */
        DEGRADED,
        /** No path active; I/O waits in the queue. */
        QUEUEING,
        /** No path active; I/O fails. */
        FAILED,
        /** No path in the table; I/O waits or fails as without usable paths. */
        EMPTY,
        /** The current group is being activated; I/O waits. */
        ACTIVATING,
        /** Suspended by a verb; I/O waits. */
        SUSPENDED
    }

    /** The same state with other totals. */
    public MapState with(MapTotals other) {
        return new MapState(
                name, unit, condition, features, handler, groups, queued, inFlight, events, counters, other);
    }

    /** The number of paths in state active. */
    public int activePaths() {
        return (int) groups.stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.state() == PathState.State.ACTIVE)
                .count();
    }

    /** The number of paths. */
    public int pathCount() {
        return groups.stream().mapToInt(group -> group.paths().size()).sum();
    }
}
