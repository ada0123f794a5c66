package org.mpath.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** The groups and paths of an engine. Which of them a request takes is {@link GroupChoice}'s. */
final class PathSet {
    /** By number; a slot is reused when its path left the table and has drained. */
    private EnginePath[] paths = new EnginePath[0];

    private List<EngineGroup> groups = List.of();
    private int activeCount;
    private int epochs;
    private boolean selectorBroke;
    final SelectorTurn turn;

    PathSet(SelectorTurn turn) {
        this.turn = turn;
    }

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
            built.add(new EngineGroup(this, built.size() + 1, spec, selectors.apply(spec)));
        }
        Map<String, EnginePath> known = new LinkedHashMap<>();
        groups.forEach(group -> group.paths.forEach(path -> known.put(path.name, path)));
        List<EnginePath> added = new ArrayList<>();
        try {
            place(built, known, added);
        } catch (RuntimeException | Error e) {
            if (!(e instanceof ThreadAbandoned)) {
                keepGroups();
            }
            throw e;
        }
        known.values().forEach(path -> path.group = null);
        groups = List.copyOf(built);
        recount();
        return new Change(added, List.copyOf(known.values()));
    }

    /** Nothing comes of a load: every path is of the group it was of. */
    void keepGroups() {
        for (EnginePath path : paths) {
            if (path != null) {
                path.group = null;
            }
        }
        groups.forEach(group -> group.paths.forEach(path -> path.group = group));
    }

    /** Tells the selectors which paths may be chosen now and which not. */
    void tellChanges() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).tellChanges();
        }
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
            group.use(group.selector, group.selectorName, ++epochs);
        }
    }

    void selectorBroke() {
        selectorBroke = true;
    }

    boolean hasBrokenSelector() {
        return selectorBroke;
    }

    /** Whether a selector broke since the last call. */
    boolean takeSelectorBroke() {
        boolean was = selectorBroke;
        selectorBroke = false;
        return was;
    }

    /** Gives a group another selector. */
    void use(EngineGroup group, PathSelector selector, String name) {
        group.use(selector, name, ++epochs);
    }

    /** Gives a group a selector that knows its paths already. */
    void adopt(EngineGroup group, PathSelector selector, String name) {
        group.adopt(selector, name, ++epochs);
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
        recount();
    }

    EnginePath byNumber(int number) {
        return paths[number];
    }

    /** The usable path of that group and number; null when it is none. */
    EnginePath usable(EngineGroup group, int number) {
        if (number < 0 || number >= paths.length) {
            return null;
        }
        EnginePath path = paths[number];
        return path != null && path.active && path.group == group ? path : null;
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

    /** The group of that number, from 1; null when there is none. */
    EngineGroup group(int number) {
        return number >= 1 && number <= groups.size() ? groups.get(number - 1) : null;
    }

    int activeCount() {
        return activeCount;
    }

    /** Counts the active paths anew after one changed. */
    void recount() {
        activeCount = 0;
        for (EngineGroup group : groups) {
            activeCount += group.activeCount();
        }
    }

    /** All paths with a number, those that only drain too. */
    List<EnginePath> all() {
        return Arrays.stream(paths).filter(path -> path != null).toList();
    }

    /** Attempts that are out on any path. */
    int inFlight() {
        int count = 0;
        for (EnginePath path : paths) {
            count += path == null ? 0 : path.tally.inFlight();
        }
        return count;
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
}
