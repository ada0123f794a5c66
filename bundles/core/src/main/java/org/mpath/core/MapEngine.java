package org.mpath.core;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.Deadlines.What;
import org.mpath.core.MapTable.GroupSpec;

/**
 * The multipath engine of one map, a state machine. This class takes the events in and holds the state of paths and
 * groups; the rest has a class each:
 *
 * <ul>
 *   <li>{@link TaskFlow}: a request is sent, judged, sent again, held, given up;
 *   <li>{@link GroupChoice}: which path it takes;
 *   <li>{@link GroupActivation} and {@link OwnerScan}: how a group is made ready, or found to be;
 *   <li>{@link Fence}: writes whose outcome is unknown;
 *   <li>{@link NoPathPolicy}, {@link Suspension}, {@link Prober}: what their names say.
 * </ul>
 *
 * <p>Events come in as calls, commands go out through {@link MapActions}; time is an argument. One thread owns an engine;
 * {@link #state} and {@link #eventCounter} alone are for any thread.
 */
public final class MapEngine {
    static final String REMOVED = "the map was removed";
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final What[] DUE_ORDER = What.values();

    final MapActions actions;
    final EngineLimits limits;
    final Deadlines deadlines;
    final NoPathPolicy noPath;
    final Tally tally = new Tally();
    final PathSet paths;
    final GroupChoice choice;
    final Suspension suspension = new Suspension(this);
    final GroupActivation activation;
    final OwnerScan scan;
    final Fence fence;
    final WaitingTasks waiting = new WaitingTasks(this);
    final TaskFlow flow;
    final PathStates states = new PathStates(this);
    final Prober prober;
    final GroupSelectors selectors = new GroupSelectors(this);
    private final Messages messages;
    private final String name;
    private MapPolicy policy;
    private MapTable table = new MapTable(1, List.of(), List.of(), 0, List.of());
    private HardwareHandler handler;
    private String handlerName = "";
    private boolean handlerAwaited;
    private boolean loaded;
    /** A table is live and the driver has not said {@link #start} yet. */
    private boolean starting;

    private boolean closed;
    private volatile long eventCount;
    private volatile EngineView view = EngineView.EMPTY;

    /** Makes an engine without a table. */
    public MapEngine(String name, MapActions actions, MapPolicy policy, EngineLimits limits) {
        this.name = name;
        this.actions = actions;
        this.paths = new PathSet(new SelectorTurn(actions));
        this.choice = new GroupChoice(paths);
        this.limits = limits;
        this.deadlines = new Deadlines(actions);
        this.noPath = new NoPathPolicy(deadlines);
        this.activation = new GroupActivation(this);
        this.scan = new OwnerScan(this);
        this.fence = new Fence(this);
        this.flow = new TaskFlow(this);
        this.prober = new Prober(this);
        this.messages = new Messages(this);
        use(policy);
    }

    // ---- what others look at ----

    /** The present snapshot. Any thread. */
    public MapState state(String map, LogicalUnit unit, LongUnaryOperator nanosToMillis) {
        return view.state(map, unit, waiting.shown(), nanosToMillis);
    }

    /** The event counter as device-mapper counts. Any thread. */
    public long eventCounter() {
        return eventCount;
    }

    /** The policy. */
    public MapPolicy policy() {
        return policy;
    }

    /** The live table, with {@code queue_if_no_path} as it is now. */
    public MapTable table() {
        return table.withQueueing(noPath.queueing());
    }

    /** The kernel's TABLE line, from the start sector on. The owner's thread. */
    public String table(TextForm form) {
        boolean hidden = form != TextForm.LINUX_2005 && suspension.hidesQueueing();
        return TableText.table(hidden ? table.withQueueing(false) : table(), line(), form);
    }

    /** The kernel's INFO line, from the start sector on. The owner's thread. */
    public String status(TextForm form) {
        return StatusText.info(line(), form);
    }

    private StatusLine line() {
        return EngineLine.of(this, table.sectors(), handler == null ? "" : handler.statusWords());
    }

