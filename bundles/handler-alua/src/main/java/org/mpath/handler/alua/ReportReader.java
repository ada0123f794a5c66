package org.mpath.handler.alua;

import java.util.function.BiConsumer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.TargetPortGroups;

/**
 * Reads a unit's target port groups through any of its paths: with the extended header until the unit refuses that once, or
 * does not count it, and a second time with more room when the list is longer than expected. Reactor thread.
 */
final class ReportReader {
    /** Longest list that is read, in bytes; what declares more is not believed. */
    static final int BYTES_MAX = 64 * 1024;

    private static final int LENGTH_BYTES = 4;

    private final OpenCommands commands;
    private final int firstBytes;
    private final int tries;
    private boolean extended;

    /**
     * @param commands where it asks
     * @param firstBytes room for the first answer
     * @param extended ask for the extended header, which tells the implicit transition time
     * @param tries how often a command is sent while its answer is one that passes
     */
    ReportReader(OpenCommands commands, int firstBytes, boolean extended, int tries) {
        this.commands = commands;
        this.firstBytes = firstBytes;
        this.extended = extended;
        this.tries = tries;
    }

    /** @param told gets the outcome and, when it is GOOD, the report; once, perhaps before this returns */
    void read(PathDevice path, long timeoutNanos, BiConsumer<Outcome, TargetPortGroups> told) {
        read(path, firstBytes, timeoutNanos, told);
    }

    private void read(PathDevice path, int bytes, long timeoutNanos, BiConsumer<Outcome, TargetPortGroups> told) {
        boolean asked = extended;
        commands.ask(Question.report(path, asked, bytes), tries, timeoutNanos, (outcome, command) -> {
            if (outcome == Outcome.REFUSED && asked) {
                readPlain(path, bytes, timeoutNanos, told);
            } else if (outcome == Outcome.GOOD) {
                parse(command, bytes, timeoutNanos, told);
            } else {
                told.accept(outcome, null);
            }
        });
    }

    private void readPlain(PathDevice path, int bytes, long timeoutNanos, BiConsumer<Outcome, TargetPortGroups> told) {
        extended = false;
        read(path, bytes, timeoutNanos, told);
    }

    private void parse(
            PathCommand command, int bytes, long timeoutNanos, BiConsumer<Outcome, TargetPortGroups> told) {
        TargetPortGroups report;
        try {
            report = TargetPortGroups.parse(command.received());
        } catch (MalformedResponse malformed) {
            told.accept(Outcome.MALFORMED, null);
            return;
        }
        long needed = LENGTH_BYTES + report.listBytes();
        if (!report.truncated()) {
            told.accept(Outcome.GOOD, report);
        } else if (bytes == firstBytes && needed > bytes && needed <= BYTES_MAX) {
            read(command.path(), (int) needed, timeoutNanos, told);
        } else if (report.extended() && needed <= bytes) {
            readPlain(command.path(), bytes, timeoutNanos, told); // cut though there was room: LIO of Linux 6.1
        } else {
            told.accept(Outcome.MALFORMED, null);
        }
    }
}
