package org.mpath.itests.sim;

import org.mpath.api.map.MapEvent;
import org.mpath.itests.sim.Tables.Table;
import org.mpath.itests.sim.invariant.Invariant;

/** Counts failovers: failures of a path, or changes of group, with I/O on the way that made I/O move. It never breaks. */
final class Moves extends Invariant {
    private final boolean[] failed;
    private Table table;
    private boolean switched;
    private long failovers;
    private long commands;

    Moves(int paths) {
        super("moves");
        failed = new boolean[paths];
    }

    long failovers() {
        return failovers;
    }

    long commands() {
        return commands;
    }

    @Override
    public void loaded(Table next) {
        table = next;
    }

    @Override
    public void event(MapEvent.Kind kind, int path, String from, String to, String reason) {
        if (kind == MapEvent.Kind.PATH_FAILED) {
            failed[path] = true;
        } else if (kind == MapEvent.Kind.GROUP_SWITCHED) {
            switched = true;
        }
    }

    @Override
    public void sent(int path, Request request) {
        commands++;
        int before = request.lastPath;
        if (request.sends == 0 || before == path) {
            return;
        }
        if (failed[before]) {
            failed[before] = false;
            failovers++;
        } else if (switched && table.groupOf(before) != table.groupOf(path)) {
            switched = false;
            failovers++;
        }
    }
}
