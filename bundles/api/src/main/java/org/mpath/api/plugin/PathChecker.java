package org.mpath.api.plugin;

import org.mpath.api.path.PathDevice;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds out whether a path can do I/O. Reactor thread; returns at once. One check of a path at a time. */
@ConsumerType
public interface PathChecker {
    /** The checker's name, in multipath-tools' spelling. */
    String name();

    /**
     * Checks a path.
     *
     * @param timeoutNanos the commands sent get this timeout
     */
    void check(PathDevice path, long timeoutNanos, CheckListener listener);
}
