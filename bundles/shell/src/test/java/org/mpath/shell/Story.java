package org.mpath.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** What happened to map mpatha of two groups, second by second before now, and how it is. Told by tests. */
final class Story {
    /** Now: 1970-01-01T12:00:00Z. */
    static final long NOW = 43_200_000;

    final List<MapEvent> events = new ArrayList<>();
    final Map<String, DiscoveredPath> discovered = new LinkedHashMap<>();
    MapState.Condition condition = MapState.Condition.ACTIVE;
    MapPolicy policy = MapPolicy.DEFAULT;
    List<String> features = List.of("queue_if_no_path");
    List<String> users = List.of();
    GroupState.State first = GroupState.State.ACTIVE;
    GroupState.State second = GroupState.State.ENABLED;
    int queued;
    /** Requests that ended with an error. */
    long errors;
    /** The group number in the status. */
    int turn = 1;
    private final List<List<PathState>> groups = List.of(new ArrayList<>(), new ArrayList<>());

    /** An event so many seconds ago. */
    Story event(long secondsAgo, Kind kind, String path, String from, String to, String reason) {
        events.add(new MapEvent(events.size() + 1, NOW - secondsAgo * 1000, kind, "mpatha", path, from, to, reason));
        return this;
    }

    /** A path that is usable. */
    Story good(int group, String name) {
        return path(group, name, PathState.State.ACTIVE, 0, 0, "", CheckerState.UP);
    }

    /** A path that failed so many seconds ago. */
    Story failed(int group, String name, long secondsAgo, long failCount, String reason, CheckerState checker) {
        return path(group, name, PathState.State.FAILED, secondsAgo, failCount, reason, checker);
    }

    Story path(int group, String name, PathState.State state, long secondsAgo, long failCount, String reason,
            CheckerState checker) {
        long changed = secondsAgo == 0 ? 0 : NOW - secondsAgo * 1000;
        groups.get(group - 1).add(new PathState(
                name, state, failCount, reason, changed, 1, new IoCounters(1000, 200, 0, 0, failCount, failCount)));
        discovered.put(name, Sample.discovered(name, "mpatha", checker, checker == CheckerState.UP ? "" : "port is cut"));
        return this;
    }

    Facts facts() {
        List<GroupState> states = groups.get(0).isEmpty() ? List.of() : List.of(
                new GroupState(1, first, "round-robin", List.copyOf(groups.get(0))),
                new GroupState(2, second, "round-robin", List.copyOf(groups.get(1))));
        MapState map = new MapState(
                "mpatha", Sample.unit(), condition, features, "alua", states, queued, 2, 4,
                new IoCounters(0, 0, 0, 0, errors, 0));
        return new Facts(map, turn, policy, new History(events), discovered, users, NOW);
    }
}
