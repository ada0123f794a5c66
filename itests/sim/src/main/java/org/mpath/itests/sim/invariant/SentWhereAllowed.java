package org.mpath.itests.sim.invariant;

import java.util.List;
import java.util.function.IntSupplier;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.Tables.Table;

/**
 * Nothing is sent to a path that has failed or is in no group, and no bypassed group is entered while another one has a
 * usable path, unless it was asked for or the array says that it is the one.
 */
public final class SentWhereAllowed extends Invariant {
    private static final String GROUP = "group ";
    private static final String BY_REQUEST = "by request";
    private static final String BY_ARRAY = "says it owns the unit";

    private final boolean[] failed;
    private final IntSupplier shown;
    private boolean[] bypassed = {};
    private Table table;
    private boolean follows;
    /** The group that was sent to last; 0 when the choice is open again. */
    private int current;
    /** The group that was asked for, and was neither entered nor bypassed since; 0 for none. */
    private int asked;

    /**
     * No path has failed.
     *
     * @param shown the group that the status line shows: one can be entered without a request, when its paths are busy
     */
    public SentWhereAllowed(int paths, IntSupplier shown) {
        super("I/O goes where it may");
        this.shown = shown;
        failed = new boolean[paths];
    }

    @Override
    public void handler(HardwareHandler handler) {
        asked = current;
        follows = handler != null && handler.activation() == Activation.FOLLOW;
    }

    @Override
    public void loaded(Table next) {
        table = next;
        bypassed = new boolean[next.groups().size() + 1];
        current = 0;
        asked = 1;
    }

    @Override
    public void event(MapEvent.Kind kind, int path, String from, String to, String reason) {
        switch (kind) {
            case PATH_FAILED -> failed[path] = true;
            case PATH_REINSTATED, PATH_ADDED -> failed[path] = false;
            case ACTIVATION_STARTED -> enter(number(to));
            case GROUP_BYPASSED -> bypass(to, true);
            case GROUP_ENABLED -> bypass(to, false);
            case GROUP_SWITCHED -> {
                if (reason.equals(BY_REQUEST)) {
                    bypassed = new boolean[bypassed.length];
                    asked = number(to);
                } else {
                    enterAllowed(number(to), reason.endsWith(BY_ARRAY));
                }
            }
            default -> { }
        }
    }

    private void bypass(String group, boolean on) {
        bypassed[number(group)] = on;
        current = 0;
        asked = on && asked == number(group) ? 0 : asked;
    }

    private static int number(String group) {
        return Integer.parseInt(group.substring(GROUP.length()));
    }

    @Override
    public void settled() {
        for (boolean any : bypassed) {
            if (any) {
                current = shown.getAsInt();
                return;
            }
        }
    }

    @Override
    public void sent(int path, Request request) {
        if (failed[path]) {
            throw broken("%s is sent on path %d, which has failed", request, path);
        }
        int group = table.groupOf(path);
        if (group == 0) {
            throw broken("%s is sent on path %d, which is in no group", request, path);
        }
        enterAllowed(group, follows);
    }

    private void enterAllowed(int group, boolean byArray) {
        if (group != current && group != asked && bypassed[group] && !byArray && betterThan(group)) {
            throw broken("I/O goes to group %d, which is bypassed, and another one is usable", group);
        }
        enter(group);
    }

    private void enter(int group) {
        current = group;
        asked = 0;
    }

    private boolean betterThan(int group) {
        List<List<Integer>> groups = table.groups();
        for (int other = 1; other <= groups.size(); other++) {
            if (other != group && !bypassed[other] && groups.get(other - 1).stream().anyMatch(path -> !failed[path])) {
                return true;
            }
        }
        return false;
    }
}
