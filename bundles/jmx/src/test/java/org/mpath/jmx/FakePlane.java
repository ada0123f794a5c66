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
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;
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

    @Override
    public void selector(String name, List<String> words) {
        messages.add(name + " selector " + String.join(" ", words));
    }

    @Override
    public void suspend(String name, boolean flush) {
        messages.add(name + (flush ? " suspend" : " suspend noflush"));
    }

    @Override
    public void resume(String name) {
        messages.add(name + " resume");
    }

    @Override
    public int probe(String name) {
        return stateOf(name).activePaths();
    }

    @Override
    public MapPolicy policy(String name) {
        return MapPolicy.DEFAULT;
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        messages.add(name + " policy " + policy);
    }

    @Override
    public String table(String name, TextForm form) {
        return table(name);
    }

    @Override
    public String status(String name, TextForm form) {
        return status(name);
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return stateOf(name).events();
    }

    @Override
    public List<MapEvent> history(String name) {
        return List.of();
    }

    @Override
    public List<PlugInState> plugIns() {
        return List.of();
    }

    @Override
    public List<String> users(String name) {
        return List.of();
    }
}
