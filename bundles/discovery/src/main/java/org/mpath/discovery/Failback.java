package org.mpath.discovery;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * Sends the I/O of maps back to their best group when all of it is usable again, after the delay that the family asks for,
 * by {@code switch_group} and never by a new table. Discovery thread.
 */
final class Failback {
    private static final String BY_MESSAGE = "by message";

    private final DataPlane plane;
    private final EngineView engine;
    private final MapMessages messages;
    private final DiscoveryThread thread;

    Failback(DataPlane plane, EngineView engine, MapMessages messages, DiscoveryThread thread) {
        this.plane = plane;
        this.engine = engine;
        this.messages = messages;
        this.thread = thread;
    }

    /** The number of the group I/O goes to; 0 when none went since the group was chosen. */
    static int current(MapState map) {
        return map.groups().stream()
                .filter(group -> group.state() == GroupState.State.ACTIVE)
                .mapToInt(GroupState::number)
                .findFirst()
                .orElse(0);
    }

    /** Looks whether a map should go back, and when. */
    void consider(MapEntry entry) {
        int best = better(entry);
        if (best == 0) {
            entry.pace.rest();
            return;
        }
        long nowNanos = System.nanoTime();
        int delaySeconds = entry.layout.settings().grouping().failbackSeconds();
        long waitNanos = entry.pace.waitNanos(nowNanos, TimeUnit.SECONDS.toNanos(delaySeconds));
        if (waitNanos == 0) {
            if (messages.switchGroup(entry, best, "the best group is usable again")) {
                entry.pace.switched(nowNanos);
                entry.bestWasDown = false;
            }
        } else if (entry.pace.announce()) {
            thread.later(() -> due(entry), TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1);
        }
    }

    private void due(MapEntry entry) {
        entry.pace.announced();
        consider(entry);
    }

    /** The number of the best group when I/O should go there and does not; 0 otherwise. */
    private int better(MapEntry entry) {
        MapLayout layout = entry.layout;
        if (layout == null || entry.regrouping || layout.groups().size() < 2 || !returns(entry)) {
            return 0;
        }
        int best = PathGroup.best(layout.groups());
        PathGroup<KnownPath> group = layout.groups().get(best - 1);
        if (group.usableCount() < group.paths().size()) {
            return 0;
        }
        MapState map = engine.map(entry.name);
        int current = map == null || busy(map) || map.groups().size() != layout.groups().size() ? 0 : current(map);
        return current != 0 && current != best && ready(map, best, group) ? best : 0;
    }

    /** Whether a map returns by itself; one that follows over only after all of its first group was lost. */
    private static boolean returns(MapEntry entry) {
        entry.bestWasDown |= entry.layout.groups().get(0).usableCount() == 0;
        return switch (entry.layout.settings().grouping().failback()) {
            case MANUAL -> false;
            case FOLLOWOVER -> entry.bestWasDown;
            case IMMEDIATE, DEFERRED -> true;
        };
    }

    private static boolean busy(MapState map) {
        return map.condition() == MapState.Condition.SUSPENDED || map.condition() == MapState.Condition.ACTIVATING;
    }

    /** Whether the engine can use all of a group, and nobody told it not to. */
    private boolean ready(MapState map, int number, PathGroup<KnownPath> wanted) {
        GroupState group = map.groups().get(number - 1);
        List<String> names = group.paths().stream().map(PathState::name).toList();
        return names.equals(wanted.paths().stream().map(KnownPath::name).toList())
                && group.paths().stream().allMatch(path -> path.state() == PathState.State.ACTIVE)
                && (group.state() != GroupState.State.DISABLED || !disabledByHand(map.name(), number));
    }

    private boolean disabledByHand(String map, int number) {
        List<MapEvent> history = plane.history(map);
        for (int i = history.size() - 1; i >= 0; i--) {
            MapEvent event = history.get(i);
            if (event.kind() == MapEvent.Kind.GROUP_BYPASSED && event.to().equals("group " + number)) {
                return event.reason().equals(BY_MESSAGE);
            }
        }
        return false;
    }
}
