package org.mpath.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import org.mpath.api.path.PathDevice;
import org.mpath.core.MapTable;

/** Remembers tables and messages; parses tables with the engine's own parser. */
final class FakeDataPlane implements DataPlane {
    /** Policies that were set, by map. */
    final Map<String, MapPolicy> policies = new ConcurrentHashMap<>();
    /** A map as the data plane has it. */
    static final class Loaded {
        LogicalUnit unit;
        final Map<String, PathState.State> paths = new LinkedHashMap<>();
        boolean queueing;
        MapTable parsed;
        /** The group I/O goes to; 0 for none yet. */
        int current;
        /** A group that is bypassed; 0 for none. */
        int bypassed;

        String table = "";
        int loads;

        Loaded(LogicalUnit unit) {
            this.unit = unit;
        }
    }

    private final Map<String, Loaded> maps = new LinkedHashMap<>();
    /** Every verb, in order: {@code create mpatha}, {@code fail_path lab:A0/0} ... */
    final List<String> verbs = new CopyOnWriteArrayList<>();
    /** Why a path was failed last, by path. */
    final Map<String, String> reasons = new ConcurrentHashMap<>();
    /** Handlers it knows; a table with another one is refused. */
    volatile List<String> handlers = List.of();
    /** Bundles it was told of, with the reasons. */
    final List<String> suspects = new CopyOnWriteArrayList<>();
    /** Who uses the maps, all alike; may throw. */
    volatile Supplier<List<String>> users = List::of;
    /** When users were asked for, {@link System#nanoTime}. */
    final List<Long> usersAskedNanos = new CopyOnWriteArrayList<>();
    private final List<MapEvent> events = new CopyOnWriteArrayList<>();
    /** Refuses every table with this sentence unless null. */
    volatile String refusal;
    /** Told of every map that somebody looks at. */
    volatile Consumer<String> looked = name -> { };
    /** Told of every map whose table is about to be loaded. */
    volatile Consumer<String> loading = name -> { };
    /** Its maps are suspended and take no messages. */
    volatile boolean suspended;

    synchronized Loaded loaded(String name) {
        return maps.get(name);
    }

    synchronized String names() {
        return String.join(" ", maps.keySet());
    }

    synchronized PathState.State state(String path) {
        for (Loaded map : maps.values()) {
            if (map.paths.containsKey(path)) {
                return map.paths.get(path);
            }
        }
        return null;
    }

    /** The engine fails a path by itself. */
    synchronized void fail(String path) {
        maps.values().forEach(map -> map.paths.computeIfPresent(path, (name, state) -> PathState.State.FAILED));
    }

    @Override
    public synchronized void create(String name, LogicalUnit unit) {
        verbs.add("create " + name);
        if (maps.putIfAbsent(name, new Loaded(unit)) != null) {
            throw new MapException(MapException.Code.EXISTS, "map " + name + " exists already");
        }
    }

    /** As on the reactor of the path: at once. */
    @Override
    public synchronized void unitChanged(PathDevice path, String words) {
        verbs.add("unit_changed " + path.name() + " " + words);
    }

    @Override
    public synchronized void limits(String name, UnitLimits limits) {
        verbs.add("limits " + name + " " + limits.maxTransferBlocks());
        Loaded map = maps.get(name);
        map.unit = map.unit.with(limits);
    }

    @Override
    public synchronized void resize(String name, long blocks) {
        verbs.add("resize " + name + " " + blocks);
        if (refusal != null) {
            throw new MapException(MapException.Code.INVALID, "map " + name + ": " + refusal);
        }
        Loaded map = maps.get(name);
        map.unit = map.unit.resized(blocks);
        map.table = map.table.replaceFirst("^0 \\d+ ", "0 " + blocks + " ");
    }

    @Override
    public synchronized void load(String name, String table) {
        loading.accept(name);
        verbs.add("load " + name);
        MapTable parsed = MapTable.parse(table);
        if (refusal != null) {
            throw new MapException(MapException.Code.INVALID, "map " + name + ": " + refusal);
        }
        if (!parsed.handlerName().isEmpty() && !handlers.contains(parsed.handlerName())) {
            throw new MapException(
                    MapException.Code.INVALID, "map " + name + ": unknown hardware handler type '" + parsed.handlerName() + "'");
        }
        Loaded map = maps.get(name);
        List<String> paths = parsed.groups().stream()
                .flatMap(group -> group.paths().stream())
                .map(MapTable.PathSpec::name)
                .toList();
        map.paths.keySet().retainAll(paths);
        paths.forEach(path -> map.paths.putIfAbsent(path, PathState.State.ACTIVE));
        map.table = table;
        map.parsed = parsed;
        map.current = parsed.initialGroup();
        map.queueing = parsed.queueIfNoPath();
        map.loads++;
    }

