package org.mpath.handler.hp.sw;

import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.Sense;
import org.mpath.scsi.UnitSerial;

/**
 * Checks a path as multipath-tools' {@code hp_sw}, with INQUIRY and TEST UNIT READY; but only a controller that says that it
 * is passive makes a path a ghost.
 */
final class HpSwChecker implements PathChecker {
    private static final int TRIES = 5;

    @Override
    public String name() {
        return HpSwHandlerFactory.FAMILY;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        Question.serial(path).ask(TRIES, timeoutNanos, (outcome, command) -> {
            String lie = outcome == Outcome.GOOD ? lie(command) : "";
            if (!lie.isEmpty()) {
                listener.checked(CheckerState.DOWN, "INQUIRY: " + lie);
            } else if (outcome == Outcome.GOOD || outcome == Outcome.REFUSED) {
                testReady(path, timeoutNanos, listener); // a unit without that page is there all the same
            } else {
                tell(listener, Readiness.of(outcome, command), "INQUIRY", command);
            }
        });
    }

    /** What is wrong with the page; empty when nothing is. */
    private static String lie(PathCommand command) {
        try {
            UnitSerial.parse(command.received());
            return "";
        } catch (MalformedResponse malformed) {
            return malformed.getMessage();
        }
    }

    private static void testReady(PathDevice path, long timeoutNanos, CheckListener listener) {
        Question.ready(path).ask(TRIES, timeoutNanos, (outcome, command) ->
                tell(listener, Readiness.of(outcome, command), "TEST UNIT READY", command));
    }

    private static void tell(CheckListener listener, Readiness readiness, String asked, PathCommand command) {
        CheckerState state = switch (readiness) {
            case ACTIVE -> CheckerState.UP;
            case PASSIVE -> CheckerState.GHOST;
            case FAILING_OVER, BUSY -> CheckerState.PENDING;
            case GONE -> CheckerState.DISCONNECTED;
            case FAILED, LOST -> CheckerState.DOWN;
            case TIMED_OUT -> CheckerState.TIMEOUT;
        };
        listener.checked(state, state == CheckerState.UP ? "" : asked + ": " + answer(command));
    }

    private static String answer(PathCommand command) {
        if (!command.answered()) {
            return command.timedOut() ? "no answer in time" : "the path was lost";
        }
        return command.senseLength() > 0
                ? Sense.text(command.sense(), command.senseLength())
                : "status " + command.status();
    }
}
