package org.mpath.core;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.path.PathDevice;

/** What an engine asks of the one who drives it. Called on the driver's thread, inside calls to the engine. */
public interface MapActions {
    /** Sends a task on a path; the driver calls {@link MapEngine#done} when it is over, perhaps before this returns. */
    void send(int path, ScsiTask task);

    /** The device behind a path, for the handler to be told which path it is. */
    PathDevice device(int path);

    /** Sends a LOGICAL UNIT RESET on a path; the driver calls {@link MapEngine#resetDone}. */
    void resetUnit(int path);

    /**
     * Has the handler make a path's group ready; the driver calls {@link MapEngine#activated} with the same round, once,
     * perhaps before this returns.
     */
    void activate(int path, int round, boolean bypassed);

    /** Has the handler say whether a path's controller owns the unit; the driver calls {@link MapEngine#ownerState}. */
    void askOwner(int path, int round);

    /**
     * The handler has not said in time what it was asked about a path.
     *
     * @return whether it is being replaced: then its successor is asked again, otherwise the question counts as not answered
     */
    default boolean handlerSilent(int path) {
        return false;
    }

    /** A selector threw, named nonsense or took too long: its groups use the built-in choice from now on. */
    default void selectorBroke(String selector, String reason) {}

    /**
     * A call of a selector has returned. Often: nothing may be allocated.
     *
     * @return null; or, when it took too long, a clause for people: the selector is replaced as though it had thrown
     * @throws org.mpath.api.io.ThreadAbandoned when the engine is another thread's by now ({@link MapEngine#selectorKept})
     */
    default String selectorReturned() {
        return null;
    }

    /** Reads the first block through a path; the driver calls {@link MapEngine#probed} with the task it used. */
    void probe(int path);

    /** A probe of the current group is over; {@code usable} paths of the map are usable. */
    void probeEnded(int usable);

    /** A suspend asked for is complete: nothing is in flight any more. */
    void suspended();

    /** The map is done with the task. */
    void complete(ScsiTask task);

    /** Asks for {@link MapEngine#timerFired} after a delay, replacing an earlier request; negative: cancels it. */
    void setTimer(long delayNanos);

    /** Something happened that people want to know. The view already shows it. */
    void event(MapEvent.Kind kind, String path, String from, String to, String reason);
}
