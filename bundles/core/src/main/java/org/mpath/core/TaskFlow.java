package org.mpath.core;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.PassThrough;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.Deadlines.What;

/** The life of a request in a map: sent, judged, sent again, held, given up, done. */
final class TaskFlow {
    /** How often a task is sent again at once; after that retries are paced, so that none spins through its attempts. */
    static final int EAGER_ATTEMPTS = 4;
    /** Unit attentions in a row that one nexus may have: it cannot have that many news. */
    private static final int ATTENTIONS_MAX = 32;
    /** In {@link ScsiTask#attempts}: sent once, by {@link #passThrough}. */
    private static final int ONCE = -1;
    private static final long NEVER_NANOS = Long.MAX_VALUE / 4;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final MapEngine engine;
    private final MapActions actions;
    private final GroupChoice choice;
    private final PathSet paths;
    private final Suspension suspension;
    private final NoPathPolicy noPath;
    private final WaitingTasks waiting;
    private final Deadlines deadlines;
    private final GroupActivation activation;
    private final OwnerScan scan;
    private final Fence fence;
    private final Tally tally;
    private final SelectorTurn turn;
    private long requestTimeoutNanos;
    private boolean draining;

    TaskFlow(MapEngine engine) {
        this.engine = engine;
        this.actions = engine.actions;
        this.choice = engine.choice;
        this.paths = engine.paths;
        this.suspension = engine.suspension;
        this.noPath = engine.noPath;
        this.waiting = engine.waiting;
        this.deadlines = engine.deadlines;
        this.activation = engine.activation;
        this.scan = engine.scan;
        this.fence = engine.fence;
        this.tally = engine.tally;
        this.turn = engine.paths.turn;
    }

    void policy(MapPolicy policy) {
        requestTimeoutNanos =
                policy.requestTimeoutMillis() == 0 ? NEVER_NANOS : policy.requestTimeoutMillis() * NANOS_PER_MILLI;
    }

    /** Whether something else than a missing path holds I/O back. */
    boolean holdsIo() {
        return suspension.holds()
                || fence.resetting()
                || activation.holds()
                || scan.running()
                || engine.awaitsDriver();
    }

    // ---- sending ----

    void submit(ScsiTask task, long nowNanos) {
        task.attempts = 0;
        task.hardwareError = false;
        task.mayHaveRun = false;
        task.submittedNanos = nowNanos;
        task.deadlineNanos = nowNanos + requestTimeoutNanos;
        tally.begin();
        if (suspension.defers()) {
            waiting.defer(task, nowNanos);
            return;
        }
        EnginePath path = waiting.queue.isEmpty() ? choose(task, SelectorTurn.SUBMITTED, nowNanos) : null;
        if (path != null) {
            start(path, task, nowNanos);
        } else {
            waiting.hold(task, false, nowNanos);
            deadlines.rearm(nowNanos);
        }
    }

    /**
     * The path for a task; null when it must wait or fail.
     *
     * @param from where the task comes from, and would go back to
     */
    private EnginePath choose(ScsiTask task, int from, long nowNanos) {
        turn.takes(task, from);
        if (holdsIo()) {
            return null;
        }
        EnginePath path = choice.inCurrent(task.dataLength, nowNanos);
        if (path == null) {
            boolean hadGroup = choice.current() != null;
            path = choice.choose(task.dataLength, nowNanos);
            engine.selectors.noteBroken();
            if (path == null) {
                engine.noPathLeft(hadGroup);
            } else if (choice.takeEntered()) {
                engine.states.entered(path.group, nowNanos);
                return readyPath(path, task, from, nowNanos);
            }
        }
        if (paths.hasBrokenSelector()) {
            engine.selectors.noteBroken();
        }
        return path == null || path.full() ? null : path;
    }

    /** A group was entered: its activation may hold I/O now, or have failed the path at once. */
    private EnginePath readyPath(EnginePath path, ScsiTask task, int from, long nowNanos) {
        if (holdsIo() || path.active && path.group == choice.current()) {
            return holdsIo() || path.full() ? null : path;
        }
        return choose(task, from, nowNanos);
    }

    private void start(EnginePath path, ScsiTask task, long nowNanos) {
        task.begin();
        task.pathNumber = path.number;
        task.attempts++;
        task.startedNanos = nowNanos;
        path.tally.begin();
        turn.takes(task, SelectorTurn.SENDING);
        path.group.started(path, task, nowNanos);
        actions.send(path.number, task);
    }

    /** Sends a task on the current path, now or not at all. */
    PassThrough passThrough(ScsiTask task, long nowNanos) {
        EnginePath path = suspension.defers() ? null : choose(task, SelectorTurn.NOBODY, nowNanos);
        if (path == null) {
            boolean later = suspension.defers() || holdsIo() || paths.activeCount() > 0 || noPath.waits();
            return later ? PassThrough.NOT_CONNECTED : PassThrough.NO_PATH;
        }
        task.submittedNanos = nowNanos;
        tally.begin();
        task.attempts = ONCE - 1;
        start(path, task, nowNanos);
        return PassThrough.SENT;
    }

