package org.mpath.backend.dm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * What happened between two snapshots of a map, told as events.
 *
 * @param kind what
 * @param path the path; empty when it is not about one
 * @param from the state before
 * @param to the state after
 * @param reason why
 */
record StateChange(Kind kind, String path, String from, String to, String reason) {
    private static final String QUEUE = "queue_if_no_path";

    /** The changes, in the order in which the engine tells them. */
    static List<StateChange> between(MapState before, MapState after) {
        List<StateChange> changes = new ArrayList<>();
        paths(before, after, changes);
        groups(before, after, changes);
        boolean queued = before.features().contains(QUEUE);
        boolean queues = after.features().contains(QUEUE);
        if (queued != queues && !before.groups().isEmpty()) {
            changes.add(of(Kind.QUEUEING_CHANGED, queued ? "on" : "off", queues ? "on" : "off"));
        }
        usable(before, after, queues, changes);
        return changes;
    }

    private static void paths(MapState before, MapState after, List<StateChange> changes) {
        Map<String, PathState> old = paths(before);
        Map<String, PathState> now = paths(after);
        old.values().stream()
                .filter(path -> !now.containsKey(path.name()))
                .forEach(path -> changes.add(new StateChange(
                        Kind.PATH_REMOVED, path.name(), word(path), "", "not in the new table")));
        now.forEach((name, path) -> {
            PathState was = old.get(name);
            if (was == null) {
                changes.add(new StateChange(Kind.PATH_ADDED, name, "", word(path), ""));
            } else if (was.state() != path.state()) {
                changes.add(path.state() == PathState.State.FAILED ? failed(path) : reinstated(path));
            } else if (path.failCount() > was.failCount() && path.state() == PathState.State.ACTIVE) {
                changes.add(failed(path)); // and came back before anybody looked
                changes.add(reinstated(path));
            }
        });
    }

    private static StateChange failed(PathState path) {
        return new StateChange(Kind.PATH_FAILED, path.name(), "active", "failed", path.reason());
    }

    private static StateChange reinstated(PathState path) {
        return new StateChange(Kind.PATH_REINSTATED, path.name(), "failed", "active", "");
    }

    private static void groups(MapState before, MapState after, List<StateChange> changes) {
        int common = Math.min(before.groups().size(), after.groups().size());
        for (int i = 0; i < common; i++) {
            boolean bypassed = before.groups().get(i).state() == GroupState.State.DISABLED;
            boolean bypasses = after.groups().get(i).state() == GroupState.State.DISABLED;
            if (bypassed != bypasses) {
                changes.add(of(bypasses ? Kind.GROUP_BYPASSED : Kind.GROUP_ENABLED, "", "group " + (i + 1)));
            }
        }
        int left = current(before);
        int entered = current(after);
        if (entered != 0 && entered != left) {
            changes.add(of(Kind.GROUP_SWITCHED, left == 0 ? "" : "group " + left, "group " + entered));
        }
    }

    private static void usable(MapState before, MapState after, boolean queues, List<StateChange> changes) {
        boolean had = before.activePaths() > 0;
        boolean has = after.activePaths() > 0;
        if (had && !has && after.pathCount() > 0) {
            changes.add(new StateChange(Kind.MAP_NO_PATH, "", "", "", queues ? "I/O waits" : "I/O fails"));
        } else if (!had && has && before.pathCount() > 0) {
            changes.add(of(Kind.MAP_RECOVERED, "", ""));
        }
    }

    private static int current(MapState map) {
        return map.groups().stream()
                .filter(group -> group.state() == GroupState.State.ACTIVE)
                .mapToInt(GroupState::number)
                .findFirst()
                .orElse(0);
    }

    private static Map<String, PathState> paths(MapState map) {
        Map<String, PathState> paths = new LinkedHashMap<>();
        map.groups().forEach(group -> group.paths().forEach(path -> paths.put(path.name(), path)));
        return paths;
    }

    private static String word(PathState path) {
        return path.state() == PathState.State.ACTIVE ? "active" : "failed";
    }

    private static StateChange of(Kind kind, String from, String to) {
        return new StateChange(kind, "", from, to, "");
    }
}
