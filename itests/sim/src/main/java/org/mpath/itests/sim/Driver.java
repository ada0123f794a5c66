package org.mpath.itests.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.PathState;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.itests.sim.Tables.Table;
import org.mpath.itests.sim.Trace.Kind;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.plugin.Attached;
import org.mpath.itests.sim.plugin.PlugIn;
import org.mpath.scsi.Cdb;

/**
 * What a reactor's map is to an engine: paths by number, the timer, the answers of handlers. Everything that passes is
 * shown to the invariants.
 */
final class Driver implements MapActions, TaskListener, LinkListener {
    private static final LogicalUnit UNIT = new LogicalUnit("36", "MPATH", "SIM", "1", "", 512, 1024, UnitLimits.NONE);

    /** {@code 0 LENGTH multipath 2 QUEUEING ACTIVATIONS 0 GROUPS GROUP}: place of the last one. */
    private static final int STATUS_GROUP = 8;

    private static final long NOT_ASKED = Long.MIN_VALUE / 2;

    private final Agenda agenda;
    private final Trace trace;
    private final Fabric fabric;
    private final Selectors selectors;
    private final PlugIn plugIn;
    private final Invariants invariants;
    private final Sabotage sabotage;
    private final MapEngine engine;
    private final long activationTimeoutNanos;
    private SimPath[] paths = new SimPath[0];
    private final HandlerInUse handler;
    private Table table;
    private boolean suspending;
    private boolean suspended;
    private long timer;
    private int depth;
    private int resets;
    private int probes;
    /** When each path was asked to activate its group that has not answered; {@link #NOT_ASKED} for none. */
    private final long[] askedNanos;

    private boolean closed;

    Driver(
            Scenario scenario,
            Agenda agenda,
            Trace trace,
            Fabric fabric,
            Selectors selectors,
            PlugIn plugIn,
            Invariants invariants,
            Sabotage sabotage) {
        this.agenda = agenda;
        this.trace = trace;
        this.fabric = fabric;
        this.selectors = selectors;
        this.plugIn = plugIn;
        this.invariants = invariants;
        this.sabotage = sabotage;
        this.handler = new HandlerInUse(invariants);
        this.askedNanos = new long[fabric.paths().size()];
        Arrays.fill(askedNanos, NOT_ASKED);
        this.activationTimeoutNanos = scenario.limits().activationTimeoutNanos();
        this.engine = new MapEngine("m", sabotage.between(this), scenario.policy(), scenario.limits());
        sabotage.around(engine, agenda);
    }

    MapEngine engine() {
        return engine;
    }

    MapState state() {
        return engine.state("m", UNIT, nanos -> nanos / Scenario.MILLI);
    }

    /** The paths that are used. */
    Stream<SimPath> usedPaths() {
        return paths(true);
    }

    /** The paths that are not. */
    Stream<SimPath> failedPaths() {
        return paths(false);
    }

