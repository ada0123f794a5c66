package org.mpath.itests.sim.invariant;

import java.util.function.Supplier;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.itests.sim.Tables.Table;

/** What the snapshot says of paths is what events said, and its groups are the live table's. */
public final class StateTold extends Invariant {
    private final boolean[] failed;
    private final Supplier<MapState> state;
    private Table table;
    private boolean changed;

    /** @param state the engine's snapshot */
    public StateTold(int paths, Supplier<MapState> state) {
        super("snapshot and events agree");
        this.failed = new boolean[paths];
        this.state = state;
    }

    @Override
    public void loaded(Table next) {
        table = next;
        changed = true;
    }

    @Override
    public void event(MapEvent.Kind kind, int path, String from, String to, String reason) {
        switch (kind) {
            case PATH_FAILED -> {
                if (failed[path]) {
                    throw broken("path %d fails twice", path);
                }
                failed[path] = true;
            }
            case PATH_REINSTATED -> {
                if (!failed[path]) {
                    throw broken("path %d is reinstated and had not failed", path);
                }
                failed[path] = false;
            }
            case PATH_ADDED -> failed[path] = false;
            default -> { }
        }
        changed = true;
    }

    @Override
    public void closing() {
        table = null;
    }

    @Override
    public void settled() {
        if (!changed || table == null) {
            return;
        }
        changed = false;
        MapState now = state.get();
        if (now.groups().size() != table.groups().size()) {
            throw broken("the snapshot has %d groups, the table %d", now.groups().size(), table.groups().size());
        }
        for (GroupState group : now.groups()) {
            for (PathState path : group.paths()) {
                compare(group.number(), path);
            }
        }
    }

    private void compare(int group, PathState path) {
        int index = Integer.parseInt(path.name().substring(1));
        if (table.groupOf(index) != group) {
            throw broken("the snapshot has path %d in group %d, the table in %d", index, group, table.groupOf(index));
        }
        boolean shown = path.state() == PathState.State.FAILED;
        if (shown != failed[index]) {
            throw broken("the snapshot says %s of path %d, events said it has %s", path.state(), index,
                    failed[index] ? "failed" : "not failed");
        }
    }
}
