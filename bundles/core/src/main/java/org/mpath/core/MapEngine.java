package org.mpath.core;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.TextForm;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.Deadlines.What;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.scsi.Status;

/**
 * The multipath engine of one map, a state machine.
 *
 * <ol>
 *   <li>A task goes to the path the current group's selector names; when that group has none left, to the first group
 *       that has one.
 *   <li>An attempt that did not end GOOD is judged: the answer goes to the caller, or the task is sent again, with or
 *       without failing its path.
 *   <li>With no usable path a task waits when the table says {@code queue_if_no_path}, bounded in number and time;
 *       otherwise it fails.
 *   <li>A write whose outcome is unknown waits until its nexus is fenced: a new nexus on the same path ends what the old
 *       one had; failing that for a while, LOGICAL UNIT RESET through the other paths. New work is held while resets are
 *       outstanding, because they end it too.
 * </ol>
 *
 * <p>Events come in as calls, commands go out through {@link MapActions}; time is an argument. One thread owns an engine;
 * {@link #state} and {@link #status} alone are for any thread.
 */
public final class MapEngine {
    /** How often a task is sent again at once; after that retries are paced, so that none spins through its attempts. */
    private static final int EAGER_ATTEMPTS = 4;

    private final MapActions actions;
    private final EngineLimits limits;
    private final MapPolicy policy;
    private final Deadlines deadlines;
    private final NoPathPolicy noPath;
    private final Tally tally = new Tally();
    private final TaskQueue queue = new TaskQueue();
    private final TaskQueue delayed = new TaskQueue();
    private final PathSet paths = new PathSet();
    private MapTable table = new MapTable(1, List.of(), List.of(), 0, List.of());
    private HardwareHandler handler;
    private String handlerName = "";
    private int resetsOutstanding;
    private boolean resetAnswered;
    private long eventCount;
    private volatile EngineView view = EngineView.EMPTY;
    private volatile int queuedShown;

    /** Makes an engine without a table. */
    public MapEngine(String name, MapActions actions, MapPolicy policy, EngineLimits limits) {
        this.actions = actions;
        this.limits = limits;
        this.policy = policy;
        this.deadlines = new Deadlines(actions);
        this.noPath = new NoPathPolicy(deadlines, policy.noPathTimeoutMillis() * 1_000_000);
    }

    /** The present snapshot. Any thread. */
    public MapState state(String name, LogicalUnit unit, LongUnaryOperator nanosToMillis) {
        return view.state(name, unit, queuedShown, nanosToMillis);
    }

    /** The kernel's INFO words. Any thread. */
    public String status() {
        return view.status();
    }

    /** The live table, with {@code queue_if_no_path} as it is now. */
    public MapTable table() {
        return table.withQueueing(noPath.queueing());
    }

    /**
     * Makes a table live. Paths in both tables keep their state and totals; paths that left drain. Nothing is sent before
     * {@link #resume}, so that the driver can learn the new paths' numbers first.
     *
     * @param selectors makes the selector of a group; what it throws leaves the engine unchanged
     */
    public void load(MapTable next, Function<GroupSpec, PathSelector> selectors) {
        PathSet.Change change = paths.load(next, selectors);
        table = next;
        noPath.queueing(next.queueIfNoPath());
        change.removed().forEach(
                path -> report(Kind.PATH_REMOVED, path.name, path.stateWord(), "", "not in the new table"));
        change.added().forEach(path -> report(Kind.PATH_ADDED, path.name, "", path.stateWord(), ""));
        report(Kind.MAP_RELOADED, "", "", "", paths.groups().size() + " group(s)");
    }

