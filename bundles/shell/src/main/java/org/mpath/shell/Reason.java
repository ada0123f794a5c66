package org.mpath.shell;

import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.PathState;

/** Why a path is not used, in one sentence. */
final class Reason {
    private Reason() {}

    /**
     * The engine's reason while the path is failed, else discovery's; empty when all is well.
     *
     * @param known what discovery knows of the path; may be null
     */
    static String of(PathState path, DiscoveredPath known) {
        if (path.state() == PathState.State.FAILED && !path.reason().isEmpty()) {
            return path.reason();
        }
        return known == null ? "" : known.reason();
    }
}
