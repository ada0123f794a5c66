package org.mpath.checkers;

import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.UnitReadiness;

/** Asks whether the unit is ready. */
final class TestUnitReadyChecker implements PathChecker {
    private final String name;

    TestUnitReadyChecker(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        ArrayCommand.plain(path, Cdb::testUnitReady).askWithin(Answers.TRIES_MAX, timeoutNanos, (outcome, command) -> {
            if (command.answered()) {
                judge(outcome, command, listener);
            } else {
                boolean late = outcome == Outcome.TIMED_OUT;
                listener.checked(late ? CheckerState.TIMEOUT : CheckerState.DOWN, Answers.silence(command, timeoutNanos));
            }
        });
    }

    private static void judge(Outcome outcome, PathCommand command, CheckListener listener) {
        UnitReadiness readiness = outcome == Outcome.TRANSITION
                ? UnitReadiness.TRANSITION
                : UnitReadiness.of(command.status(), command.sense(), command.senseLength());
        String words = Answers.words(command);
        switch (readiness) {
            case READY -> listener.checked(CheckerState.UP, "");
            case BUSY, TRANSITION -> listener.checked(CheckerState.PENDING, words);
            case STANDBY -> listener.checked(CheckerState.GHOST, words);
            case GONE -> listener.checked(CheckerState.DISCONNECTED, words);
            case NOT_READY -> listener.checked(CheckerState.DOWN, words);
        }
    }
}
