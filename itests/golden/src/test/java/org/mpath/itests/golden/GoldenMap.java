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
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineLimits;
import org.mpath.core.HandlerChoice;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.core.SelectorChoice;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Status;
import org.mpath.selector.historical.service.time.HistoricalServiceTimeFactory;
import org.mpath.selector.io.affinity.TwoProcessors;
import org.mpath.selector.queue.length.QueueLengthFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.mpath.selector.service.time.ServiceTimeFactory;

/** A map as the kernel's was: a real engine and real selectors over disks that answer at once; time is virtual. */
final class GoldenMap implements MapActions {
    /** Longest virtual time a request that is not to wait may take. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final Map<String, PathSelectorFactory> SELECTORS = new TreeMap<>();

    static {
        for (PathSelectorFactory factory : List.<PathSelectorFactory>of(
                new RoundRobinFactory(),
                new QueueLengthFactory(),
                new ServiceTimeFactory(),
                new HistoricalServiceTimeFactory(),
                TwoProcessors.selectors())) {
            SELECTORS.put(factory.name(), factory);
        }
    }

    private final Devices devices = new Devices();
    private final MapEngine engine = new MapEngine("t", this, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
    /** Names of paths by their number in the engine. */
    private final Map<Integer, String> paths = new HashMap<>();
    private MapTable live;
    private MapTable inactive;
    private ScsiTask background;
    private ScsiTask completed;
    private long nowNanos = 1_000_000_000L;
    private long timerNanos = Long.MAX_VALUE;

    /** Creates a map with a table; what the engine throws is its refusal. */
    static GoldenMap load(String table) {
        GoldenMap map = new GoldenMap();
        map.use(MapTable.parse(table));
        return map;
    }

    private void use(MapTable table) {
        HandlerChoice handler = choose(table);
        engine.load(
                table.withHandler(handler.name(), handler.arguments()),
                group -> SelectorChoice.create(group, SELECTORS.get(group.selector()), SELECTORS.keySet()));
        table.groups().stream()
                .flatMap(group -> group.paths().stream())
                .forEach(path -> paths.put(engine.numberOf(path.name()), path.name()));
        HardwareHandler made = handler.name().isEmpty() ? null : new InstantHandler();
        engine.useHandler(handler.name(), made, "table loaded", nowNanos);
        engine.start(nowNanos);
        live = table;
    }

    private static HandlerChoice choose(MapTable table) {
        return HandlerChoice.of(table, Devices::attached, Devices::attach);
    }

    /** The table as it was loaded. */
    MapTable loaded() {
        return live;
    }

    String table() {
        return engine.table(TextForm.TODAY);
    }

    String status() {
        return engine.status(TextForm.TODAY);
    }

    long events() {
        return engine.eventCounter();
    }

    // ---- steps: each answers 0 or ok, or the kernel's word for how it ended ----

    String message(String words) {
        try {
            engine.message(words, nowNanos);
            return "0";
        } catch (MapException e) {
            return errno(e);
        }
    }

    String reload(String table) {
        try {
            MapTable next = MapTable.parse(table);
            live.checkSuccessor(next);
            choose(next);
            inactive = next;
            return "0";
        } catch (IllegalArgumentException e) {
            return "EINVAL";
        } catch (MapException e) {
            return errno(e);
        }
    }

    String suspend(boolean flush) {
        engine.suspend(flush, nowNanos);
        return "0";
    }

    String resume() {
        if (inactive != null) {
            use(inactive);
            inactive = null;
        }
        engine.resumeIo(nowNanos);
        return "0";
    }

    String sysfs(String words) {
        devices.sysfs(words);
        return "0";
    }

    String read() {
        return finish(submit(DataDirection.READ));
    }

    String write() {
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

    String reads(int count) {
        String result = "ok";
        for (int i = 0; i < count && result.equals("ok"); i++) {
            result = read();
        }
        return result;
    }

    /** A read that is left to itself. */
    String readInBackground() {
        background = submit(DataDirection.READ);
        return result(background);
    }

    String awaitBackground() {
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

    static String errno(MapException refusal) {
        return refusal.code() == Code.NOT_FOUND ? "ENODEV" : refusal.code() == Code.BUSY ? "EBUSY" : "EINVAL";
    }

    // ---- what the engine asks for ----

    @Override
    public void send(int path, ScsiTask task) {
        if (devices.isOffline(paths.get(path))) {
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
        engine.activated(path, round, ActivationCode.OK, nowNanos);
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
