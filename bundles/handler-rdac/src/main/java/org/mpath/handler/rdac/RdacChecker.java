package org.mpath.handler.rdac;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacAccess.Mode;

/**
 * Checks a path by VPD page C9h, as multipath-tools' {@code rdac} does: the owner's paths are up, those of the other
 * controller need an activation. The first check of a path switches its unit's task aborted status on.
 */
final class RdacChecker implements PathChecker {
    private static final int TRIES = 5;

    private static final int FIRMWARE_LOAD = 4;
    private static final int QUIESCED = 6;
    private static final int SERVICE_MODE = 7;

    private final Rejections rejections;
    private final Set<PathDevice> prepared =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    RdacChecker(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public String name() {
        return RdacHandlerFactory.FAMILY;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        if (prepared.add(path)) {
            TaskAborted.switchOn(path, timeoutNanos, outcome -> {
                if (outcome == Outcome.LOST || outcome == Outcome.TIMED_OUT) {
                    prepared.remove(path); // asking a second time would take a second timeout
                    unanswered(outcome, listener);
                } else {
                    look(path, timeoutNanos, listener);
                }
            });
        } else {
            look(path, timeoutNanos, listener);
        }
    }

    private void look(PathDevice path, long timeoutNanos, CheckListener listener) {
        Question.page(path, RdacAccess.PAGE, RdacAccess.BYTES).ask(TRIES, timeoutNanos, (outcome, command) -> {
            switch (outcome) {
                case GOOD -> judge(command, listener);
                case LOST, TIMED_OUT -> unanswered(outcome, listener);
                default -> listener.checked(CheckerState.DOWN, "inquiry failed");
            }
        });
    }

    private static void unanswered(Outcome outcome, CheckListener listener) {
        boolean lost = outcome == Outcome.LOST;
        listener.checked(lost ? CheckerState.DOWN : CheckerState.TIMEOUT, lost ? "path lost" : "no answer in time");
    }

    private void judge(PathCommand command, CheckListener listener) {
        RdacAccess access;
        try {
            access = RdacAccess.parse(command.received());
        } catch (MalformedResponse malformed) {
            rejections.add(command.path(), malformed.getMessage());
            listener.checked(CheckerState.DOWN, "not an RDAC controller's answer");
            return;
        }
        String wrong = wrong(access);
        if (!wrong.isEmpty()) {
            listener.checked(CheckerState.DOWN, wrong);
        } else if (access.owned() || access.mode() == Mode.IO_SHIPPING) {
            listener.checked(CheckerState.UP, "");
        } else {
            listener.checked(CheckerState.GHOST, "another controller owns the unit");
        }
    }

    /** What is wrong with the controller or its unit; empty for nothing. */
    private static String wrong(RdacAccess access) {
        if (access.peripheral() != 0) {
            return "unit not connected";
        }
        AccessState state = access.hasStates() ? AccessState.of(access.state()) : AccessState.ACTIVE_OPTIMIZED;
        if (state == AccessState.UNAVAILABLE) {
            return switch (access.cause()) {
                case FIRMWARE_LOAD -> "firmware load";
                case QUIESCED -> "controller quiesced";
                case SERVICE_MODE -> "service mode";
                default -> "controller unavailable";
            };
        }
        if (state == AccessState.OFFLINE) {
            return "controller offline";
        }
        // when both are in transition a volume changes hands; when only this one is, it starts
        boolean starts = state == AccessState.TRANSITIONING && access.otherState() != AccessState.TRANSITIONING.code();
        return starts ? "starting" : "";
    }
}
