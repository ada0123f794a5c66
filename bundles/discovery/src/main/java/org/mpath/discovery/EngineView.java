package org.mpath.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * What the engines think of the paths, looked up map by map and at most every so often: thousands of check results a second
 * must not take thousands of snapshots, and one of them must not take the snapshots of thousands of maps. What is missed is
 * seen with the next check. Discovery thread.
 */
final class EngineView {
    private static final long AGE_NANOS_MAX = 50_000_000;

    /** One look at a map, and what its paths were told since. */
    private record Look(long nanos, MapState map, Map<String, PathState.State> told) {}

    private final DataPlane plane;
    private final LongSupplier nanoClock;
    private final Map<String, Look> looks = new HashMap<>();

    EngineView(DataPlane plane, LongSupplier nanoClock) {
        this.plane = plane;
        this.nanoClock = nanoClock;
    }

    /** The state of a path in a map; null when the map does not have it. */
    PathState.State of(String map, String path) {
        Look look = look(map);
        if (look == null) {
            return null;
        }
        PathState.State told = look.told().get(path);
        return told == null ? stateIn(look.map(), path) : told;
    }

    /** The state of a map; null when there is no such map. */
    MapState map(String name) {
        Look look = look(name);
        return look == null ? null : look.map();
    }

    /** What was just asked of the data plane counts until the next look. */
    void expect(String map, String path, PathState.State state) {
        Look look = looks.get(map);
        if (look != null) {
            look.told().put(path, state);
        }
    }

    /** Look at a map again at the next question. */
    void forget(String map) {
        looks.remove(map);
    }

    private Look look(String name) {
        long now = nanoClock.getAsLong();
        Look look = looks.get(name);
        if (look != null && now - look.nanos() <= AGE_NANOS_MAX) {
            return look;
        }
        MapState map = plane.stateOf(name);
        if (map == null) {
            looks.remove(name);
            return null;
        }
        Look fresh = new Look(now, map, new HashMap<>());
        looks.put(name, fresh);
        return fresh;
    }

    private static PathState.State stateIn(MapState map, String name) {
        for (GroupState group : map.groups()) {
            for (PathState path : group.paths()) {
                if (path.name().equals(name)) {
                    return path.state();
                }
            }
        }
        return null;
    }
}
