package org.mpath.jmx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;

/** A data plane that shows what a test says, and notes the messages it gets. */
final class FakePlane implements DataPlane {
    final Map<String, MapState> maps = new LinkedHashMap<>();
    final List<String> messages = new ArrayList<>();

    /** Shows a map with these paths, all active. */
    void show(String map, String... paths) {
        List<PathState> states = Arrays.stream(paths)
                .map(path -> new PathState(path, PathState.State.ACTIVE, 0, "", 0, 0, new IoCounters(1, 2, 3, 4, 5, 6)))
                .toList();
        LogicalUnit unit = new LogicalUnit("36", "MPATH", "LAB", "1", "SN", 512, 1024, UnitLimits.NONE);
        GroupState group = new GroupState(1, GroupState.State.ACTIVE, "round-robin", states);
        maps.put(
                map,
                new MapState(
                        map, unit, MapState.Condition.ACTIVE, List.of("queue_if_no_path"), "sym", List.of(group), 0, 0,
                        1, IoCounters.ZERO));
    }

    @Override
    public void create(String name, LogicalUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(String name, String table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void message(String name, String words) {
        if (words.endsWith("nope")) {
            throw new MapException(MapException.Code.NOT_FOUND, "map " + name + " has no path nope");
        }
        if (words.endsWith("slow")) {
            throw new MapException(MapException.Code.TIMEOUT, "map " + name + ": no answer within 5000 ms");
        }
        if (words.endsWith("bug")) {
            throw new IllegalStateException("map " + name + " broke", new MapException(MapException.Code.BUSY, "inside"));
        }
        messages.add(name + " " + words);
    }

    @Override
    public String table(String name) {
        return "table of " + name;
    }

    @Override
    public String status(String name) {
        return "status of " + name;
    }

    @Override
    public void remove(String name) {
        maps.remove(name);
    }

    @Override
    public List<MapState> maps() {
        return List.copyOf(maps.values());
    }

    @Override
    public MapState stateOf(String name) {
        return maps.get(name);
    }
}