    /** The number of a path of the live table; -1 when it is not in it. */
    public int numberOf(String pathName) {
        EnginePath path = paths.byName(pathName);
        return path == null ? -1 : path.number;
    }

    // ---- tables, plug-ins, policy ----

    /**
     * Makes a table live. Paths in both tables keep their state and totals; paths that left drain. Nothing is sent before
     * {@link #start}, so that the driver can learn the new paths' numbers first.
     *
     * @param factory makes the selector of a group; what it throws leaves the engine unchanged
     * @throws IllegalArgumentException when the table asks for a queue mode of the other kind
     */
    public void load(MapTable next, Function<GroupSpec, PathSelector> factory) {
        if (loaded) {
            table.checkSuccessor(next);
        }
        int usableBefore = paths.activeCount();
        PathSet.Change change = paths.load(next, factory);
        starting = true;
        table = next;
        prober.switchAfter(0);
        noPath.queueing(next.queueIfNoPath());
        choice.ask(paths.group(next.initialGroup()));
        activation.reset(next.pgInitRetries(),
                next.pgInitDelayMillis() < 0 ? GroupActivation.DEFAULT_DELAY_MILLIS : next.pgInitDelayMillis());
        change.removed().forEach(
                path -> report(Kind.PATH_REMOVED, path.name, path.stateWord(), "", "not in the new table"));
        change.added().forEach(path -> report(Kind.PATH_ADDED, path.name, "", path.stateWord(), ""));
        report(Kind.MAP_RELOADED, "", "", "", paths.groups().size() + " group(s)");
        reportUsable(usableBefore);
    }

    /** A table brought the first usable path, or took the last. */
    private void reportUsable(int before) {
        if (before > 0 && paths.activeCount() == 0) {
            report(Kind.MAP_NO_PATH, "", "", "", noPath.waits() ? "I/O waits" : "I/O fails");
        } else if (before == 0 && paths.activeCount() > 0 && loaded) {
            report(Kind.MAP_RECOVERED, "", "", "", waiting.queue.size() + " task(s) waited");
        }
        loaded = true;
    }

    /** Sends what waits. Called by the driver after {@link #load}. */
    public void start(long nowNanos) {
        starting = false;
        if (scan.running()) {
            scan.cancel();
            scan.trigger(nowNanos);
        }
        if (paths.activeCount() > 0) {
            noPath.pathIsBack();
        } else if (!suspension.defers()) {
            noPath.noPath(nowNanos);
        }
        settle(nowNanos);
    }

    /** Sends nothing from now on, until {@link #useHandler}: the handler misbehaved, and nobody knows the array. */
    public void holdForHandler() {
        handlerAwaited = true;
    }

    /** Whether the handler owes an answer. */
    public boolean handlerAsked() {
        return activation.asked() || scan.asked();
    }

    /** Uses an array's handler; null for none. What the one before has not answered, this one is asked. */
    public void useHandler(String newName, HardwareHandler replacement, String reason, long nowNanos) {
        Activation before = activationKind();
        handler = replacement;
        handlerAwaited = false;
        Activation kind = activationKind();
        String nameBefore = handlerName;
        handlerName = replacement == null ? "" : newName;
        if (kind != before) {
            scan.cancel();
            activation.kind(kind);
            if (choice.current() != null) {
                choice.ask(choice.current());
            }
        } else {
            activation.askAnew();
            scan.askAnew(nowNanos);
        }
        if (!nameBefore.equals(handlerName)) {
            report(Kind.HANDLER_CHANGED, "", nameBefore, handlerName, reason);
        }
        settle(nowNanos);
    }

    /** Its groups' selectors, which may come, go and break. */
    public GroupSelectors selectors() {
        return selectors;
    }

    /** Changes the policy. */
    public void policy(MapPolicy replacement, long nowNanos) {
        MapPolicy before = policy;
        use(replacement);
        noPath.waitAgain();
        report(Kind.POLICY_CHANGED, "", before.toString(), replacement.toString(), "");
        if (paths.activeCount() == 0 && !suspension.defers()) {
            noPath.noPath(nowNanos);
            waiting.expireAged(nowNanos);
        }
        settle(nowNanos);
    }

