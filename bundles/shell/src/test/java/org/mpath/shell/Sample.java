package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;

/** Maps and paths as a lab of two ports would show them. */
final class Sample {
    static final String WWID = "3600a0980000000000000000000000001";
    static final String CUT = "port B0 is cut";

    private Sample() {}

    static LogicalUnit unit() {
        return new LogicalUnit(WWID, "MPATH", "LAB", "0001", "S1", 512, 131072, UnitLimits.NONE);
    }

    static PathState path(String name, PathState.State state, String reason) {
        return new PathState(name, state, reason.isEmpty() ? 0 : 1, reason, 0, 0, new IoCounters(5, 6, 7, 8, 9, 1));
    }

    /** Map mpatha: one path good, one failed. */
    static MapState degraded() {
        return map("mpatha", MapState.Condition.DEGRADED, List.of(
                path("lab:A0/0", PathState.State.ACTIVE, ""), path("lab:B0/0", PathState.State.FAILED, CUT)));
    }

    static MapState map(String name, MapState.Condition condition, List<PathState> paths) {
        GroupState group = new GroupState(1, GroupState.State.ACTIVE, "round-robin", paths);
        return new MapState(
                name, unit(), condition, List.of("queue_if_no_path"), "sym", List.of(group), 0, 2, 4, IoCounters.ZERO);
    }

    static DiscoveredPath discovered(String name, String map, CheckerState checker, String reason) {
        String port = name.substring(name.indexOf(':') + 1, name.lastIndexOf('/'));
        return new DiscoveredPath(name, "lab", port, 0, "MPATH", "LAB", WWID, map, checker, "sym", 1, -1, "", reason);
    }

    /** What discovery knows of {@link #degraded}, and a path that is in no map. */
    static List<DiscoveredPath> discovered() {
        return new ArrayList<>(List.of(
                discovered("lab:A0/0", "mpatha", CheckerState.UP, ""),
                discovered("lab:B0/0", "mpatha", CheckerState.DOWN, CUT),
                discovered("lab:B0/7", "", CheckerState.UP, "VPD page 83h is 3 bytes long, 4 are needed")));
    }
}