    // ---- what came back ----

    void done(ScsiTask task, long nowNanos) {
        EnginePath path = paths.byNumber(task.pathNumber);
        if (path.group != null) {
            turn.takes(task, SelectorTurn.ENDING);
            path.group.ended(path, task, nowNanos);
        }
        if (task.good()) {
            good(path, task);
        } else if (task.delivery == Delivery.ANSWERED && Triage.recovered(task)) {
            task.status = 0;
            good(path, task);
        } else {
            path.tally.error();
            bad(path, task, nowNanos);
            deadlines.rearm(nowNanos);
        }
        if (!waiting.queue.isEmpty() || suspension.quiescing()) {
            engine.proceed(nowNanos);
        }
    }

    private void good(EnginePath path, ScsiTask task) {
        path.tally.good(task);
        tally.good(task);
        path.attentions = 0;
        if (path.depth != EnginePath.UNBOUNDED && path.relax()) {
            engine.report(Kind.PATH_THROTTLED, path.name, "", "unbounded", "it answers again");
        }
        actions.complete(task);
    }

    private void bad(EnginePath path, ScsiTask task, long nowNanos) {
        if (task.attempts < 0) {
            if (Triage.anotherUnit(task)) {
                engine.states.fail(path, Triage.sentence(task), nowNanos); // nobody else will hear it
            }
            finish(task);
            return;
        }
        switch (task.delivery) {
            case ANSWERED -> answered(path, task, nowNanos);
            case NOT_SENT -> {
                engine.states.fail(path, task.reason, nowNanos);
                again(task, nowNanos);
            }
            default -> unanswered(path, task, nowNanos);
        }
    }

    /** Every verdict has its consequence; the switch is an expression so that none is forgotten. */
    private boolean answered(EnginePath path, ScsiTask task, long nowNanos) {
        return switch (engine.judge(path, task, nowNanos)) {
            case DECLINED, RETURN -> finish(task);
            case RETRY -> retryHere(path, task, nowNanos);
            case RETRY_ELSEWHERE -> retryElsewhere(path, task, nowNanos);
            case FAIL_PATH -> {
                engine.states.fail(path, Triage.sentence(task), nowNanos);
                yield again(task, nowNanos);
            }
            case BYPASS_GROUP -> {
                bypass(path, task);
                yield again(task, nowNanos);
            }
            case FAIL_PATH_AND_BYPASS_GROUP -> {
                bypass(path, task);
                engine.states.fail(path, Triage.sentence(task), nowNanos);
                yield again(task, nowNanos);
            }
            case ACTIVATE -> {
                engine.states.ownerMoved(path, task, nowNanos);
                yield again(task, nowNanos);
            }
            case INDETERMINATE -> indeterminate(path, task);
        };
    }

    private void bypass(EnginePath path, ScsiTask task) {
        if (path.group != null) {
            engine.states.bypass(path.group, true, Triage.sentence(task));
        }
    }

    private void unanswered(EnginePath path, ScsiTask task, long nowNanos) {
        task.mayHaveRun = true;
        boolean ownReset = task.delivery == Delivery.ENDED && fence.resetting();
        if (!ownReset) {
            engine.states.fail(path, task.reason, nowNanos);
        }
        boolean strict = engine.policy().fence() == MapPolicy.Fence.STRICT;
        if (!Commands.repeatable(task)) {
            indeterminate(path, task);
        } else if (engine.closed()) {
            giveUp(task, MapEngine.REMOVED);
        } else if (task.delivery == Delivery.UNKNOWN && strict && Commands.changesMedium(task)) {
            fence.add(path, task, nowNanos);
            waiting.show();
        } else {
            again(task, nowNanos);
        }
    }

    private boolean indeterminate(EnginePath path, ScsiTask task) {
        String last = Triage.sentence(task);
        if (task.delivery == Delivery.ANSWERED) {
            task.unanswered(Delivery.ENDED, null);
        }
        task.reason = "indeterminate: command " + String.format("%02xh", task.cdb[0] & 0xff)
                + " may have run and is not repeated; " + last;
        engine.report(Kind.IO_INDETERMINATE, path.name, "", "", task.reason);
        return finish(task);
    }

    private boolean finish(ScsiTask task) {
        tally.error();
        actions.complete(task);
        return true;
    }

    /** Sends it again on the same path: at once, or after a while when at once would be too soon. */
    private boolean retryHere(EnginePath path, ScsiTask task, long nowNanos) {
        if (engine.closed()) {
            return again(task, nowNanos);
        }
        if (Triage.busy(task) && path.throttle()) {
            engine.report(Kind.PATH_THROTTLED, path.name, "", Integer.toString(path.depth), Triage.sentence(task));
        }
        if (Triage.unitAttention(task) && ++path.attentions > ATTENTIONS_MAX) {
            engine.states.fail(path, "unit attentions without end: " + Triage.sentence(task), nowNanos);
            return again(task, nowNanos);
        }
        if (exhausted(task, nowNanos)) {
            return true;
        }
        if (Triage.takesTime(task) || task.attempts > EAGER_ATTEMPTS) {
            waiting.delay(task, nowNanos);
            return true;
        }
        if (path.active && path.group != null && path.group == choice.current() && !path.full() && !holdsIo()) {
            retried(path);
            start(path, task, nowNanos);
            return true;
        }
        return again(task, nowNanos);
    }

