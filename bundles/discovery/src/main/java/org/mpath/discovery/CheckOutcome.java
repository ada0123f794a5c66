package org.mpath.discovery;

import java.util.EnumSet;
import java.util.Set;
import org.mpath.api.inventory.CheckerState;
import org.mpath.scsi.UnitReadiness;

/**
 * What a check says about a path. A TEST UNIT READY is judged by {@link UnitReadiness}.
 *
 * @param state the checker state
 * @param reason why it is not {@link CheckerState#UP}, one sentence; empty when it is
 */
record CheckOutcome(CheckerState state, String reason) {
    static final CheckOutcome UP = new CheckOutcome(CheckerState.UP, "");

    private static final Set<CheckerState> SAID_BY_DISCOVERY =
            EnumSet.of(CheckerState.UNCHECKED, CheckerState.REMOVED, CheckerState.DELAYED);

    /** Judges the answer a command got, or that it got none. */
    static CheckOutcome of(PathCommand command) {
        if (!command.answered()) {
            return new CheckOutcome(command.timedOut() ? CheckerState.TIMEOUT : CheckerState.DOWN, command.text());
        }
        return switch (command.readiness()) {
            case READY -> UP;
            case BUSY, TRANSITION -> new CheckOutcome(CheckerState.PENDING, command.text());
            case STANDBY -> new CheckOutcome(CheckerState.GHOST, command.text());
            case GONE -> new CheckOutcome(CheckerState.DISCONNECTED, command.text());
            case NOT_READY -> new CheckOutcome(CheckerState.DOWN, command.text());
        };
    }

    /** What a family's checker says; null when that is nothing a checker may say. */
    static CheckOutcome of(CheckerState state, String message) {
        if (state == null || SAID_BY_DISCOVERY.contains(state)) {
            return null;
        }
        return state == CheckerState.UP ? UP : new CheckOutcome(state, message == null ? "" : message);
    }

    /** Whether I/O can go this way, perhaps after an activation. */
    boolean usable() {
        return state == CheckerState.UP || state == CheckerState.GHOST;
    }

    /** Whether the path must not be used. PENDING and UNCHECKED leave it as it is. */
    boolean bad() {
        return switch (state) {
            case DOWN, SHAKY, DELAYED, TIMEOUT, REMOVED, DISCONNECTED -> true;
            case UP, GHOST, PENDING, UNCHECKED -> false;
        };
    }
}
