package org.mpath.api.map;

import java.util.List;

/**
 * A path group of a map.
 *
 * @param number from 1, in table order
 * @param state the kernel's group state
 * @param selector name of its path selector
 * @param paths its paths, in table order
 */
public record GroupState(int number, State state, String selector, List<PathState> paths) {
    /** The kernel's group states. */
    public enum State {
        /** The group I/O goes to (A). */
        ACTIVE,
        /** Usable (E). */
        ENABLED,
        /** Bypassed (D). */
        DISABLED
    }
}
