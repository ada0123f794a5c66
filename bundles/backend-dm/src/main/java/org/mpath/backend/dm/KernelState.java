package org.mpath.backend.dm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;
import org.mpath.core.MapTable;
import org.mpath.natives.MappedDevice;
import org.mpath.natives.TargetLine;

/**
 * What the kernel says of a map at one moment.
 *
 * @param device the device
 * @param table its live table
 * @param info its status
 */
record KernelState(MappedDevice device, TargetLine table, InfoLine info) {
    /**
     * The snapshot that faces read.
     *
     * @param before the one before, for what the kernel does not remember
     * @param nameOf the name of the path behind a number
     * @param reasonOf why a path fails now, by its name
     */
    MapState snapshot(
            String name, LogicalUnit unit, MapState before, UnaryOperator<String> nameOf, UnaryOperator<String> reasonOf,
            long nowMillis) {
        Map<String, PathState> known = new HashMap<>();
        before.groups().forEach(group -> group.paths().forEach(path -> known.put(path.name(), path)));
        List<String> selectors = selectors();
        List<GroupState> groups = new ArrayList<>();
        for (InfoLine.Group group : info.groups()) {
            List<PathState> paths = group.paths().stream()
                    .map(path -> {
                        String pathName = nameOf.apply(path.number());
                        return pathState(pathName, path, known.get(pathName), reasonOf.apply(pathName), nowMillis);
                    })
                    .toList();
            String selector = groups.size() < selectors.size() ? selectors.get(groups.size()) : "";
            groups.add(new GroupState(groups.size() + 1, group.state(), selector, paths));
        }
        return new MapState(name, unit, condition(), TableWords.features(table), handler(), List.copyOf(groups), 0, 0,
                device.events(), IoCounters.ZERO, before.totals());
    }

    private static PathState pathState(String name, InfoLine.Path path, PathState before, String reason, long nowMillis) {
        boolean changed = before != null && before.state() != path.state();
        boolean failedNew = path.state() == PathState.State.FAILED && (before == null || changed);
        String why = failedNew ? reason : before == null ? "" : before.reason();
        long since = changed || failedNew ? nowMillis : before == null ? 0 : before.changedMillis();
        return new PathState(name, path.state(), path.failCount(), why, since, 0, IoCounters.ZERO);
    }

    private Condition condition() {
        long all = info.groups().stream().mapToLong(group -> group.paths().size()).sum();
        long active = info.groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.state() == PathState.State.ACTIVE)
                .count();
        if (device.suspended()) {
            return Condition.SUSPENDED;
        } else if (all == 0) {
            return Condition.EMPTY;
        } else if (active == 0) {
            return TableWords.queues(table) ? Condition.QUEUEING : Condition.FAILED;
        } else if (info.queueing() && info.activations() > 0) {
            return Condition.ACTIVATING;
        }
        return active < all ? Condition.DEGRADED : Condition.ACTIVE;
    }

    private String handler() {
        try {
            return MapTable.parse(table.toString()).handlerName();
        } catch (IllegalArgumentException unknown) {
            return "";
        }
    }

    private List<String> selectors() {
        try {
            return MapTable.parse(table.toString()).groups().stream().map(MapTable.GroupSpec::selector).toList();
        } catch (IllegalArgumentException unknown) {
            return List.of();
        }
    }
}
