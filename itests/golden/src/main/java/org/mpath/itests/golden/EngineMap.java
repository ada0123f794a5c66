package org.mpath.itests.golden;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineLimits;
import org.mpath.core.HandlerChoice;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;
import org.mpath.core.SelectorChoice;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Status;
import org.mpath.selector.historical.service.time.HistoricalServiceTimeFactory;
import org.mpath.selector.queue.length.QueueLengthFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.mpath.selector.service.time.ServiceTimeFactory;

/** A map as a kernel's: a real engine and real selectors over disks that answer at once; time is virtual. One thread. */
public final class EngineMap implements MapActions {
    /** Longest virtual time a request that is not to wait may take. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Disks disks;
    private final Map<String, PathSelectorFactory> selectors;
    private final MapEngine engine = new MapEngine("t", this, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
    /** Names of paths by their number in the engine. */
    private final Map<Integer, String> paths = new HashMap<>();
    private MapTable live;
    private MapTable inactive;
    private ScsiTask background;
    private ScsiTask completed;
    private String refusal = "";
    private long nowNanos = 1_000_000_000L;
    private long timerNanos = Long.MAX_VALUE;

    private EngineMap(Disks disks, Map<String, PathSelectorFactory> selectors) {
        this.disks = disks;
        this.selectors = selectors;
    }

    /**
     * Creates a map with a table.
     *
     * @param selectors the path selectors there are, by name
     * @throws IllegalArgumentException or MapException, the engine's refusal
     */
    public static EngineMap load(String table, Disks disks, Map<String, PathSelectorFactory> selectors) {
        EngineMap map = new EngineMap(disks, selectors);
        map.use(MapTable.parse(table));
        return map;
    }

    /** The five path selectors, by name; for the processors of a machine. */
    public static Map<String, PathSelectorFactory> selectors(PathSelectorFactory ioAffinity) {
        Map<String, PathSelectorFactory> byName = new TreeMap<>();
        for (PathSelectorFactory factory : List.of(
                new RoundRobinFactory(),
                new QueueLengthFactory(),
                new ServiceTimeFactory(),
                new HistoricalServiceTimeFactory(),
                ioAffinity)) {
            byName.put(factory.name(), factory);
        }
        return byName;
    }

    private void use(MapTable table) {
        HandlerChoice handler = choose(table);
        engine.load(table.withHandler(handler.name(), handler.arguments()), this::selector);
        table.groups().stream()
                .flatMap(group -> group.paths().stream())
                .forEach(path -> paths.put(engine.numberOf(path.name()), path.name()));
        HardwareHandler made = handler.name().isEmpty() ? null : new InstantHandler();
        engine.useHandler(handler.name(), made, "table loaded", nowNanos);
        engine.start(nowNanos);
        live = table;
    }

