package org.mpath.discovery;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.LeasedReactor;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;

/**
 * Checks a path with its family's checker, or TEST UNIT READY when there is none, and ranks it when the check was good.
 * Reactor thread, one checkup at a time.
 *
 * <p>A part of the plug-in that fails on this path is not asked about it again, until another plug-in takes its place. While
 * a plug-in is being replaced the path is {@link #IN_BETWEEN}: who does not know the array cannot judge it.
 */
final class Checkup {
    /** Nothing was found out: the family's plug-in is given back, and there is none in its place yet. */
    static final CheckOutcome IN_BETWEEN = new CheckOutcome(CheckerState.PENDING, "its array plug-in is being replaced");

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

    private Family family;
    private LeasedPath leased;
    private PlugInCalls calls;
    private boolean checkerFailed;
    private boolean prioritizerFailed;

    private Done done;
    private int tries;

    /**
     * Makes one.
     *
     * @param command for TEST UNIT READY
     * @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data
     * @param idle called when commands of the plug-in that were given up have come back
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
     * Uses a family's plug-in from now on.
     *
     * @param next null for none
     * @return whether a checkup was under way: it is given up, nobody is told
     */
    boolean use(Family next) {
        boolean abandoned = release();
        family = next;
        checkerFailed = false;
        prioritizerFailed = false;
        if (next != null && (next.checks() || next.ranks())) {
            LeasedReactor reactor = new LeasedReactor(path.reactor(), () -> this::guarded);
            leased = new LeasedPath(path, reactor, this::seen, this::guarded, idle);
            next.lend(leased, path.reactor());
            calls = new PlugInCalls(next, leased);
        }
        return abandoned;
    }

    /** Ends; tells nobody any more. */
    void close() {
        release();
        family = null;
    }

    /** Lets go of all that is the plug-in's. */
    private boolean release() {
        boolean abandoned = calls != null && calls.abandon();
        if (leased != null) {
            leased.sever();
            family.takeBack(leased);
        }
        leased = null;
        calls = null;
        return abandoned;
    }

    /** Whether a command is with the transport. */
    boolean busy() {
        return command.busy() || leased != null && leased.busy();
    }

    /** Whether the family has a checker or a prioritizer. */
    boolean asksFamily() {
        return calls != null;
    }

    /** Checks and ranks; {@code whenDone} is told once, perhaps before this returns, unless {@link #use} comes between. */
    void start(Done whenDone) {
        done = whenDone;
        if (family == null || !family.checks() || checkerFailed) {
            testUnitReady();
            return;
        }
        PathChecker checker = family.checker();
        boolean asked = checker != null
                && calls.<CheckOutcome>ask((device, answer) -> ask(checker, device, answer), limitNanos(), this::checked);
        if (!asked) {
            done.checked(IN_BETWEEN, null);
        }
    }

    private long limitNanos() {
        return times.get().checkTimeoutNanos();
    }

    /** A listener or timer of the plug-in. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            if (calls != null) {
                calls.failed(failure);
            }
        }
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
            family.complain("checker " + family.checkerName(), path.name(),
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
        Prioritizer prioritizer = family == null || prioritizerFailed ? null : family.prioritizer();
        boolean asked = outcome.usable()
                && prioritizer != null
                && calls.<PathRank>ask(
                        (device, answer) -> prioritizer.rank(device, limitNanos(), answer::accept),
                        limitNanos(),
                        reply -> ranked(outcome, reply));
        if (!asked) {
            done.checked(outcome, null);
        }
    }

    private void ranked(CheckOutcome outcome, Reply<PathRank> reply) {
        if (reply instanceof Reply.PlugInFailed<PathRank> failed) {
            prioritizerFailed = true;
            family.complain("prioritizer", path.name(), failed.reason() + "; the path keeps its rank");
        }
        done.checked(outcome, reply instanceof Reply.Answered<PathRank> answered ? answered.answer() : null);
    }
}
