package org.mpath.api.plugin;

import org.mpath.api.path.PathDevice;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells how good a path is, and which paths change state together. Reactor thread; returns at once. */
@ConsumerType
public interface Prioritizer {
    /** The prioritizer's name, in multipath-tools' spelling. */
    String name();

    /**
     * Ranks a path.
     *
     * @param timeoutNanos the commands sent get this timeout
     */
    void rank(PathDevice path, long timeoutNanos, RankListener listener);
}
