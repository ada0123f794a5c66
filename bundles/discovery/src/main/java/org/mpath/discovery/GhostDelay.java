package org.mpath.discovery;

import java.util.List;
import org.mpath.api.inventory.CheckerState;

/**
 * {@code ghost_delay}: a unit that is reached through passive paths only waits before it becomes a map, for making a map may
 * move the unit, and the better paths may only be late. Pure.
 */
final class GhostDelay {
    private static final long MILLIS_PER_SECOND = 1_000;
    /** A path that became better meanwhile is noticed after so long. */
    private static final long LOOK_MILLIS = 1_000;

    private GhostDelay() {}

    /** Whether a path's unit may have to wait. */
    static boolean asked(KnownPath path) {
        return seconds(path) > 0 && path.check.state() == CheckerState.GHOST;
    }

    /**
     * What becomes of a unit without map that may become one.
     *
     * @param paths all paths to it, in the order of their names
     * @param ageMillis how long the first of them has been there
     */
    static MapAdmission.Answer of(List<KnownPath> paths, long ageMillis) {
        int seconds = seconds(paths.get(0));
        long leftMillis = seconds * MILLIS_PER_SECOND - ageMillis;
        boolean passive = paths.stream().anyMatch(GhostDelay::asked)
                && paths.stream().noneMatch(path -> path.check.state() == CheckerState.UP);
        return !passive || leftMillis <= 0
                ? new MapAdmission.Map()
                : new MapAdmission.Wait(Math.min(LOOK_MILLIS, leftMillis), "no map for unit "
                        + paths.get(0).identity.unit().wwid() + ": it has passive paths only, and ghost_delay waits " + seconds
                        + " s for a better one");
    }

    private static int seconds(KnownPath path) {
        return path.settings == null ? 0 : path.settings.lifeCycle().ghostDelaySeconds();
    }
}
