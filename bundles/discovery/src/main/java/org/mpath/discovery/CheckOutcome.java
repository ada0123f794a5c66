package org.mpath.discovery;

import java.util.EnumSet;
import java.util.Set;
import org.mpath.api.inventory.CheckerState;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * What a check says about a path. A TEST UNIT READY is judged as by multipath-tools' tur checker, but that RECOVERED ERROR
 * is a success with a note (SPC-5 4.4.8), and unavailable (02/04/0C) is like standby: activation may change it.
 *
 * @param state the checker state
 * @param reason why it is not {@link CheckerState#UP}, one sentence; empty when it is
 */
record CheckOutcome(CheckerState state, String reason) {
    static final CheckOutcome UP = new CheckOutcome(CheckerState.UP, "");

    private static final Set<CheckerState> SAID_BY_DISCOVERY =
            EnumSet.of(CheckerState.UNCHECKED, CheckerState.REMOVED, CheckerState.DELAYED);
    private static final int NOT_READY_ASC = 0x04;
    private static final int IN_TRANSITION = 0x0a;
    private static final int IN_STANDBY = 0x0b;
    private static final int UNAVAILABLE = 0x0c;
    private static final int UNIT_NOT_SUPPORTED_ASC = 0x25;
    /** Without qualifier: 05/25/01 of CLARiiON arrays is a unit that another controller owns. */
    private static final int UNIT_NOT_SUPPORTED_ASCQ = 0x00;

    /** Judges the answer a command got, or that it got none. */
    static CheckOutcome of(PathCommand command) {
        if (!command.answered()) {
            return new CheckOutcome(command.timedOut() ? CheckerState.TIMEOUT : CheckerState.DOWN, command.text());
        }
        return switch (command.status()) {
            case Status.GOOD, Status.CONDITION_MET, Status.RESERVATION_CONFLICT -> UP;
            case Status.BUSY, Status.TASK_SET_FULL -> new CheckOutcome(CheckerState.PENDING, command.text());
            default -> ofSense(command.senseKey(), command.asc(), command.ascq(), command.text());
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

    private static CheckOutcome ofSense(int key, int asc, int ascq, String text) {
        if (key == SenseKey.RECOVERED_ERROR.code()) {
            return UP;
        }
        boolean notSupported = asc == UNIT_NOT_SUPPORTED_ASC && ascq == UNIT_NOT_SUPPORTED_ASCQ;
        if (key == SenseKey.ILLEGAL_REQUEST.code() && notSupported) {
            return new CheckOutcome(CheckerState.DISCONNECTED, text);
        }
        boolean notReady = key == SenseKey.NOT_READY.code() && asc == NOT_READY_ASC;
        if (notReady && (ascq == IN_STANDBY || ascq == UNAVAILABLE)) {
            return new CheckOutcome(CheckerState.GHOST, text);
        }
        return new CheckOutcome(notReady && ascq == IN_TRANSITION ? CheckerState.PENDING : CheckerState.DOWN, text);
    }
}
