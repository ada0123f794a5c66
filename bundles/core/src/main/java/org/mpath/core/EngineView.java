package org.mpath.core;

import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;

/**
 * What an engine shows to other threads: immutable but for the running totals, replaced as a whole by each change.
 */
record EngineView(
        List<String> features, String handler, List<Group> groups, boolean queueing, long events, Tally tally) {
    static final EngineView EMPTY = new EngineView(List.of(), "", List.of(), false, 0, new Tally());

    record Group(int number, GroupState.State state, String selector, List<Path> paths) {}

    record Path(
            String name, boolean active, long failCount, String reason, boolean changed, long changedNanos, Tally tally) {
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

    MapState state(String name, LogicalUnit unit, int queued, LongUnaryOperator nanosToMillis) {
        List<GroupState> states = groups.stream()
                .map(group -> new GroupState(
                        group.number(),
                        group.state(),
                        group.selector(),
                        group.paths().stream().map(path -> path.state(nanosToMillis)).toList()))
                .toList();
        return new MapState(
                name, unit, condition(), features, handler, states, queued, tally.inFlight(), events, tally.totals());
    }

    private Condition condition() {
        long total = groups.stream().mapToLong(group -> group.paths().size()).sum();
        long active = groups.stream()
                .flatMap(group -> group.paths().stream())
                .filter(Path::active)
                .count();
        if (total == 0) {
            return Condition.EMPTY;
        }
        if (active == 0) {
            return queueing ? Condition.QUEUEING : Condition.FAILED;
        }
        return active == total ? Condition.ACTIVE : Condition.DEGRADED;
    }

    /** The kernel's INFO line (today's form, seed-systems 3.11), without start, length and target name. */
    String status() {
        StringBuilder text = new StringBuilder("2 0 0 0 ").append(groups.size());
        int current = groups.stream()
                .filter(group -> group.state() == GroupState.State.ACTIVE)
                .mapToInt(Group::number)
                .findFirst()
                .orElse(groups.isEmpty() ? 0 : 1);
        text.append(' ').append(current);
        for (Group group : groups) {
            text.append(' ').append(group.state().name().charAt(0)).append(" 0 ").append(group.paths().size()).append(" 0");
            for (Path path : group.paths()) {
                text.append(String.format(Locale.ROOT, " %s %s %d", path.name(), path.active() ? "A" : "F", path.failCount()));
            }
        }
        return text.toString();
    }
}