    private Stream<SimPath> paths(boolean used) {
        return state().groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> used == (path.state() == PathState.State.ACTIVE))
                .map(path -> fabric.path(path.name()));
    }

    /** The group that the kernel's status line shows: the current one, else the one asked for, else the first. */
    int shownGroup() {
        String[] words = engine.status(TextForm.TODAY).split(" ");
        return Integer.parseInt(words[STATUS_GROUP]);
    }

    @Override
    public String toString() {
        return state() + ", resets " + resets + ", suspended " + suspending + "/" + suspended;
    }

    /** The live table. */
    Table table() {
        return table;
    }

    /** Whether nothing is on its way that could still fail a path: resets, probes, activations. */
    boolean settled() {
        return resets == 0
                && probes == 0
                && Arrays.stream(askedNanos).allMatch(asked -> agenda.now() - asked > activationTimeoutNanos);
    }

    // ---- what callers and operators do ----

    void submit(ScsiTask task) {
        enter();
        engine.submit(task, agenda.now());
        leave();
    }

    void load(Table next) {
        enter();
        engine.load(MapTable.parse(next.text()), selectors::make);
        table = next;
        bind();
        invariants.loaded(next);
        engine.start(agenda.now());
        leave();
    }

    private void bind() {
        fabric.paths().forEach(path -> path.removeLinkListener(this));
        for (SimPath path : fabric.paths()) {
            int number = engine.numberOf(path.name());
            if (number >= 0) {
                if (number >= paths.length) {
                    paths = Arrays.copyOf(paths, number + 4);
                }
                paths[number] = path;
                path.addLinkListener(this);
            }
        }
    }

    void fail(String path, String reason) {
        enter();
        engine.failPath(path, reason, agenda.now());
        leave();
    }

    void reinstate(String path) {
        enter();
        engine.reinstatePath(path, agenda.now());
        leave();
    }

    /** @throws MapException when it is refused */
    void message(String words) {
        enter();
        try {
            engine.message(words, agenda.now());
        } finally {
            leave();
        }
    }

    void suspend(boolean flush) {
        suspending = true;
        invariants.suspending(flush);
        enter();
        engine.suspend(flush, agenda.now());
        leave();
    }

    void resumeIo() {
        suspending = false;
        suspended = false;
        invariants.resuming();
        enter();
        engine.resumeIo(agenda.now());
        leave();
    }

    /** Whether the map is suspended, or on its way there. */
    boolean suspending() {
        return suspending;
    }

    /** Whether the engine said it is suspended. */
    boolean isSuspended() {
        return suspended;
    }

    void startProbe() {
        enter();
        engine.probe(agenda.now());
        leave();
    }

    MapPolicy policy() {
        return engine.policy();
    }

    void policy(MapPolicy policy) {
        invariants.policy(policy);
        enter();
        engine.policy(policy, agenda.now());
        leave();
    }

    PassThrough passThrough(ScsiTask task) {
        enter();
        PassThrough answer = engine.passThrough(task, agenda.now());
        leave();
        return answer;
    }

    void dropSelector(String name) {
        enter();
        engine.selectors().drop(name);
        leave();
    }

    void breakSelectors() {
        selectors.breakThose();
    }

    void restoreSelector(String name) {
        enter();
        engine.selectors().restore(name, selectors::make);
        leave();
    }

    /** The handler's plug-in is here: it is used, if none is. */
    void bringHandler() {
        if (!handler.present()) {
            use(plugIn.attach());
        }
    }

    /** The handler's plug-in leaves. */
    void dropHandler() {
        if (handler.present()) {
            use(null);
        }
    }

    /** Another instance takes over from the one in use, if one is. */
    void swapHandler() {
        if (handler.present()) {
            use(plugIn.attach());
        }
    }

    private void use(Attached next) {
        Attached before = handler.use(next);
        enter();
        engine.useHandler(next == null ? "" : plugIn.name(), handler.forEngine(), "operator", agenda.now());
        leave();
        close(before);
    }

    private static void close(Attached before) {
        if (before != null) {
            before.close();
        }
    }

    /** Whether a handler is in use. */
    boolean hasHandler() {
        return handler.present();
    }

    void close() {
        trace.note(Kind.CLOSE, 0, 0);
        invariants.closing();
        closed = true;
        enter();
        engine.close(agenda.now());
        fabric.paths().forEach(path -> path.removeLinkListener(this));
        leave();
        close(handler.use(null));
    }

    /** The engine is called, perhaps while it is being called. */
    private void enter() {
        depth++;
    }

    /** It has returned: when nobody is inside it any more, everything must be in order. */
    private void leave() {
        if (--depth == 0) {
            invariants.settled();
        }
    }

    // ---- what the engine asks for ----

    @Override
    public void send(int number, ScsiTask task) {
        SimPath path = at(number);
        Request request = Request.of(task);
        trace.note(Kind.SEND, request.id, number);
        invariants.sent(path.index(), request);
        request.sends++;
        request.lastPath = path.index();
        request.onPath = true;
        path.submit(task, this);
    }

    @Override
    public PathDevice device(int path) {
        return handler.path(at(path));
    }

    @Override
    public void resetUnit(int number) {
        trace.note(Kind.RESET, number, 0);
        SimPath path = at(number);
        invariants.resetSent(path.index());
        resets++;
        // the number as it is now: the path may leave the table before the answer
        ResetListener listener = (device, done) -> {
            resets--;
            trace.note(Kind.RESET_DONE, number, done ? 1 : 0);
            enter();
            engine.resetDone(number, done, agenda.now());
            leave();
        };
        path.resetUnit(listener);
    }

    @Override
    public void activate(int number, int round, boolean bypassed) {
        trace.note(Kind.ACTIVATE, number, round);
        SimPath path = at(number);
        invariants.activationSent(path.index(), round);
        askedNanos[path.index()] = agenda.now();
        handler.activate(path, bypassed, answer -> {
            trace.note(Kind.ACTIVATED, number, round, answer.toString());
            askedNanos[path.index()] = NOT_ASKED;
            invariants.activationAnswered(path.index(), round, answer == ActivationCode.OK || answer == PgInitFlags.NONE);
            enter();
            engine.activated(number, round, answer, agenda.now());
            leave();
        });
    }

    @Override
    public void askOwner(int number, int round) {
        trace.note(Kind.ASK_OWNER, number, round);
        SimPath path = at(number);
        invariants.ownerAsked(path.index(), round);
        handler.askOwner(path, state -> {
            trace.note(Kind.OWNER, number, round, state.name());
            invariants.ownerAnswered(path.index(), round);
            enter();
            engine.ownerState(number, round, state, agenda.now());
            leave();
        });
    }

    @Override
    public void probe(int number) {
        trace.note(Kind.PROBE, number, 0);
        probes++;
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, 0, 1);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(UNIT.blockSize());
        task.dataLength = UNIT.blockSize();
        at(number).submit(task, done -> {
            trace.note(Kind.PROBED, number, 0);
            probes--;
            enter();
            engine.probed(number, task, agenda.now());
            leave();
        });
    }

    @Override
    public void probeEnded(int usable) {
        trace.note(Kind.PROBE_ENDED, usable, 0);
    }

    @Override
    public void suspended() {
        trace.note(Kind.SUSPENDED, 0, 0);
        suspended = true;
        invariants.suspended();
    }

    @Override
    public void complete(ScsiTask task) {
        task.mapListener.taskDone(task);
    }

    @Override
    public void setTimer(long delayNanos) {
        trace.note(Kind.TIMER_SET, delayNanos, 0);
        invariants.timerSet(delayNanos);
        long mine = ++timer;
        if (delayNanos >= 0) {
            agenda.in(delayNanos, () -> timerFires(mine));
        }
    }

    private void timerFires(long armed) {
        if (armed == timer) {
            trace.note(Kind.TIMER_FIRED, 0, 0);
            invariants.timerFired();
            enter();
            engine.timerFired(agenda.now());
            leave();
        }
    }

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
        SimPath of = fabric.path(path);
        trace.note(Kind.EVENT, kind.ordinal(), of == null ? -1 : of.index(), reason);
        trace.explain(() -> kind + " " + path + " " + to);
        if (kind == MapEvent.Kind.HANDLER_CHANGED && to.isEmpty() && handler.present()) {
            close(handler.use(null)); // it threw, and the engine does without
        }
        invariants.event(kind, of == null ? -1 : of.index(), from, to, reason);
    }

    private SimPath at(int number) {
        if (number < 0 || number >= paths.length || paths[number] == null) {
            throw new Finding("paths", "the engine uses path number " + number + ", which no path has");
        }
        return paths[number];
    }

    // ---- what the fabric says ----

    @Override
    public void taskDone(ScsiTask task) {
        Request request = Request.of(task);
        trace.note(Kind.DONE, request.id, task.pathNumber, task.good() ? "GOOD" : task.delivery.name());
        request.onPath = false;
        sabotage.returned(task);
        invariants.returned(request, task);
        handler.judges(task);
        enter();
        engine.done(task, agenda.now());
        leave();
        handler.judges(null);
    }

    @Override
    public void linkUp(PathDevice device) {
        int number = engine.numberOf(device.name());
        if (number >= 0 && !closed) {
            enter();
            engine.linkUp(number, agenda.now());
            leave();
        }
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        if (!closed) {
            enter();
            engine.failPath(device.name(), reason, agenda.now());
            leave();
        }
    }
}
