package org.mpath.itests.sim.invariant;

import org.mpath.api.map.MapEvent;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.Tables.Table;

/** Nothing is sent to a path that has failed or is in no group. */
public final class SentWhereAllowed extends Invariant {
    private final boolean[] failed;
    private Table table;

    /** No path has failed. */
    public SentWhereAllowed(int paths) {
        super("I/O goes where it may");
        failed = new boolean[paths];
    }

    @Override
    public void loaded(Table next) {
        table = next;
    }

    @Override
    public void event(MapEvent.Kind kind, int path, String from, String to) {
        switch (kind) {
            case PATH_FAILED -> failed[path] = true;
            case PATH_REINSTATED, PATH_ADDED -> failed[path] = false;
            default -> { }
        }
    }

    @Override
    public void sent(int path, Request request) {
        if (failed[path]) {
            throw broken("%s is sent on path %d, which has failed", request, path);
        }
        if (table.groupOf(path) == 0) {
            throw broken("%s is sent on path %d, which is in no group", request, path);
        }
    }
}