    /**
     * Sends it again on another path of the group; without one the only path is tried again, but for a hardware error.
     */
    private boolean retryElsewhere(EnginePath path, ScsiTask task, long nowNanos) {
        if (exhausted(task, nowNanos)) {
            return true;
        }
        turn.takes(task, SelectorTurn.AGAIN);
        EnginePath other = holdsIo() ? null : choice.inCurrentBut(path, task.dataLength, nowNanos);
        boolean alone = path.group != null && path.active && path.group.activeCount() == 1;
        if (task.hardwareError && other == null && alone) {
            return hardwareErrorOfTheOnlyPath(path, task, nowNanos);
        }
        if (task.attempts > EAGER_ATTEMPTS) {
            waiting.delay(task, nowNanos);
            return true;
        }
        if (other != null) {
            retried(path);
            start(other, task, nowNanos);
            return true;
        }
        return again(task, nowNanos);
    }

    /** The group has no other path: another group is tried, or else the error is the caller's. */
    private boolean hardwareErrorOfTheOnlyPath(EnginePath path, ScsiTask task, long nowNanos) {
        if (paths.activeCount() <= 1) {
            return finish(task);
        }
        if (!holdsIo()) {
            engine.states.fail(path, Triage.sentence(task), nowNanos);
        }
        return again(task, nowNanos);
    }

    /** Gives a task up that was tried too often or for too long. */
    boolean exhausted(ScsiTask task, long nowNanos) {
        boolean late = task.deadlineNanos - nowNanos <= 0;
        if (late || task.attempts >= engine.policy().attemptsMax()) {
            giveUp(task, "gave up after " + task.attempts + " attempts in "
                    + (nowNanos - task.submittedNanos) / NANOS_PER_MILLI + " ms");
            return true;
        }
        return false;
    }

    void retried(EnginePath path) {
        tally.retry();
        path.tally.retry();
    }

    /** Sends a task again, or lets it wait at the head of the queue. */
    boolean again(ScsiTask task, long nowNanos) {
        if (engine.closed()) {
            giveUp(task, MapEngine.REMOVED);
            return true;
        }
        if (exhausted(task, nowNanos)) {
            return true;
        }
        retried(paths.byNumber(task.pathNumber));
        // without a path and without waiting the answer is clear, and the group stays the current one
        EnginePath path = paths.activeCount() == 0 && !noPath.waits() ? null : choose(task, SelectorTurn.AGAIN, nowNanos);
        if (path != null) {
            start(path, task, nowNanos);
        } else {
            waiting.hold(task, true, nowNanos);
        }
        return true;
    }

    // ---- the end of waiting ----

    /** Ends a task that no path could do. What is known of its last attempt stays: it may have run. */
    void giveUp(ScsiTask task, String reason) {
        String last = task.attempts == 0 ? "" : "; last attempt: " + Triage.sentence(task);
        boolean unknown = task.attempts > 0 && task.delivery == Delivery.UNKNOWN;
        Delivery atMost = task.mayHaveRun ? Delivery.ENDED : Delivery.NOT_SENT;
        if (task.attempts > 0 && task.delivery == Delivery.ANSWERED && !task.mayHaveRun) {
            task.reason = reason + last;
        } else {
            task.unanswered(unknown ? Delivery.UNKNOWN : atMost, reason + last);
        }
        finish(task);
        waiting.show();
    }

    /** Sends what waits, as far as that goes. */
    void drain(long nowNanos) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!holdsIo() && paths.activeCount() > 0 && !waiting.queue.isEmpty()) {
                ScsiTask task = waiting.queue.poll();
                EnginePath path = choose(task, SelectorTurn.QUEUED, nowNanos);
                if (path == null) {
                    waiting.queue.addFirst(task);
                    break;
                }
                task.deadlineNanos += nowNanos - task.waitNanos;
                start(path, task, nowNanos);
            }
        } catch (RuntimeException | Error e) {
            draining = e instanceof ThreadAbandoned; // then it is another thread's to say
            throw e;
        }
        draining = false;
        waiting.show();
    }

    /** Goes on with the task that was in hand when a selector kept the thread. That selector is used no more. */
    void resume(long nowNanos) {
        ScsiTask task = turn.task();
        int hand = turn.hand();
        turn.over();
        draining = false;
        switch (hand) {
            case SelectorTurn.SUBMITTED -> waiting.hold(task, false, nowNanos);
            case SelectorTurn.AGAIN -> waiting.hold(task, true, nowNanos);
            case SelectorTurn.QUEUED -> waiting.queue.addFirst(task);
            case SelectorTurn.SENDING -> actions.send(task.pathNumber, task);
            case SelectorTurn.ENDING -> done(task, nowNanos);
            default -> {} // none was
        }
    }
}
