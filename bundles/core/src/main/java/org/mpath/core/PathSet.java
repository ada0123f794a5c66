package org.mpath.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mpath.api.map.GroupState;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** The groups and paths of an engine, and the choice among them. */
final class PathSet {
    /** By number; a slot is reused when its path left the table and has drained. */
    private EnginePath[] paths = new EnginePath[0];

    private List<EngineGroup> groups = List.of();
    private EngineGroup current;
    private int activeCount;
    /** A choice changed what people see: the current group, or a broken selector was replaced. */
    private boolean viewChanged;

    /** What a load changed. */
    record Change(List<EnginePath> added, List<EnginePath> removed) {}

    /**
     * Replaces the groups. A path that was there keeps its state; one that left drains.
     *
     * @throws RuntimeException what a selector throws; nothing is changed then
     */
    Change load(MapTable table, Function<GroupSpec, PathSelector> selectors) {
        List<EngineGroup> built = new ArrayList<>();
        for (GroupSpec spec : table.groups()) {
            built.add(new EngineGroup(built.size() + 1, spec, selectors.apply(spec)));
        }
        Map<String, EnginePath> known = new LinkedHashMap<>();
        groups.forEach(group -> group.paths.forEach(path -> known.put(path.name, path)));
        List<EnginePath> added = new ArrayList<>();
        try {
            place(built, known, added);
        } catch (RuntimeException e) {
            added.forEach(path -> path.group = null);
            groups.forEach(group -> group.paths.forEach(path -> path.group = group));
            throw e;
        }
        known.values().forEach(path -> path.group = null);
        groups = List.copyOf(built);
        int initial = table.initialGroup();
        current = initial >= 1 && initial <= built.size() ? built.get(initial - 1) : null;
        recount();
        return new Change(added, List.copyOf(known.values()));
    }

    /** Fills the new groups with old and new paths; takes those that stay out of {@code known}. */
    private void place(List<EngineGroup> built, Map<String, EnginePath> known, List<EnginePath> added) {
        for (EngineGroup group : built) {
            for (PathSpec spec : group.spec.paths()) {
                EnginePath path = known.remove(spec.name());
                if (path == null) {
                    path = newPath(spec.name());
                    added.add(path);
                }
                path.group = group;
                group.paths.add(path);
            }
            group.use(group.selector, group.selectorName);
        }
    }

    void dropSelector(String name) {
        for (EngineGroup group : groups) {
            if (group.selectorName.equals(name)) {
                group.use(new FirstUsable(), FirstUsable.NAME);
            }
        }
    }

    void restoreSelector(String name, Function<GroupSpec, PathSelector> selectors) {
        for (EngineGroup group : groups) {
            if (group.spec.selector().equals(name) && !group.selectorName.equals(name)) {
                group.use(selectors.apply(group.spec), name);
            }
        }
    }

    private EnginePath newPath(String name) {
        int number = 0;
        while (number < paths.length && paths[number] != null
                && (paths[number].group != null || !paths[number].idle())) {
            number++;
        }
        if (number == paths.length) {
            paths = Arrays.copyOf(paths, Math.max(4, paths.length * 2));
        }
        paths[number] = new EnginePath(number, name);
        return paths[number];
    }

    /** Takes every path out; those with work drain. */
    void clear() {
        groups.forEach(group -> group.paths.forEach(path -> path.group = null));
        groups = List.of();
        current = null;
        recount();
    }

    EnginePath byNumber(int number) {
        return paths[number];
    }

    EnginePath byName(String name) {
        for (EngineGroup group : groups) {
            for (EnginePath path : group.paths) {
                if (path.name.equals(name)) {
                    return path;
                }
            }
        }
        return null;
    }

    List<EngineGroup> groups() {
        return groups;
    }

    /** Whether a choice changed what people see since the last call. */
    boolean takeViewChanged() {
        boolean was = viewChanged;
        viewChanged = false;
        return was;
    }

    int activeCount() {
        return activeCount;
    }

    /** Counts the active paths anew after one changed. */
    void recount() {
        activeCount = 0;
        for (EngineGroup group : groups) {
            for (EnginePath path : group.paths) {
                activeCount += path.active ? 1 : 0;
            }
        }
    }

    /** A path of the current group, else of the first group that has one; null when there is none. */
    EnginePath choose(long bytes, long nowNanos) {
        EnginePath path = current == null ? null : select(current, bytes, nowNanos);
        for (int i = 0; path == null && i < groups.size(); i++) {
            path = select(groups.get(i), bytes, nowNanos);
        }
        if (path != null && path.group != current) {
            current = path.group;
            viewChanged = true;
        }
        return path;
    }

    private EnginePath select(EngineGroup group, long bytes, long nowNanos) {
        int number;
        try {
            number = group.selector.select(bytes, nowNanos);
        } catch (RuntimeException e) {
            group.use(new FirstUsable(), FirstUsable.NAME);
            viewChanged = true;
            number = group.selector.select(bytes, nowNanos);
        }
        return number < 0 ? null : paths[number];
    }

    /** All paths with a number, those that only drain too. */
    List<EnginePath> all() {
        return Arrays.stream(paths).filter(path -> path != null).toList();
    }

    boolean anyUnfenced() {
        for (EnginePath path : paths) {
            if (path != null && !path.unfenced.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The active paths that have work, or else any one: through these a reset reaches the unit. */
    List<EnginePath> forReset() {
        List<EnginePath> through = new ArrayList<>();
        for (EngineGroup group : groups) {
            for (EnginePath path : group.paths) {
                if (path.active && (through.isEmpty() || path.tally.inFlight() > 0)) {
                    through.add(path);
                }
            }
        }
        return through;
    }

    List<EngineView.Group> views() {
        return groups.stream()
                .map(group -> new EngineView.Group(
                        group.number,
                        group == current ? GroupState.State.ACTIVE : GroupState.State.ENABLED,
                        group.selectorName,
                        group.paths.stream()
                                .map(path -> new EngineView.Path(path.name, path.active, path.failCount, path.reason,
                                        path.changed, path.changedNanos, path.tally))
                                .toList()))
                .toList();
    }
}
