package org.mpath.config;

import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapChange;
import org.osgi.annotation.versioning.ConsumerType;

/** Does what a configuration says. Control threads; calls wait, bounded. */
@ConsumerType
public interface ConfigurationUser {
    /** Which maps would change, and how; nothing is changed. */
    List<MapChange> plan(Configuration next);

    /**
     * Follows another configuration: changes the maps of {@link #plan} and no others.
     *
     * @param force whether maps may lose redundancy or users
     * @return what was changed
     * @throws ControlException with one sentence when it cannot be, or should not be without {@code force}; the former
     *     configuration is followed then
     */
    List<MapChange> follow(Configuration next, boolean force);
}
