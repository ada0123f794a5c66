package org.mpath.shell;

import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.PathState;

/**
 * Why a map or a path is as it is: the chain of decisions from its history, its snapshot and its policy. Pure functions.
 */
final class Why {
    private Why() {}

    /** Explains a map. */
    static Explanation map(Facts facts) {
        return new MapWhy(facts).explanation();
    }

    /** Explains a path in no map. */
    static Explanation lonePath(DiscoveredPath path) {
        return new LonePathWhy(path).explanation();
    }

    /** Explains a path of the map. */
    static Explanation path(Facts facts, String name) {
        GroupState group = facts.groupOf(name);
        PathState path = group.paths().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new PathWhy(facts, group, path).explanation();
    }
}
