package org.mpath.shell;

import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;

/** Why a path is in no map. */
final class LonePathWhy {
    private final DiscoveredPath path;

    LonePathWhy(DiscoveredPath path) {
        this.path = path;
    }

    Explanation explanation() {
        Explanation.Chain chain = new Explanation.Chain();
        chain.now("unit", path.wwid().isEmpty()
                ? "who is behind it is not known"
                : path.vendor() + " " + path.product() + ", wwid " + path.wwid());
        if (!path.wwid().isEmpty()) {
            chain.now("plug-in", plugIn(path));
        }
        chain.now("checker", StateWord.of(path.checker()));
        String reason = path.reason().isEmpty() ? "discovery has not placed it yet" : path.reason();
        List<String> advice = path.checker() == CheckerState.UNCHECKED && path.reason().isEmpty()
                ? List.of()
                : List.of("`mpath:rescan` has it identified again");
        return new Explanation("path", path.name(), "", false, path.name() + " is in no map: " + reason, chain.inOrder(), advice);
    }

    /** Who knows the array behind a path. */
    static String plugIn(DiscoveredPath path) {
        if (path.family().isEmpty()) {
            return "none claims its array: its map has no hardware handler, its checks are TEST UNIT READY";
        }
        return path.family() + (path.access().isEmpty() ? "" : ", the array says " + path.access());
    }
}
