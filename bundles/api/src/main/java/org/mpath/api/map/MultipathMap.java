package org.mpath.api.map;

import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A map of the user-space data plane, for those who do I/O. Registered as an OSGi service with property {@link #NAME}
 * while the map exists.
 */
@ProviderType
public interface MultipathMap {
    /** Service property: the map's name. */
    String NAME = "mpath.map";

    /** The map's name. Any thread. */
    String name();

    /** The unit behind the map. Any thread. */
    LogicalUnit unit();

    /** The reactor that owns the map: submit there. Any thread. */
    Reactor reactor();

    /** The present snapshot, with counters as of now. Any thread; does not block. */
    MapState state();

    /**
     * Takes a task; {@code listener} is called exactly once for it, perhaps before this returns. The map retries on its
     * paths; the outcome is the caller's: {@link org.mpath.api.io.Delivery#ANSWERED} with the unit's status, or without an
     * answer the reason why no path could do it. Reactor thread.
     */
    void submit(ScsiTask task, TaskListener listener);

    /**
     * Sends a task on the current path, once: it is neither queued nor retried, and its answer is the path's
     * (device-mapper's ioctl pass-through). {@code listener} is called only when the answer is {@link PassThrough#SENT}.
     * Reactor thread.
     */
    PassThrough passThrough(ScsiTask task, TaskListener listener);

    /**
     * Says that somebody uses the map. While it is in use it is kept even without paths, and I/O waits.
     *
     * @param user who, for people: {@code nbd 127.0.0.1:40312}
     */
    MapLease lease(String user);
}
