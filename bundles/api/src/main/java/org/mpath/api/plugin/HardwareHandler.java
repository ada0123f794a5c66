package org.mpath.api.plugin;

import org.mpath.api.path.PathDevice;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An array family's knowledge at work in one map. Reactor thread; no call may block.
 *
 * <p>One that throws, blocks, answers null, twice or on another thread is asked nothing more: the version before takes its
 * place, or none. One that blocks and ignores its interrupt keeps that thread; the reactor goes on on another one, and nothing
 * more is done for the call. A path given to a handler is the same object each time, as long as the plug-in is in use; its timers are the
 * only clock a handler has, and it must not reset units.
 */
@ConsumerType
public interface HardwareHandler {
    /**
     * Judges sense data before the engine's own table does.
     *
     * @param path where it came from
     * @return {@link Verdict#DECLINED} to leave it to the engine
     */
    Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq);

    /** How it makes a group ready for I/O. Constant. */
    default Activation activation() {
        return Activation.NONE;
    }

    /**
     * Makes a path's group ready (pg_init). Returns at once; the engine holds I/O for the group until every path it asked
     * has answered, or its own deadline has passed.
     *
     * @param bypassed the group was bypassed: another controller may be using it
     */
    default void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        listener.activated(ActivationCode.OK);
    }

    /** Asks whether the path's controller owns the unit. Returns at once. */
    default void askOwner(PathDevice path, OwnerListener listener) {
        listener.ownerState(OwnerState.UNKNOWN);
    }

    /** Words for the handler field of the 2005 and 2007 status line, blank separated; empty for none. */
    default String statusWords() {
        return "";
    }

    /**
     * The map does without it from now on: gives back timers and listeners, so that nothing of the bundle stays reachable.
     * Nothing is asked of it afterwards, and what it still answers is ignored.
     */
    default void close() {}
}
