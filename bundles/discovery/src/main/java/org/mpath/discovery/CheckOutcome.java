package org.mpath.discovery;

import org.mpath.api.inventory.CheckerState;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * What a TEST UNIT READY says about a path. As multipath-tools' tur checker judges, but for RECOVERED ERROR, which is a
 * success with a note (SPC-5 4.4.8).
 *
 * @param state the checker state
 * @param reason why it is not {@link CheckerState#UP}, one sentence; empty when it is
 */
record CheckOutcome(CheckerState state, String reason) {
    static final CheckOutcome UP = new CheckOutcome(CheckerState.UP, "");

    private static final int NOT_READY_ASC = 0x04;
    private static final int IN_TRANSITION = 0x0a;
    private static final int IN_STANDBY = 0x0b;
    private static final int UNIT_NOT_SUPPORTED_ASC = 0x25;

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

    /** Whether I/O can go this way. */
    boolean up() {
        return state == CheckerState.UP;
    }

    /** Whether the path must not be used. GHOST and PENDING leave it as it is. */
    boolean bad() {
        return state == CheckerState.DOWN || state == CheckerState.TIMEOUT || state == CheckerState.DISCONNECTED;
    }

    private static CheckOutcome ofSense(int key, int asc, int ascq, String text) {
        if (key == SenseKey.RECOVERED_ERROR.code()) {
            return UP;
        }
        if (key == SenseKey.ILLEGAL_REQUEST.code() && asc == UNIT_NOT_SUPPORTED_ASC) {
            return new CheckOutcome(CheckerState.DISCONNECTED, text);
        }
        boolean notReady = key == SenseKey.NOT_READY.code() && asc == NOT_READY_ASC;
        if (notReady && ascq == IN_STANDBY) {
            return new CheckOutcome(CheckerState.GHOST, text);
        }
        return new CheckOutcome(notReady && ascq == IN_TRANSITION ? CheckerState.PENDING : CheckerState.DOWN, text);
    }
}
