package org.mpath.core;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** Drives one engine by hand: what it sends, resets, completes and reports is there to look at; time stands still. */
class EngineRig implements MapActions {
    static final LogicalUnit UNIT = new LogicalUnit("36", "V", "P", "1", "", 512, 1024, UnitLimits.NONE);

    record Sent(int path, ScsiTask task) {}

    /** An event with all it said, and how many paths the snapshot showed usable when it was told. */
    record Told(MapEvent.Kind kind, String path, String from, String to, String reason, int usable) {}

    /** A question to the handler that is not answered yet. */
    record Asked(int path, int round, boolean bypassed) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Integer> resets = new ArrayList<>();
    final List<ScsiTask> completed = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    /** What the engine asked the handler to activate, oldest first. */
    final List<Asked> activations = new ArrayList<>();
    /** Which paths were asked whether they own the unit, oldest first. */
    final List<Asked> ownerAsks = new ArrayList<>();
    /** Paths the engine wants probed. */
    final List<Integer> probes = new ArrayList<>();
    /** What {@link #probeEnded} was told. */
    final List<Integer> probeEnds = new ArrayList<>();
    private Function<Asked, ActivationAnswer> atOnce;
    /** What a path does with a task before {@link #send} returns; it takes the task out of {@link #sent} or leaves it. */
    Consumer<Sent> onSend = sent -> {};
    /** How often a suspend was complete. */
    int suspends;
    final MapEngine engine;
    long now = 1_000_000;
    long timerAt = Long.MAX_VALUE;

    EngineRig(String table) {
        this(table, MapPolicy.DEFAULT);
    }

    /** One whose handler answers activations at once. */
    EngineRig(String table, Function<Asked, ActivationAnswer> handler) {
        this(table);
        atOnce = handler;
    }

    EngineRig(String table, MapPolicy policy) {
        this(table, policy, EngineLimits.DEFAULT);
    }

    EngineRig(String table, MapPolicy policy, EngineLimits limits) {
        engine = new MapEngine("m", this, policy, limits);
        load(table);
        events.clear();
        told.clear();
    }

    void load(String table) {
        load(table, spec -> new Turns());
    }

    void load(String table, Function<GroupSpec, PathSelector> selectors) {
        engine.load(MapTable.parse(table), selectors);
        engine.start(now);
    }

    ScsiTask write() {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.write(task.cdb, 0, 8, false);
        task.direction = DataDirection.WRITE;
        task.changesMedium = true;
        task.data = ByteBuffer.allocate(4096);
        task.dataLength = 4096;
        engine.submit(task, now);
        return task;
    }