    @Override
    public synchronized void message(String name, String words) {
        if (suspended) {
            throw new MapException(MapException.Code.BUSY, "map " + name + " is suspended");
        }
        carryOut(name, words);
    }

    private void carryOut(String name, String words) {
        verbs.add(words);
        String[] word = words.split(" ");
        if (word.length == 1) {
            maps.get(name).queueing = words.equals("queue_if_no_path");
            return;
        }
        if (word[0].equals("switch_group")) {
            maps.get(name).current = Integer.parseInt(word[1]);
            maps.get(name).bypassed = 0;
            return;
        }
        PathState.State state = word[0].equals("fail_path") ? PathState.State.FAILED : PathState.State.ACTIVE;
        if (maps.get(name).paths.replace(word[1], state) == null) {
            throw new MapException(MapException.Code.NOT_FOUND, "map " + name + " has no path " + word[1]);
        }
    }

    @Override
    public synchronized void failPath(String name, String path, String reason) {
        reasons.put(path, reason);
        carryOut(name, "fail_path " + path);
    }

    @Override
    public synchronized void reinstatePath(String name, String path) {
        carryOut(name, "reinstate_path " + path);
    }

    @Override
    public synchronized void remove(String name) {
        verbs.add("remove " + name);
        maps.remove(name);
    }

    @Override
    public synchronized String table(String name) {
        return maps.get(name).table;
    }

    @Override
    public String status(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<MapState> maps() {
        return maps.entrySet().stream().map(FakeDataPlane::state).collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public synchronized MapState stateOf(String name) {
        looked.accept(name);
        return maps.containsKey(name) ? state(Map.entry(name, maps.get(name))) : null;
    }

    private static MapState state(Map.Entry<String, Loaded> entry) {
        Loaded map = entry.getValue();
        List<GroupState> groups = new ArrayList<>();
        if (map.parsed != null) {
            for (MapTable.GroupSpec group : map.parsed.groups()) {
                groups.add(group(map, groups.size() + 1, group));
            }
        }
        return new MapState(
                entry.getKey(),
                entry.getValue().unit,
                MapState.Condition.ACTIVE,
                entry.getValue().queueing ? List.of("queue_if_no_path") : List.of(),
                "",
                groups,
                0,
                0,
                0,
                IoCounters.ZERO);
    }

    private static GroupState group(Loaded map, int number, MapTable.GroupSpec spec) {
        GroupState.State state = number == map.current ? GroupState.State.ACTIVE : GroupState.State.ENABLED;
        List<PathState> paths = spec.paths().stream()
                .map(path -> new PathState(path.name(), map.paths.get(path.name()), 0, "", 0, 0, IoCounters.ZERO))
                .toList();
        return new GroupState(
                number, number == map.bypassed ? GroupState.State.DISABLED : state, spec.selector(), paths);
    }

    /** I/O goes to a group by itself, as when the others have no path left; 0 for none. */
    synchronized void current(String name, int group) {
        maps.get(name).current = group;
    }

    /** A group is bypassed. */
    synchronized void bypass(String name, int group, String reason) {
        maps.get(name).bypassed = group;
        events.add(new MapEvent(events.size() + 1, 0, MapEvent.Kind.GROUP_BYPASSED, name, "", "", "group " + group, reason));
    }

    @Override
    public void selector(String name, List<String> words) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void suspend(String name, boolean flush) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int probe(String name) {
        return stateOf(name).activePaths();
    }

    @Override
    public MapPolicy policy(String name) {
        return policies.getOrDefault(name, MapPolicy.DEFAULT);
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        policies.put(name, policy);
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
        return List.copyOf(events);
    }

    @Override
    public List<PlugInState> plugIns() {
        return List.of();
    }

    @Override
    public List<String> users(String name) {
        usersAskedNanos.add(System.nanoTime());
        return users.get();
    }

    @Override
    public void suspect(String bundle, String reason) {
        suspects.add(bundle + ": " + reason);
    }
}
