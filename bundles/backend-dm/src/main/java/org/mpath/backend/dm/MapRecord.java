package org.mpath.backend.dm;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapEvents;
import org.mpath.api.map.MapTotals;

/** What happened to a map: its latest events, and totals. The map's lock is held when it grows; anybody reads. */
final class MapRecord {
    private static final int EVENTS_MAX = 256;

    private final String map;
    private final MapEvents events;
    private volatile List<MapEvent> latest = List.of();
    private volatile MapTotals totals = MapTotals.ZERO;
    /** Since when I/O waits for a path, in milliseconds since 1970; 0 when it does not. */
    private long waitingSinceMillis;

    MapRecord(String map, MapEvents events) {
        this.map = map;
        this.events = events;
    }

    /** Tells everybody, and keeps it. */
    void tell(Kind kind, String path, String from, String to, String reason) {
        long now = System.currentTimeMillis();
        MapEvent event = events.publish(now, kind, map, path, from, to, reason);
        List<MapEvent> next = new ArrayList<>(latest.subList(Math.max(0, latest.size() + 1 - EVENTS_MAX), latest.size()));
        next.add(event);
        latest = List.copyOf(next);
        count(event, now);
    }

    private void count(MapEvent event, long now) {
        boolean noPath = event.kind() == Kind.MAP_NO_PATH;
        boolean waits = noPath && event.reason().startsWith("I/O waits");
        boolean ends = event.kind() == Kind.MAP_RECOVERED || noPath && !waits;
        long waited = ends && waitingSinceMillis != 0 ? now - waitingSinceMillis : 0;
        boolean timedOut = noPath && !waits && waitingSinceMillis != 0;
        waitingSinceMillis = waits ? now : ends ? 0 : waitingSinceMillis;
        MapTotals before = totals;
        totals = new MapTotals(
                before.pathFailures() + one(event.kind() == Kind.PATH_FAILED),
                before.groupSwitches() + one(event.kind() == Kind.GROUP_SWITCHED),
                before.tableLoads() + one(event.kind() == Kind.MAP_RELOADED),
                before.queueingMillis() + waited,
                before.queueTimeouts() + one(timedOut),
                before.noPathFailures() + one(noPath && !waits));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    List<MapEvent> latest() {
        return latest;
    }

    MapTotals totals() {
        return totals;
    }
}
