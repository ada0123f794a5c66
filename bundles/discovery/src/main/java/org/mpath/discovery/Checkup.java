package org.mpath.discovery;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;

/**
 * Checks a path with the checker of its {@link Crew}, or TEST UNIT READY when it has none, and has it ranked when the check
 * was good. Reactor thread, one checkup at a time.
 *
 * <p>A plug-in that fails on this path is not asked about it again, until another takes its place. While the one that checks
 * is being replaced the path is {@link #IN_BETWEEN}: who does not know the array cannot judge it.
 */
final class Checkup {
    /** Nothing was found out: the plug-in that checks is given back, and there is none in its place yet. */
    static final CheckOutcome IN_BETWEEN = new CheckOutcome(CheckerState.PENDING, "the plug-in that checks it is being replaced");

    /** Told how a checkup ended. */
    @FunctionalInterface
    interface Done {
        /** @param rank null when the path was not ranked */
        void checked(CheckOutcome outcome, PathRank rank);
    }

    private final PathDevice path;
    private final PathCommand command;
    private final Supplier<CheckTimes> times;
    private final BiConsumer<Attention, String> news;
    private final Runnable idle;

    private Crew crew = Crew.NONE;
    /** Null when no plug-in checks. */
    private PlugInSeat checking;
    /** Null when no plug-in ranks. */
    private PlugInSeat ranking;

    private boolean checkerFailed;
    private boolean prioritizerFailed;

    private Done done;
    private int tries;

    /**
     * Makes one.
     *
     * @param command for TEST UNIT READY
     * @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data
     * @param idle called when commands of plug-ins that were given up have come back
     */
    Checkup(
            PathDevice path,
            PathCommand command,
            Supplier<CheckTimes> times,
            BiConsumer<Attention, String> news,
            Runnable idle) {
        this.path = path;
        this.command = command;
        this.times = times;
        this.news = news;
        this.idle = idle;
    }

    /**
     * Has others look from now on.
     *
     * @return whether a checkup was under way: it is given up, nobody is told
     */
    boolean use(Crew next) {
        boolean abandoned = release();
        crew = next;
        checkerFailed = false;
        prioritizerFailed = false;
        checking = seat(next.checker());
        ranking = seat(next.prioritizer());
        return abandoned;
    }

    private PlugInSeat seat(LeasedPlugIn plugIn) {
        return plugIn == null ? null : new PlugInSeat(path, plugIn, () -> times.get().callTimeoutMillis(), this::seen, idle);
    }

    /** Ends; tells nobody any more. */
    void close() {
        release();
        crew = Crew.NONE;
    }

    /** Lets go of all that is of plug-ins. */
    private boolean release() {
        boolean checked = checking != null && checking.leave();
        boolean ranked = ranking != null && ranking.leave();
        checking = null;
        ranking = null;
        return checked || ranked;
    }

    /** Whether a command is with the transport. */
    boolean busy() {
        return command.busy() || checking != null && checking.busy() || ranking != null && ranking.busy();
    }

    /** Whether a plug-in checks or ranks. */
    boolean asksPlugIns() {
        return checking != null || ranking != null;
    }

    /** Checks and ranks; {@code whenDone} is told once, perhaps before this returns, unless {@link #use} comes between. */
    void start(Done whenDone) {
        done = whenDone;
        if (checking == null || checkerFailed) {
            testUnitReady();
            return;
        }
        PathChecker checker = checking.plugIn().checker();
        boolean asked = checker != null
                && checking.<CheckOutcome>ask(
                        "check", (device, answer) -> ask(checker, device, answer), limitNanos(), this::checked);
        if (!asked) {
            done.checked(IN_BETWEEN, null);
        }
    }

    private long limitNanos() {
        return crew.limitNanos(times.get());
    }

    // ---- the check ----

    private void ask(PathChecker checker, PathDevice device, Consumer<CheckOutcome> answer) {
        checker.check(device, limitNanos(), (state, message) -> answer.accept(CheckOutcome.of(state, message)));
    }

    private void checked(Reply<CheckOutcome> reply) {
        if (reply instanceof Reply.Answered<CheckOutcome> answered) {
            rank(answered.answer());
        } else if (reply instanceof Reply.UnitSilent<CheckOutcome> silent) {
            done.checked(new CheckOutcome(CheckerState.TIMEOUT, silent.reason()), null);
        } else if (reply instanceof Reply.PlugInFailed<CheckOutcome> failed) {
            checkerFailed = true;
            checking.plugIn().complain("checker " + crew.looking().checker(), path.name(),
                    failed.reason() + "; TEST UNIT READY takes its place");
            testUnitReady();
        }
    }

    private void testUnitReady() {
        tries = 0;
        sendTestUnitReady();
    }

    private void sendTestUnitReady() {
        tries++;
        command.send(Cdb.testUnitReady(command.cdb()), 0, limitNanos(), this::readyAnswered);
    }

    private void readyAnswered() {
        Attention attention = command.attention();
        if (attention != Attention.NONE) {
            news.accept(attention, command.text());
        }
        if (!attention.doubtsIdentity() && command.passing() && tries < UnitProbe.TRIES_MAX) {
            sendTestUnitReady();
        } else {
            rank(CheckOutcome.of(command));
        }
    }

    /** A command of the plug-in ended: the unit attention it got is said to nobody else. */
    private void seen(ScsiTask task) {
        Attention attention = Attention.of(task);
        if (attention != Attention.NONE) {
            news.accept(attention, Sense.text(task.sense, task.senseLength));
        }
    }

    // ---- the rank ----

    private void rank(CheckOutcome outcome) {
        List<String> arguments = crew.looking().arguments();
        long limitNanos = limitNanos();
        PlugInSeat seat = outcome.usable() && !prioritizerFailed ? ranking : null;
        boolean asked = seat != null
                && seat.<PathRank>ask(
                        "rank",
                        (device, answer) -> rank(seat.plugIn(), arguments, device, limitNanos, answer),
                        limitNanos,
                        reply -> ranked(outcome, reply));
        if (!asked) {
            done.checked(outcome, null);
        }
    }

    /** Making a prioritizer is the plug-in's work, too. */
    private static void rank(
            LeasedPlugIn plugIn, List<String> arguments, PathDevice device, long limitNanos, Consumer<PathRank> answer) {
        Prioritizer prioritizer = plugIn.prioritizer(arguments);
        if (prioritizer == null) {
            throw new IllegalStateException("it makes no prioritizer for " + arguments);
        }
        prioritizer.rank(device, limitNanos, answer::accept);
    }

    private void ranked(CheckOutcome outcome, Reply<PathRank> reply) {
        if (reply instanceof Reply.PlugInFailed<PathRank> failed) {
            prioritizerFailed = true;
            ranking.plugIn().complain("prioritizer", path.name(), failed.reason() + "; the path keeps its rank");
        }
        done.checked(outcome, reply instanceof Reply.Answered<PathRank> answered ? answered.answer() : null);
    }
}
