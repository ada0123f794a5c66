package org.mpath.checkers;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.scsi.Status;

/** What came back of a command, or nothing, in words. */
final class Answers {
    /** How often a command is sent while its answer is one that passes, such as a unit attention. */
    static final int TRIES_MAX = 5;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Answers() {}

    /** What was answered. */
    static String words(PathCommand command) {
        return Status.text(command.status(), command.sense(), command.senseLength());
    }

    /** Why there is no answer. */
    static String silence(PathCommand command, long timeoutNanos) {
        return command.timedOut() ? "no answer within " + timeoutNanos / NANOS_PER_MILLI + " ms" : lost(command.path());
    }

    /** Why the path takes no command. */
    static String lost(PathDevice path) {
        String reason = path.linkReason();
        return reason == null ? "path lost" : reason;
    }
}
