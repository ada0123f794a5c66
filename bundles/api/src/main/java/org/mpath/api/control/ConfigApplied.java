package org.mpath.api.control;

import java.util.List;

/**
 * What applying configuration files did, or would do.
 *
 * @param check what is to be said of the files
 * @param changes the maps that change; empty when the files were refused
 */
public record ConfigApplied(ConfigCheck check, List<MapChange> changes) {
    /** Copies the list. */
    public ConfigApplied {
        changes = List.copyOf(changes);
    }
}