    private void use(MapPolicy replacement) {
        policy = replacement;
        noPath.timeout(replacement.noPathTimeoutMillis() * NANOS_PER_MILLI);
        flow.policy(replacement);
    }

    // ---- verbs ----

    /**
     * Carries out a message in the kernel's words (seed-systems 3.9).
     *
     * @throws MapException with the kernel's refusal; nothing is changed then
     */
    public void message(String words, long nowNanos) {
        if (suspension.defers() && !words.isBlank()) {
            throw new MapException(Code.BUSY, "map " + name + " is suspended and takes no messages: resume it first");
        }
        try {
            messages.carryOut(words, nowNanos);
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        }
        settle(nowNanos);
    }

    void queueIfNoPath(boolean queueing, long nowNanos) {
        boolean before = noPath.queueing();
        noPath.queueing(queueing);
        noPath.waitAgain();
        if (paths.activeCount() == 0) {
            if (queueing) {
                noPath.noPath(nowNanos);
            } else {
                waiting.failQueued(noPath.whyNot());
            }
        }
        publish();
        if (before != queueing) {
            report(Kind.QUEUEING_CHANGED, "", before ? "on" : "off", queueing ? "on" : "off", "by message");
        }
    }

    /** Fails a path. False when the map has no such path. */
    public boolean failPath(String pathName, String reason, long nowNanos) {
        EnginePath path = paths.byName(pathName);
        if (path == null) {
            return false;
        }
        states.fail(path, reason, nowNanos);
        settle(nowNanos);
        return true;
    }

    /** Reinstates a path. False when the map has no such path. */
    public boolean reinstatePath(String pathName, long nowNanos) {
        EnginePath path = paths.byName(pathName);
        if (path != null && !path.active) {
            states.reinstate(path, nowNanos);
            settle(nowNanos);
        }
        return path != null;
    }

    /** Holds new I/O; {@link MapActions#suspended} follows when nothing is in flight, perhaps before this returns. */
    public void suspend(boolean flush, long nowNanos) {
        suspension.begin(flush, nowNanos);
    }

    /** Ends a suspend, complete or not. */
    public void resumeIo(long nowNanos) {
        suspension.end(nowNanos);
    }

