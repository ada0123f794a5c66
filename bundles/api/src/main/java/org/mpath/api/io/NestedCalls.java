package org.mpath.api.io;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Calls of plug-ins that are made in the middle of the runtime's own work, because they are too many to be an event each
 * ({@link Reactor#call}): nothing is said to the reactor when one begins. It finds out from the stack of its thread, once that
 * stands still.
 */
@ConsumerType
public interface NestedCalls {
    /** Name of the class whose methods make such calls and do nothing else. */
    String caller();

    /** Milliseconds that one may take, as {@link PlugInCall#limitMillis}. */
    long limitMillis();

    /**
     * The one under way. Its {@link PlugInCall#begin} and {@link PlugInCall#run} are not called; {@link PlugInCall#ended} is, on
     * the thread that goes on, when the reactor went on without it. Asked by a thread that watches, while the reactor's is in one.
     *
     * @return null when there is none after all
     */
    PlugInCall<?> present();
}
