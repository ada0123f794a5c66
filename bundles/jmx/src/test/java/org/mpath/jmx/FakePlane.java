package org.mpath.jmx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    final Map<String, MapPolicy> policies = new HashMap<>();
    final List<MapEvent> events = new ArrayList<>();
    final List<PlugInState> plugIns = new ArrayList<>();
    /** What every question waits for that is put to the owner of a map. */
    volatile CountDownLatch owner = new CountDownLatch(0);

    /** Shows a map with these paths, all active, in one group. */
    void show(String map, String... paths) {
        show(map, MapState.Condition.ACTIVE, group(1, GroupState.State.ACTIVE, "round-robin", paths));
    }

    static GroupState group(int number, GroupState.State state, String selector, String... paths) {
        List<PathState> states = Arrays.stream(paths)
                .map(path -> new PathState(path, PathState.State.ACTIVE, 0, "", 0, 0, new IoCounters(1, 2, 3, 4, 5, 6)))
                .toList();
        return new GroupState(number, state, selector, states);
    }

    void show(String map, MapState.Condition condition, GroupState... groups) {
        LogicalUnit unit = new LogicalUnit("36", "MPATH", "LAB", "1", "SN", 512, 1024, UnitLimits.NONE);
        maps.put(
                map,
                new MapState(
                        map, unit, condition, List.of("queue_if_no_path"), "sym", List.of(groups), 7, 5, 1,
                        IoCounters.ZERO));
    }

    @Override
    public void create(String name, LogicalUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(String name, String table) {
        messages.add(name + " load " + table);
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
        if (stateOf(name).activePaths() == 0) {
            throw new MapException(
                    MapException.Code.NOT_CONNECTED, "map " + name + ": no path of the current group is usable");
        }
        return stateOf(name).activePaths();
    }

    @Override
    public MapPolicy policy(String name) {
        awaitOwner();
        return policies.getOrDefault(name, MapPolicy.DEFAULT);
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        policies.put(name, policy);
    }

    @Override
    public String table(String name, TextForm form) {
        awaitOwner();
        return "table of " + name + " " + form.word();
    }

    @Override
    public String status(String name, TextForm form) {
        awaitOwner();
        return "status of " + name + " " + form.word();
    }

    private void awaitOwner() {
        try {
            if (!owner.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test has forgotten the owner");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        messages.add(name + " await " + seen + " " + timeoutMillis);
        return stateOf(name).events();
    }

    @Override
    public List<MapEvent> history(String name) {
        return List.copyOf(events);
    }

    @Override
    public List<PlugInState> plugIns() {
        return List.copyOf(plugIns);
    }

    @Override
    public List<String> users(String name) {
        awaitOwner();
        return List.of("nbd 127.0.0.1:40312");
    }
}
