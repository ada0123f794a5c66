package org.mpath.reactor;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.map.MapEvent;

/**
 * The latest events of a map. The reactor adds, anybody reads: events are rare, so each one makes a new array, and a reader
 * has one that does not change.
 */
final class MapHistory {
    static final int EVENTS_MAX = 256;

    private volatile MapEvent[] latest = new MapEvent[0];

    /** Adds an event; the oldest makes room. Reactor thread. */
    void add(MapEvent event) {
        MapEvent[] before = latest;
        int dropped = Math.max(0, before.length + 1 - EVENTS_MAX);
        MapEvent[] after = Arrays.copyOfRange(before, dropped, before.length + 1);
        after[after.length - 1] = event;
        latest = after;
    }

    /** The events, oldest first. Any thread. */
    List<MapEvent> events() {
        return List.of(latest);
    }
}
