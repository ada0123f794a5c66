package org.mpath.api.path;

import org.osgi.annotation.versioning.ConsumerType;

/** Told how a logical unit reset ended. */
@ConsumerType
@FunctionalInterface
public interface ResetListener {
    /**
     * @param path the path it was sent on
     * @param done true when the unit answered "function complete": all its tasks are over
     */
    void resetDone(PathDevice path, boolean done);
}
