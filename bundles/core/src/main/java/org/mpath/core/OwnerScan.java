package org.mpath.core;

import org.mpath.api.plugin.OwnerState;
import org.mpath.core.Deadlines.What;

/**
 * Looks which group owns the unit now, for arrays that are followed and never told (OpenBSD mpath, seed-systems 1.6): the
 * first usable path of each group in turn is asked until one says it is active; after a round without one there is a
 * pause. I/O is held meanwhile. However often it is triggered while it runs, at most one more scan follows.
 */
final class OwnerScan {
    private final MapEngine engine;
    private int pending;
    private int round;
    private int at;
    private EnginePath asked;

    OwnerScan(MapEngine engine) {
        this.engine = engine;
    }

    boolean running() {
        return pending > 0;
    }

    /** Whether the handler owes an answer. */
    boolean asked() {
        return asked != null;
    }

    /** Another handler takes over: what the one before was asked, it is asked anew. */
    void askAnew(long nowNanos) {
        if (asked != null) {
            cancel();
            trigger(nowNanos);
        }
    }

    /** A path said that another controller owns the unit. */
    void trigger(long nowNanos) {
        pending++;
        if (pending == 1) {
            engine.publish();
            begin(nowNanos);
        }
    }

    void cancel() {
        pending = 0;
        asked = null;
        round++;
        engine.deadlines.clear(What.OWNER_PAUSE);
        engine.deadlines.clear(What.OWNER_ANSWER);
    }

    /** Asks from the first group on. */
    void begin(long nowNanos) {
        at = 0;
        ask(nowNanos);
    }

    private void ask(long nowNanos) {
        while (at < engine.paths.groups().size()) {
            EnginePath path = engine.paths.groups().get(at).firstActive();
            if (path != null) {
                asked = path;
                round++;
                engine.deadlines.clear(What.OWNER_ANSWER);
                engine.deadlines.set(What.OWNER_ANSWER, engine.limits.activationTimeoutNanos(), nowNanos);
                engine.actions.askOwner(path.number, round);
                return;
            }
            at++;
        }
        engine.deadlines.set(What.OWNER_PAUSE, engine.limits.ownerPauseNanos(), nowNanos);
    }

    /** A path answered. */
    void answered(EnginePath path, int answeredRound, OwnerState state, long nowNanos) {
        if (asked != path || answeredRound != round) {
            return;
        }
        asked = null;
        engine.deadlines.clear(What.OWNER_ANSWER);
        if (state == OwnerState.ACTIVE && path.active && path.group != null) {
            engine.states.follow(path.group, path.name + " says it owns the unit");
            found(nowNanos);
        } else {
            at++;
            ask(nowNanos);
        }
    }

    private void found(long nowNanos) {
        boolean once = pending == 1;
        pending = once ? 0 : 1;
        if (!once) {
            begin(nowNanos);
        }
        engine.publish();
        engine.proceed(nowNanos);
    }

    /** The path that was asked failed or left: it will not say. */
    void lost(EnginePath path, long nowNanos) {
        if (asked == path) {
            answered(path, round, OwnerState.UNKNOWN, nowNanos);
        }
    }

    /** The path that was asked did not answer in time. */
    void timedOut(long nowNanos) {
        if (asked != null && !engine.actions.handlerSilent(asked.number)) {
            answered(asked, round, OwnerState.UNKNOWN, nowNanos);
        }
    }
}
