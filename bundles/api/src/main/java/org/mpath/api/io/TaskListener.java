package org.mpath.api.io;

import org.osgi.annotation.versioning.ConsumerType;

/** Told when a task is over. */
@ConsumerType
@FunctionalInterface
public interface TaskListener {
    /**
     * The task is over; its outcome fields are set and the one who submitted it owns it and its buffer again. Reactor
     * thread; may be called before {@code submit} has returned. May submit again.
     */
    void taskDone(ScsiTask task);
}