    /** Sends what waits. Called by the driver after {@link #load}. */
    public void resume(long nowNanos) {
        if (paths.activeCount() == 0) {
            noPath.noPath(nowNanos);
        } else {
            noPath.pathIsBack();
        }
        drain(nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** The number of a path of the live table; -1 when it is not in it. */
    public int numberOf(String pathName) {
        EnginePath path = paths.byName(pathName);
        return path == null ? -1 : path.number;
    }

    /** Uses an array's handler; null for none. */
    public void useHandler(String name, HardwareHandler replacement, String reason) {
        handler = replacement;
        String before = handlerName;
        handlerName = replacement == null ? "" : name;
        if (!before.equals(handlerName)) {
            report(Kind.HANDLER_CHANGED, "", before, handlerName, reason);
        }
    }

    /** Replaces the selector of every group that uses this type by the built-in one: the plug-in is leaving. */
    public void dropSelector(String name) {
        paths.dropSelector(name);
        publish();
    }

    /** Gives groups that the table says use this type, but do without, a selector of it: the plug-in is here again. */
    public void restoreSelector(String name, Function<GroupSpec, PathSelector> selectors) {
        paths.restoreSelector(name, selectors);
        publish();
    }

    /** Switches queueing on or off; off fails what waits for a path. */
    public void queueIfNoPath(boolean queueing, long nowNanos) {
        noPath.queueing(queueing);
        noPath.waitAgain();
        if (!queueing && paths.activeCount() == 0) {
            failQueued(noPath.whyNot());
        }
        publish();
        deadlines.rearm(nowNanos);
    }

    /** Fails a path. False when the map has no such path. */
    public boolean failPath(String name, String reason, long nowNanos) {
        EnginePath path = paths.byName(name);
        if (path == null) {
            return false;
        }
        fail(path, reason, nowNanos);
        deadlines.rearm(nowNanos);
        return true;
    }

    /** Reinstates a path. False when the map has no such path. */
    public boolean reinstatePath(String name, long nowNanos) {
        EnginePath path = paths.byName(name);
        if (path != null && !path.active) {
            reinstate(path, nowNanos);
            deadlines.rearm(nowNanos);
        }
        return path != null;
    }

    /** Fails everything that waits; the map is going away. Tasks in flight come back through {@link #done}. */
    public void close(long nowNanos) {
        noPath.queueing(false);
        paths.clear();
        failQueued("the map was removed");
        abandonUnfenced(nowNanos + 1, "the map was removed");
        deadlines.rearm(nowNanos);
    }

    /** A task arrives. */
    public void submit(ScsiTask task, long nowNanos) {
        task.attempts = 0;
        task.hardwareError = false;
        task.submittedNanos = nowNanos;
        tally.begin();
        EnginePath path = choose(task, nowNanos);
        if (path != null) {
            start(path, task, nowNanos);
        } else {
            hold(task, false, nowNanos);
            deadlines.rearm(nowNanos);
        }
    }

    /** An attempt is over. */
    public void done(ScsiTask task, long nowNanos) {
        EnginePath path = paths.byNumber(task.pathNumber);
        if (path.group != null) {
            path.group.selector.ended(path.number, task.dataLength, task.startedNanos, nowNanos);
        }
        if (task.good()) {
            path.tally.good(task);
            tally.good(task);
            finish(task);
            return;
        }
        path.tally.error();
        switch (task.delivery) {
            case ANSWERED -> answered(path, task, nowNanos);
            case NOT_SENT -> {
                fail(path, task.reason, nowNanos);
                again(task, nowNanos);
            }
            default -> unanswered(path, task, nowNanos);
        }
        deadlines.rearm(nowNanos);
    }

    private void answered(EnginePath path, ScsiTask task, long nowNanos) {
        switch (judge(task)) {
            case RETRY -> {
                boolean busy = task.status == Status.BUSY || task.status == Status.TASK_SET_FULL;
                if (busy || task.attempts > EAGER_ATTEMPTS) {
                    delay(task, nowNanos);
                } else {
                    again(task, nowNanos);
                }
            }
            case FAIL_PATH -> {
                fail(path, Triage.sentence(task), nowNanos);
                again(task, nowNanos);
            }
            default -> {
                tally.error();
                finish(task);
            }
        }
    }

    private void unanswered(EnginePath path, ScsiTask task, long nowNanos) {
        boolean ownReset = task.delivery == Delivery.ENDED && resetsOutstanding > 0;
        if (!ownReset) {
            fail(path, task.reason, nowNanos);
        }
        if (!Triage.repeatable(task)) {
            tally.error();
            finish(task);
        } else if (task.delivery == Delivery.UNKNOWN && task.changesMedium) {
            path.unfenced.addLast(task);
            armFence(nowNanos);
        } else {
            again(task, nowNanos);
        }
    }

    private Verdict judge(ScsiTask task) {
        try {
            return Triage.answered(task, handler);
        } catch (RuntimeException e) {
            useHandler("", null, "the handler threw " + e);
            return Triage.answered(task, null);
        }
    }

    private void start(EnginePath path, ScsiTask task, long nowNanos) {
        task.begin();
        task.pathNumber = path.number;
        task.attempts++;
        task.startedNanos = nowNanos;
        path.tally.begin();
        path.group.selector.started(path.number, task.dataLength, nowNanos);
        actions.send(path.number, task);
    }

    /** Sends a task again, or lets it wait at the head of the queue. */
    private void again(ScsiTask task, long nowNanos) {
        if (task.attempts >= policy.attemptsMax()) {
            giveUp(task, "gave up after " + task.attempts + " attempts");
            return;
        }
        tally.retry();
        paths.byNumber(task.pathNumber).tally.retry();
        EnginePath path = choose(task, nowNanos);
        if (path != null) {
            start(path, task, nowNanos);
        } else {
            hold(task, true, nowNanos);
        }
    }

    private void delay(ScsiTask task, long nowNanos) {
        delayed.addLast(task);
        deadlines.set(What.RETRY, limits.retryDelayNanos(), nowNanos);
    }

    private void hold(ScsiTask task, boolean first, long nowNanos) {
        if (resetsOutstanding == 0 && !noPath.waits()) {
            giveUp(task, noPath.whyNot());
        } else if (queue.size() >= policy.queuedTasksMax()) {
            giveUp(task, "no usable path and " + queue.size() + " tasks wait already");
        } else {
            if (first) {
                queue.addFirst(task);
            } else {
                queue.addLast(task);
            }
            queuedShown = queue.size();
            if (paths.activeCount() == 0) {
                noPath.noPath(nowNanos);
            }
        }
    }

    /** Ends a task that no path could do. What is known of its last attempt stays: it may have run. */
    private void giveUp(ScsiTask task, String reason) {
        String last = task.attempts == 0 ? "" : "; last attempt: " + Triage.sentence(task);
        boolean mayHaveRun = task.delivery == Delivery.ENDED || task.delivery == Delivery.UNKNOWN;
        task.unanswered(mayHaveRun ? task.delivery : Delivery.NOT_SENT, reason + last);
        tally.error();
        finish(task);
    }

    private void finish(ScsiTask task) {
        actions.complete(task);
    }

    private void drain(long nowNanos) {
        ScsiTask task;
        while (resetsOutstanding == 0 && paths.activeCount() > 0 && (task = queue.poll()) != null) {
            queuedShown = queue.size();
            EnginePath path = choose(task, nowNanos);
            if (path == null) {
                queue.addFirst(task);
                queuedShown = queue.size();
                return;
            }
            start(path, task, nowNanos);
        }
    }

    private void failQueued(String reason) {
        ScsiTask task;
        while ((task = queue.poll()) != null || (task = delayed.poll()) != null) {
            queuedShown = queue.size();
            giveUp(task, reason);
        }
        deadlines.clear(What.NO_PATH);
    }

    private EnginePath choose(ScsiTask task, long nowNanos) {
        if (resetsOutstanding > 0 || paths.activeCount() == 0) {
            return null;
        }
        EnginePath path = paths.choose(task.dataLength, nowNanos);
        if (paths.takeViewChanged()) {
            publish();
        }
        return path;
    }

    private void fail(EnginePath path, String reason, long nowNanos) {
        if (!path.active || path.group == null) {
            return;
        }
        path.group.selector.fail(path.number);
        change(path, false, reason, nowNanos);
        path.failCount++;
        report(Kind.PATH_FAILED, path.name, "active", "failed", path.reason);
        if (paths.activeCount() == 0) {
            noPath.noPath(nowNanos);
            report(Kind.MAP_NO_PATH, "", "", "", noPath.waits() ? "I/O waits" : "I/O fails");
        }
    }

    private void reinstate(EnginePath path, long nowNanos) {
        boolean first = paths.activeCount() == 0;
        path.group.selector.reinstate(path.number);
        change(path, true, path.reason, nowNanos);
        noPath.pathIsBack();
        report(Kind.PATH_REINSTATED, path.name, "failed", "active", "");
        if (first) {
            report(Kind.MAP_RECOVERED, "", "", "", queue.size() + " task(s) waited");
        }
        armFence(nowNanos);
        drain(nowNanos);
    }

    private void change(EnginePath path, boolean active, String reason, long nowNanos) {
        path.active = active;
        path.reason = reason == null ? "" : reason;
        path.changed = true;
        path.changedNanos = nowNanos;
        paths.recount();
    }

    private void waitedInVain() {
        noPath.expired();
        report(Kind.MAP_NO_PATH, "", "", "", "I/O fails: " + noPath.whyNot());
        failQueued(noPath.whyNot());
    }

    // ---- fencing ----

    /** A path has a new nexus: what was sent on the old one is over. */
    public void linkUp(int number, long nowNanos) {
        EnginePath path = paths.byNumber(number);
        path.unfencedBeforeReset = 0;
        fenced(path, path.unfenced.size(), nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** A LOGICAL UNIT RESET is over. */
    public void resetDone(int number, boolean answered, long nowNanos) {
        resetsOutstanding--;
        resetAnswered |= answered;
        if (!answered) {
            fail(paths.byNumber(number), "LOGICAL UNIT RESET was not answered", nowNanos);
        }
        if (resetsOutstanding == 0) {
            if (resetAnswered) {
                paths.all().forEach(path -> fenced(path, path.unfencedBeforeReset, nowNanos));
            }
            armFence(nowNanos);
            drain(nowNanos);
            if (paths.activeCount() == 0 && !noPath.waits()) {
                failQueued(noPath.whyNot());
            }
        }
        deadlines.rearm(nowNanos);
    }

    /** The first {@code count} unknown writes of a path are over: they may go elsewhere. */
    private void fenced(EnginePath path, int count, long nowNanos) {
        ScsiTask task;
        for (int i = 0; i < count && (task = path.unfenced.poll()) != null; i++) {
            task.delivery = Delivery.ENDED;
            again(task, nowNanos);
        }
    }

    private void armFence(long nowNanos) {
        if (paths.anyUnfenced()) {
            deadlines.set(What.FENCE, limits.fenceDelayNanos(), nowNanos);
        }
    }

    /** The old nexus did not come back in time: reset the unit through every path that has work, or else any path. */
    private void fenceByReset(long nowNanos) {
        if (resetsOutstanding > 0) {
            return;
        }
        if (policy.noPathTimeoutMillis() * 1_000_000 > 0) {
            abandonUnfenced(nowNanos - policy.noPathTimeoutMillis() * 1_000_000, "it could not be fenced in time");
        }
        List<EnginePath> through = paths.anyUnfenced() ? paths.forReset() : List.of();
        if (through.isEmpty()) {
            armFence(nowNanos);
            return;
        }
        paths.all().forEach(path -> path.unfencedBeforeReset = path.unfenced.size());
        resetsOutstanding = through.size();
        resetAnswered = false;
        through.forEach(path -> actions.resetUnit(path.number));
    }

    /** Gives up the writes that waited for a fence since before {@code submittedBefore}. */
    private void abandonUnfenced(long submittedBefore, String reason) {
        for (EnginePath path : paths.all()) {
            for (int n = path.unfenced.size(); n > 0; n--) {
                ScsiTask task = path.unfenced.poll();
                if (task.submittedNanos - submittedBefore < 0) {
                    giveUp(task, "outcome unknown on " + path.name + ": " + reason);
                } else {
                    path.unfenced.addLast(task);
                }
            }
        }
    }

    /** The timer asked for by {@link MapActions#setTimer} fired. */
    public void timerFired(long nowNanos) {
        if (deadlines.take(What.RETRY, nowNanos)) {
            for (int n = delayed.size(); n > 0; n--) {
                again(delayed.poll(), nowNanos);
            }
        }
        if (deadlines.take(What.FENCE, nowNanos)) {
            fenceByReset(nowNanos);
        }
        if (deadlines.take(What.NO_PATH, nowNanos)) {
            waitedInVain();
        }
        deadlines.rearm(nowNanos);
    }

    private void report(Kind kind, String path, String from, String to, String reason) {
        eventCount++;
        publish();
        actions.event(kind, path, from, to, reason);
    }

    private void publish() {
        view = new EngineView(table().features(), handlerName, paths.views(), noPath.waits(), eventCount, tally);
    }

    // ---- signatures that others code against while this class is rebuilt ----

    /** The kernel's TABLE line, from the start sector on. */
    public String table(TextForm form) {
        throw new UnsupportedOperationException();
    }

    /** The kernel's INFO line, from the start sector on. Any thread. */
    public String status(TextForm form) {
        throw new UnsupportedOperationException();
    }

    /** The event counter as device-mapper counts. Any thread. */
    public long eventCounter() {
        return eventCount;
    }

    /**
     * Carries out a message in the kernel's words.
     *
     * @throws org.mpath.api.map.MapException with the kernel's refusal; nothing is changed then
     */
    public void message(String words, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Holds new I/O; {@link MapActions#suspended} follows when nothing is in flight, perhaps before this returns. */
    public void suspend(boolean flush, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Ends a suspend, complete or not. */
    public void resumeIo(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Reads a block through each usable path of the current group; {@link MapActions#probeEnded} follows. */
    public void probe(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** A probe of one path is over; the task holds its outcome. */
    public void probed(int path, ScsiTask task, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** The handler answered {@link MapActions#activate}. */
    public void activated(int path, int round, ActivationAnswer answer, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** The handler answered {@link MapActions#askOwner}. */
    public void ownerState(int path, int round, OwnerState state, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Sends a task on the current path, once; it comes back through {@link MapActions#complete}. */
    public PassThrough passThrough(ScsiTask task, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Changes the policy. */
    public void policy(MapPolicy policy, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** The policy. */
    public MapPolicy policy() {
        return policy;
    }
}