    ScsiTask read() {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, 0, 8);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(4096);
        task.dataLength = 4096;
        engine.submit(task, now);
        return task;
    }

    /** Submits a command without data. */
    ScsiTask command(int... cdb) {
        ScsiTask task = new ScsiTask();
        for (int i = 0; i < cdb.length; i++) {
            task.cdb[i] = (byte) cdb[i];
        }
        task.cdbLength = Math.max(6, cdb.length);
        engine.submit(task, now);
        return task;
    }

    void message(String words) {
        engine.message(words, now);
    }

    void fail(String... paths) {
        for (String path : paths) {
            engine.failPath(path, "test", now);
        }
    }

    void reinstate(String... paths) {
        for (String path : paths) {
            engine.reinstatePath(path, now);
        }
    }

    /** What is out, in the order it was sent. */
    List<ScsiTask> out() {
        return sent.stream().map(Sent::task).toList();
    }

    /** The last event of a kind; fails when there is none. */
    Told last(MapEvent.Kind kind) {
        return told.stream().filter(event -> event.kind() == kind).reduce((before, event) -> event).orElseThrow();
    }

    /** The name of the path a task is out on; empty when it is not out. */
    String pathNameOf(ScsiTask task) {
        int number = pathOf(task);
        return number < 0 ? "" : nameOf(number);
    }

    String nameOf(int number) {
        return state().groups().stream()
                .flatMap(group -> group.paths().stream())
                .map(path -> path.name())
                .filter(name -> engine.numberOf(name) == number)
                .findFirst()
                .orElse("");
    }

    /** The words of the status line after the target's name. */
    String info() {
        return engine.status(TextForm.TODAY).replaceFirst("^0 [0-9]+ multipath ", "");
    }

    /** Uses a handler that only has a kind of activation and a verdict about sense data. */
    void useHandler(Activation kind, Function<Integer, Verdict> byAsc) {
        engine.useHandler("array", new HardwareHandler() {
            @Override
            public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                return byAsc.apply(asc);
            }

            @Override
            public Activation activation() {
                return kind;
            }
        }, "test", now);
    }

    /** The path a task was last sent on; -1 when it is not out. */
    int pathOf(ScsiTask task) {
        return sent.stream().filter(s -> s.task() == task).mapToInt(Sent::path).findFirst().orElse(-1);
    }

    void good(ScsiTask task) {
        answer(task, Status.GOOD);
    }

    void answer(ScsiTask task, int status) {
        take(task);
        task.delivery = Delivery.ANSWERED;
        task.status = status;
        engine.done(task, now);
    }

    void sense(ScsiTask task, int key, int asc, int ascq) {
        byte[] bytes = new byte[18];
        bytes[0] = 0x70;
        bytes[2] = (byte) key;
        bytes[7] = 10;
        bytes[12] = (byte) asc;
        bytes[13] = (byte) ascq;
        System.arraycopy(bytes, 0, task.sense, 0, bytes.length);
        task.senseLength = bytes.length;
        answer(task, Status.CHECK_CONDITION);
    }

    void unanswered(ScsiTask task, Delivery delivery) {
        take(task);
        task.unanswered(delivery, "connection lost");
        engine.done(task, now);
    }

    private void take(ScsiTask task) {
        if (!sent.removeIf(s -> s.task() == task)) {
            throw new AssertionError("task is not out");
        }
    }

    void pass(long nanos) {
        now += nanos;
        while (timerAt <= now) {
            timerAt = Long.MAX_VALUE;
            engine.timerFired(now);
        }
    }

    MapState state() {
        return engine.state("m", UNIT, nanos -> nanos / 1_000_000);
    }

    @Override
    public void send(int path, ScsiTask task) {
        Sent now = new Sent(path, task);
        sent.add(now);
        onSend.accept(now);
    }

    @Override
    public PathDevice device(int path) {
        return null;
    }

    @Override
    public void resetUnit(int path) {
        resets.add(path);
    }

    @Override
    public void activate(int path, int round, boolean bypassed) {
        Asked asked = new Asked(path, round, bypassed);
        if (atOnce == null) {
            activations.add(asked);
        } else {
            engine.activated(path, round, atOnce.apply(asked), now);
        }
    }

    @Override
    public void askOwner(int path, int round) {
        ownerAsks.add(new Asked(path, round, false));
    }

    @Override
    public void probe(int path) {
        probes.add(path);
    }

    @Override
    public void probeEnded(int usable) {
        probeEnds.add(usable);
    }

    @Override
    public void suspended() {
        suspends++;
    }

    @Override
    public void complete(ScsiTask task) {
        completed.add(task);
    }

    @Override
    public void setTimer(long delayNanos) {
        timerAt = delayNanos < 0 ? Long.MAX_VALUE : now + delayNanos;
    }

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
        events.add(kind + (path.isEmpty() ? "" : " " + path));
        told.add(new Told(kind, path, from, to, reason, state().activePaths()));
    }

    /** Each usable path in turn. */
    static final class Turns implements PathSelector {
        private final List<Integer> usable = new ArrayList<>();

        @Override
        public void add(int path, List<String> arguments) {
            if (arguments.contains("bad")) {
                throw new IllegalArgumentException("turns: invalid argument 'bad'");
            }
            usable.add(path);
        }

        @Override
        public void fail(int path) {
            usable.remove((Integer) path);
        }

        @Override
        public void reinstate(int path) {
            usable.add(0, path);
        }

        @Override
        public int select(long bytes, long nowNanos) {
            if (usable.isEmpty()) {
                return NONE;
            }
            int path = usable.remove(0);
            usable.add(path);
            return path;
        }
    }

    static int keyOf(ScsiTask task) {
        return Sense.key(task.sense, task.senseLength);
    }
}
