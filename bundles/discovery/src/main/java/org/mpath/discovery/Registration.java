package org.mpath.discovery;

import org.mpath.api.inventory.CheckerState;
import org.mpath.config.ReservationKey;

/**
 * What became of registering the reservation key of a path's unit on the path.
 *
 * @param identity who was behind the path then
 * @param wanted what was to be registered; null when nothing was
 * @param state how far it is
 * @param reason why it is not registered, one sentence; empty when it is, or need not be
 */
record Registration(ProbeResult.Identified identity, Wanted wanted, State state, String reason) {
    /** Nothing was to be done. */
    static final Registration NONE = new Registration(null, null, State.NOT_NEEDED, "");

    /**
     * What is to be registered.
     *
     * @param allTargetPorts for all target ports at once
     */
    record Wanted(ReservationKey key, boolean allTargetPorts) {}

    /** How far it is. */
    enum State {
        /** The unit is being asked. */
        UNDER_WAY,
        /** The unit does not know the key, or knows no keys: nothing was sent. */
        NOT_NEEDED,
        /** The path is registered. */
        REGISTERED,
        /** The unit does not take registrations on this path while it is passive. */
        LATER,
        /** It could not be registered. */
        FAILED
    }

    /** Whether I/O may go over the path. */
    boolean admits() {
        return state != State.UNDER_WAY && state != State.FAILED;
    }

    /** Whether it is to be tried again some time. */
    boolean owed() {
        return state == State.FAILED || state == State.LATER;
    }

    /** Whether it is to be tried again after such a check. */
    boolean triedAgain(CheckOutcome check) {
        return state == State.FAILED && check.usable() || state == State.LATER && check.state() == CheckerState.UP;
    }

    Registration ended(State outcome, String why) {
        return new Registration(identity, wanted, outcome, why);
    }
}