    private HandlerChoice choose(MapTable table) {
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                if (!disks.has(path.name())) {
                    throw new MapException(Code.NOT_FOUND,
                            path.place().refusal("error getting device", path.name(), ", there is none"));
                }
            }
        }
        return HandlerChoice.of(table, disks::attached, disks::attach);
    }

    /** The table as it was loaded. */
    public MapTable loaded() {
        return live;
    }

    /** The TABLE line. */
    public String table() {
        return engine.table(TextForm.TODAY);
    }

    /** The INFO line. */
    public String status() {
        return engine.status(TextForm.TODAY);
    }

    /** The event counter. */
    public long events() {
        return engine.eventCounter();
    }

    /** Whether I/O would wait now: for a path, or for the end of a suspension. */
    public boolean holdsIo() {
        MapState state = engine.state("t", null, nanos -> nanos);
        return state.condition() == Condition.SUSPENDED
                || state.activePaths() == 0 && engine.table().queueIfNoPath();
    }

    /** Why the step that was refused last was refused. */
    public String refusal() {
        return refusal;
    }

    private String refused(String errno, RuntimeException why) {
        refusal = why.getMessage();
        return errno;
    }

    // ---- steps: each answers 0 or ok, or the kernel's word for how it ended ----

    /** Sends a message. */
    public String message(String words) {
        try {
            engine.message(words, nowNanos);
            return "0";
        } catch (MapException e) {
            return refused(errno(e), e);
        }
    }

    /** Loads a table beside the live one. */
    public String reload(String table) {
        try {
            MapTable next = MapTable.parse(table);
            live.checkSuccessor(next);
            choose(next);
            next.groups().forEach(this::tryOut);
            inactive = next;
            return "0";
        } catch (IllegalArgumentException e) {
            return refused("EINVAL", e);
        } catch (MapException e) {
            return refused(errno(e), e);
        }
    }

    /** What {@link #use} will do with a group, with a selector that is thrown away. */
    private void tryOut(GroupSpec group) {
        PathSelector selector = selector(group);
        for (int i = 0; i < group.paths().size(); i++) {
            SelectorChoice.add(selector, i, group.paths().get(i), group.paths().get(i).arguments());
        }
    }

    private PathSelector selector(GroupSpec group) {
        return SelectorChoice.create(group, selectors.get(group.selector()), selectors.keySet());
    }

    /** Suspends the map. */
    public String suspend(boolean flush) {
        engine.suspend(flush, nowNanos);
        return "0";
    }

    /** Resumes the map, with the table loaded last. */
    public String resume() {
        if (inactive != null) {
            use(inactive);
            inactive = null;
        }
        engine.resumeIo(nowNanos);
        return "0";
    }

    /** Reads a block. */
    public String read() {
        return finish(submit(DataDirection.READ));
    }

    /** Writes a block. */
    public String write() {
        return finish(submit(DataDirection.WRITE));
    }

    private String finish(ScsiTask task) {
        long patience = nowNanos + PATIENCE_NANOS;
        while (completed != task && timerNanos <= patience) {
            nowNanos = timerNanos;
            timerNanos = Long.MAX_VALUE;
            engine.timerFired(nowNanos);
        }
        return result(task);
    }

    /** Reads a block so many times. */
    public String reads(int count) {
        String result = "ok";
        for (int i = 0; i < count && result.equals("ok"); i++) {
            result = read();
        }
        return result;
    }

    /** A read that is left to itself. */
    public String readInBackground() {
        background = submit(DataDirection.READ);
        return result(background);
    }

    /** How that read is going. */
    public String awaitBackground() {
        return result(background);
    }

    private ScsiTask submit(DataDirection direction) {
        ScsiTask task = new ScsiTask();
        boolean read = direction == DataDirection.READ;
        task.cdbLength = read ? Cdb.read(task.cdb, 0, 8) : Cdb.write(task.cdb, 0, 8, false);
        task.changesMedium = !read;
        task.direction = direction;
        task.data = ByteBuffer.allocate(4096);
        task.dataLength = 4096;
        engine.submit(task, nowNanos);
        return task;
    }

    private String result(ScsiTask task) {
        return completed != task ? "blocked" : task.good() ? "ok" : "Input/output error";
    }

    /** The kernel's word for a refusal. */
    public static String errno(MapException refusal) {
        return refusal.code() == Code.NOT_FOUND ? "ENODEV" : refusal.code() == Code.BUSY ? "EBUSY" : "EINVAL";
    }

    // ---- what the engine asks for ----

    @Override
    public void send(int path, ScsiTask task) {
        if (disks.isOffline(paths.get(path))) {
            task.unanswered(Delivery.NOT_SENT, "rejecting I/O to offline device");
        } else {
            task.delivery = Delivery.ANSWERED;
            task.status = Status.GOOD;
        }
        engine.done(task, nowNanos);
    }

    @Override
    public void complete(ScsiTask task) {
        completed = task;
    }

    @Override
    public void activate(int path, int round, boolean bypassed) {
        boolean without = disks.attached(paths.get(path)).isEmpty();
        engine.activated(path, round, without ? ActivationCode.NOSYS : ActivationCode.OK, nowNanos);
    }

    @Override
    public void askOwner(int path, int round) {
        engine.ownerState(path, round, OwnerState.ACTIVE, nowNanos);
    }

    @Override
    public PathDevice device(int path) {
        return null;
    }

    @Override
    public void resetUnit(int path) {
        engine.resetDone(path, true, nowNanos);
    }

    @Override
    public void probe(int path) {
        throw new AssertionError("no step probes");
    }

    @Override
    public void probeEnded(int usable) {}

    @Override
    public void suspended() {}

    @Override
    public void setTimer(long delayNanos) {
        timerNanos = delayNanos < 0 ? Long.MAX_VALUE : nowNanos + delayNanos;
    }

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {}

    /** A device handler whose activation ends well at once. */
    private static final class InstantHandler implements HardwareHandler {
        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            return Verdict.DECLINED;
        }

        @Override
        public Activation activation() {
            return Activation.EVERY_PATH;
        }
    }
}
