package org.mpath.target;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of what an array does on its own, for front ends. Called on the array's thread, inside a call to the array. */
@ConsumerType
public interface ArrayListener {
    /** A controller went down, so the nexuses of its ports have ended, or is up, so that its ports can be logged in to. */
    void controllerChanged(Controller controller);
}
