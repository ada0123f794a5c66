package org.mpath.planes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;

/** A data plane without a kernel below it: keeps tables and what was done, and refuses what it is told to. */
final class MemoryPlane implements DataPlane {
    final Map<String, LogicalUnit> units = new LinkedHashMap<>();
    final Map<String, String> tables = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    List<String> users = List.of();
    /** What a verb of that name is refused with. */
    final Map<String, MapException> refusals = new LinkedHashMap<>();
    private MapPolicy policy = MapPolicy.DEFAULT;

    private void called(String verb, String rest) {
        calls.add(verb + rest);
        if (refusals.containsKey(verb)) {
            throw refusals.get(verb);
        }
    }

    private void known(String name) {
        if (!units.containsKey(name)) {
            throw new MapException(Code.NOT_FOUND, "no map " + name);
        }
    }

    @Override
    public void create(String name, LogicalUnit unit) {
        called("create", " " + name);
        units.put(name, unit);
    }

    @Override
    public void load(String name, String table) {
        called("load", " " + name);
        known(name);
        tables.put(name, table);
    }

    @Override
    public void message(String name, String words) {
        called("message", " " + name + " " + words);
        known(name);
    }

    @Override
    public void selector(String name, List<String> words) {
        called("selector", " " + name);
    }

    @Override
    public void suspend(String name, boolean flush) {
        called("suspend", " " + name);
    }

    @Override
    public void resume(String name) {
        called("resume", " " + name);
    }

    @Override
    public int probe(String name) {
        return 0;
    }

    @Override
    public MapPolicy policy(String name) {
        return policy;
    }

    @Override
    public void policy(String name, MapPolicy next) {
        policy = next;
    }

    @Override
    public String table(String name, TextForm form) {
        known(name);
        if (!tables.containsKey(name)) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " has no table");
        }
        return tables.get(name);
    }

    @Override
    public String status(String name, TextForm form) {
        return "status of " + name;
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return seen;
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
        return users;
    }

    @Override
    public void remove(String name) {
        called("remove", " " + name);
        known(name);
        units.remove(name);
        tables.remove(name);
    }

    @Override
    public List<MapState> maps() {
        return units.keySet().stream().map(this::stateOf).toList();
    }

    @Override
    public MapState stateOf(String name) {
        LogicalUnit unit = units.get(name);
        if (unit == null) {
            return null;
        }
        List<PathState> paths = new ArrayList<>();
        for (String word : tables.getOrDefault(name, "").split(" ")) {
            if (word.contains(":")) {
                paths.add(new PathState(word, PathState.State.ACTIVE, 0, "", 0, 0, IoCounters.ZERO));
            }
        }
        List<GroupState> groups = paths.isEmpty()
                ? List.of()
                : List.of(new GroupState(1, GroupState.State.ENABLED, "round-robin", paths));
        MapState.Condition condition = paths.isEmpty() ? MapState.Condition.EMPTY : MapState.Condition.ACTIVE;
        return new MapState(name, unit, condition, List.of(), "", groups, 0, 0, 0, IoCounters.ZERO);
    }
}
