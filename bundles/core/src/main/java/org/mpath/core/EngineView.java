package org.mpath.core;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;

/** What an engine shows to other threads: immutable but for the running totals, replaced as a whole by each change. */
record EngineView(
        List<String> features, String handler, List<Group> groups, Condition condition, long events, Tally tally) {
    static final EngineView EMPTY = new EngineView(List.of(), "", List.of(), Condition.EMPTY, 0, new Tally());

    record Group(int number, GroupState.State state, String selector, List<Path> paths) {
        static Group of(EngineGroup group, EngineGroup active) {
            GroupState.State state = group.bypassed
                    ? GroupState.State.DISABLED
                    : group == active ? GroupState.State.ACTIVE : GroupState.State.ENABLED;
            return new Group(group.number, state, group.selectorName, group.paths.stream().map(Path::of).toList());
        }

        /** Asked for thousands of times a second when there are thousands of paths: without streams. */
        GroupState state(LongUnaryOperator nanosToMillis) {
            PathState[] states = new PathState[paths.size()];
            for (int i = 0; i < states.length; i++) {
                states[i] = paths.get(i).state(nanosToMillis);
            }
            return new GroupState(number, state, selector, List.of(states));
        }
    }

    record Path(
            String name, boolean active, long failCount, String reason, boolean changed, long changedNanos, Tally tally) {
        static Path of(EnginePath path) {
            return new Path(
                    path.name, path.active, path.failCount, path.reason, path.changed, path.changedNanos, path.tally);
        }

        PathState state(LongUnaryOperator nanosToMillis) {
            return new PathState(
                    name,
                    active ? PathState.State.ACTIVE : PathState.State.FAILED,
                    failCount,
                    reason,
                    changed ? nanosToMillis.applyAsLong(changedNanos) : 0,
                    tally.inFlight(),
                    tally.totals());
        }
    }

    static EngineView of(MapEngine engine, String handler, boolean queueing, long events) {
        EngineGroup active = active(engine);
        return new EngineView(
                engine.table().features(),
                handler,
                engine.paths.groups().stream().map(group -> Group.of(group, active)).toList(),
                condition(engine, queueing),
                events,
                engine.tally);
    }

    /**
     * The group that I/O goes to. One whose last path failed is no such group, though the kernel calls it current until the next
     * request: then another one is, or none when that has to be made ready first.
     */
    private static EngineGroup active(MapEngine engine) {
        EngineGroup current = engine.choice.current();
        if (current == null || current.firstActive() != null) {
            return current;
        }
        return engine.activation.activates() ? null : engine.choice.instead();
    }

    private static Condition condition(MapEngine engine, boolean queueing) {
        int total = engine.paths.groups().stream().mapToInt(group -> group.paths.size()).sum();
        int active = engine.paths.activeCount();
        if (engine.suspension.defers()) {
            return Condition.SUSPENDED;
        }
        if (total == 0) {
            return Condition.EMPTY;
        }
        if (active == 0) {
            return queueing ? Condition.QUEUEING : Condition.FAILED;
        }
        if (engine.activation.holds() || engine.scan.running()) {
            return Condition.ACTIVATING;
        }
        return active == total ? Condition.ACTIVE : Condition.DEGRADED;
    }

    MapState state(String name, LogicalUnit unit, int waiting, LongUnaryOperator nanosToMillis) {
        GroupState[] states = new GroupState[groups.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = groups.get(i).state(nanosToMillis);
        }
        int inFlight = Math.max(0, tally.inFlight() - waiting);
        return new MapState(
                name, unit, condition, features, handler, List.of(states), waiting, inFlight, events, tally.totals());
    }
}
