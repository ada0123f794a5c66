package org.mpath.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * What the engines think of the paths, looked up at most every so often: thousands of check results a second must not take
 * thousands of snapshots. What is missed is seen with the next check.
 */
final class EngineView {
    private static final long AGE_NANOS_MAX = 50_000_000;

    private final DataPlane plane;
    private final LongSupplier nanoClock;
    private final Map<String, PathState.State> states = new HashMap<>();
    private final Map<String, MapState> maps = new HashMap<>();
    private boolean fresh;
    private long readNanos;

    EngineView(DataPlane plane, LongSupplier nanoClock) {
        this.plane = plane;
        this.nanoClock = nanoClock;
    }

    /** The state of a path in its map; null when no map has it. */
    PathState.State of(String path) {
        refresh();
        return states.get(path);
    }

    /** The state of a map; null when there is no such map. */
    MapState map(String name) {
        refresh();
        return maps.get(name);
    }

    private void refresh() {
        if (!fresh || nanoClock.getAsLong() - readNanos > AGE_NANOS_MAX) {
            read();
        }
    }

    /** What was just asked of the data plane counts until the next look. */
    void expect(String path, PathState.State state) {
        states.put(path, state);
    }

    /** Look again at the next question. */
    void forget() {
        fresh = false;
    }

    private void read() {
        states.clear();
        maps.clear();
        for (MapState map : plane.maps()) {
            maps.put(map.name(), map);
            for (GroupState group : map.groups()) {
                for (PathState path : group.paths()) {
                    states.put(path.name(), path.state());
                }
            }
        }
        readNanos = nanoClock.getAsLong();
        fresh = true;
    }
}