    /** Reads a block through each usable path of the current group; {@link MapActions#probeEnded} follows. */
    public void probe(long nowNanos) {
        prober.begin(nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** Fails everything that waits; the map is going away. Tasks in flight come back through {@link #done}. */
    public void close(long nowNanos) {
        closed = true;
        suspension.abandon();
        noPath.queueing(false);
        scan.cancel();
        activation.kind(Activation.NONE);
        choice.ask(null);
        paths.clear();
        waiting.undefer();
        waiting.failQueued(REMOVED);
        fence.abandon(nowNanos, REMOVED);
        deadlines.close();
        publish();
    }

    boolean closed() {
        return closed;
    }

    /** Whether what has to come from outside first holds I/O: a handler, or the word to begin with a table. */
    boolean awaitsDriver() {
        return handlerAwaited || starting;
    }

    // ---- events of the data path ----

    /** A task arrives. */
    public void submit(ScsiTask task, long nowNanos) {
        flow.submit(task, nowNanos);
    }

    /** Sends a task on the current path, once; it comes back through {@link MapActions#complete}. */
    public PassThrough passThrough(ScsiTask task, long nowNanos) {
        PassThrough answer = flow.passThrough(task, nowNanos);
        deadlines.rearm(nowNanos);
        return answer;
    }

    /** Whether {@link #done}, or {@link #probed}, will ask the handler about what is over: {@link HardwareHandler#checkSense}. */
    public boolean asksHandler(ScsiTask task, boolean probe) {
        return handler != null && (probe || task.attempts > 0 && paths.activeCount() > 0) && Triage.asksHandler(task);
    }

    /** An attempt is over. */
    public void done(ScsiTask task, long nowNanos) {
        flow.done(task, nowNanos);
    }

    /** A path has a new nexus: what was sent on the old one is over. */
    public void linkUp(int number, long nowNanos) {
        EnginePath path = paths.byNumber(number);
        path.forget();
        fence.linkUp(path, nowNanos);
        settle(nowNanos);
    }

    /** A LOGICAL UNIT RESET is over. */
    public void resetDone(int number, boolean answered, long nowNanos) {
        fence.resetDone(paths.byNumber(number), answered, nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** A probe of one path is over; the task holds its outcome. */
    public void probed(int number, ScsiTask task, long nowNanos) {
        prober.answered(paths.byNumber(number), task, nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** The handler answered {@link MapActions#activate}. */
    public void activated(int number, int round, ActivationAnswer answer, long nowNanos) {
        activation.answered(paths.byNumber(number), round, answer, nowNanos);
        settle(nowNanos);
    }

    /** The handler answered {@link MapActions#askOwner}. */
    public void ownerState(int number, int round, OwnerState state, long nowNanos) {
        scan.answered(paths.byNumber(number), round, state, nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** The timer asked for by {@link MapActions#setTimer} fired. */
    public void timerFired(long nowNanos) {
        for (What what : DUE_ORDER) {
            if (deadlines.take(what, nowNanos)) {
                due(what, nowNanos);
            }
        }
        settle(nowNanos);
    }

    private void due(What what, long nowNanos) {
        switch (what) {
            case NO_PATH -> waitedInVain();
            case AGE -> waiting.expireAged(nowNanos);
            case RETRY -> waiting.retryDue(nowNanos);
            case FENCE -> fence.byReset(nowNanos);
            case PG_INIT -> activation.ask(nowNanos);
            case ACTIVATION -> activation.timedOut(nowNanos);
            case OWNER_PAUSE -> scan.begin(nowNanos);
            case OWNER_ANSWER -> scan.timedOut(nowNanos);
        }
    }

    private void waitedInVain() {
        noPath.expired();
        report(Kind.MAP_NO_PATH, "", "", "", "I/O fails: " + noPath.whyNot());
        waiting.failQueued(noPath.whyNot());
    }

    // ---- changes of state that the parts above ask for ----

    /** What to do with an answer that is not GOOD. A handler that throws is not asked again. */
    Verdict judge(EnginePath path, ScsiTask task, long nowNanos) {
        HardwareHandler asked = paths.activeCount() > 0 ? handler : null;
        PathDevice device = actions.device(path.number);
        try {
            return Triage.answered(task, asked, device, limits.senseTable());
        } catch (Throwable e) {
            useHandler("", null, "the handler threw " + e, nowNanos);
            return Triage.answered(task, null, device, limits.senseTable());
        }
    }

    /** No path is left: no group is current. */
    void noPathLeft(boolean wasShown) {
        boolean changed = wasShown || activation.queueIo();
        activation.noPath();
        if (changed) {
            publish();
        }
    }

    /** Goes on after something that held I/O has changed. */
    void proceed(long nowNanos) {
        paths.turn.takesNone();
        paths.tellChanges();
        activation.start(nowNanos);
        flow.drain(nowNanos);
        if (paths.activeCount() == 0 && !noPath.waits() && !flow.holdsIo() && !suspension.defers()) {
            waiting.failQueued(noPath.whyNot());
        }
        if (paths.activeCount() == 0 && suspension.flushes()) {
            waiting.failQueued(WaitingTasks.NO_PATH_TO_FLUSH);
        }
        selectors.noteBroken();
        suspension.completeWhenQuiet();
    }

    void settle(long nowNanos) {
        proceed(nowNanos);
        deadlines.rearm(nowNanos);
    }

    /** How the handler makes groups ready. */
    Activation activationKind() {
        return handler == null ? Activation.NONE : handler.activation();
    }

    /** Something happened that device-mapper counts. */
    void countEvent() {
        eventCount++;
    }

    void report(Kind kind, String path, String from, String to, String reason) {
        if (kind == Kind.PATH_FAILED || kind == Kind.PATH_REINSTATED) {
            countEvent();
        }
        publish();
        actions.event(kind, path, from, to, reason);
    }

    void publish() {
        view = EngineView.of(this, handlerName, noPath.waits(), eventCount);
    }
}
