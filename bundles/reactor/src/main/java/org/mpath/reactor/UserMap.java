package org.mpath.reactor;

import java.util.Arrays;
import java.util.function.Function;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapLease;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.EngineLimits;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/**
 * A map at work: its engine, and the path devices, timer and events behind the engine's actions. Everything but the
 * methods of {@link MultipathMap} marked "any thread" runs on the map's reactor.
 */
final class UserMap implements MultipathMap, MapActions, TaskListener, LinkListener, ResetListener {
    private final String name;
    private final LogicalUnit unit;
    private final Reactor reactor;
    private final EventBus events;
    private final MapEngine engine;
    private final ReactorTimer timer;
    /** Path devices by the engine's path numbers. */
    private PathDevice[] devices = new PathDevice[0];
    /** What turns the reactor's nanoseconds into milliseconds since 1970. */
    private final long wallOffsetMillis;

    UserMap(String name, LogicalUnit unit, Reactor reactor, EventBus events, MapPolicy policy, EngineLimits limits) {
        this.name = name;
        this.unit = unit;
        this.reactor = reactor;
        this.events = events;
        this.engine = new MapEngine(name, this, policy, limits);
        this.timer = reactor.timer(() -> engine.timerFired(reactor.nanoTime()));
        this.wallOffsetMillis = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    }

    // ---- MultipathMap ----

    @Override
    public String name() {
        return name;
    }

    @Override
    public LogicalUnit unit() {
        return unit;
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public MapState state() {
        return engine.state(name, unit, nanos -> wallOffsetMillis + nanos / 1_000_000);
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        task.mapListener = listener;
        engine.submit(task, reactor.nanoTime());
    }

    // ---- verbs, reactor thread ----

    void load(MapTable table, Function<String, PathDevice> find, Function<GroupSpec, PathSelector> selectors) {
        long unitSectors = unit.sizeBytes() / 512;
        if (table.sectors() > unitSectors) {
            throw new MapException(Code.INVALID, "map " + name + ": the table is " + table.sectors()
                    + " sectors long, the unit has " + unitSectors);
        }
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                checkPath(path.name(), find.apply(path.name()));
            }
        }
        try {
            engine.load(table, selectors);
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        }
        bindDevices(table, find);
        engine.start(reactor.nanoTime());
    }

    private void checkPath(String path, PathDevice device) {
        if (device == null) {
            throw new MapException(Code.NOT_FOUND, "map " + name + ": error getting device: no transport has path " + path);
        }
        if (device.reactor() != reactor) {
            throw new MapException(Code.INVALID, "map " + name + ": path " + path + " lives on reactor "
                    + device.reactor().name() + ", the map on " + reactor.name());
        }
    }

    private void bindDevices(MapTable table, Function<String, PathDevice> find) {
        for (PathDevice device : devices) {
            if (device != null) {
                device.removeLinkListener(this);
            }
        }
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                int number = engine.numberOf(path.name());
                if (number >= devices.length) {
                    devices = Arrays.copyOf(devices, Math.max(4, number + 4));
                }
                devices[number] = find.apply(path.name());
                devices[number].addLinkListener(this);
            }
        }
    }

    void useHandler(String handlerName, HardwareHandler handler, String reason) {
        engine.useHandler(handlerName, handler, reason, reactor.nanoTime());
    }

    void restoreSelector(String selectorName, Function<GroupSpec, PathSelector> selectors) {
        engine.restoreSelector(selectorName, selectors);
    }

    void dropSelector(String selectorName) {
        engine.dropSelector(selectorName);
    }

    String table() {
        return engine.table(TextForm.TODAY);
    }

    String status() {
        return engine.status(TextForm.TODAY);
    }

    /** Carries out a message in the kernel's words. */
    void message(String words) {
        engine.message(words, reactor.nanoTime());
    }

    void failPath(String path, String reason) {
        known(path, engine.failPath(path, reason, reactor.nanoTime()));
    }

    private void known(String path, boolean found) {
        if (!found) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " has no path " + path);
        }
    }

    void close() {
        engine.close(reactor.nanoTime());
        for (PathDevice device : devices) {
            if (device != null) {
                device.removeLinkListener(this);
            }
        }
        timer.cancel();
    }

    // ---- MapActions ----

    @Override
    public void send(int path, ScsiTask task) {
        devices[path].submit(task, this);
    }

    @Override
    public void resetUnit(int path) {
        devices[path].resetUnit(this);
    }

    @Override
    public void activate(int path, int round, boolean bypassed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void askOwner(int path, int round) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void probe(int path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void probeEnded(int usable) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void suspended() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void complete(ScsiTask task) {
        task.mapListener.taskDone(task);
    }

    @Override
    public void setTimer(long delayNanos) {
        if (delayNanos < 0) {
            timer.cancel();
        } else {
            timer.arm(delayNanos);
        }
    }

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
        events.publish(System.currentTimeMillis(), kind, name, path, from, to, reason);
    }

    // ---- answers of path devices ----

    @Override
    public void taskDone(ScsiTask task) {
        engine.done(task, reactor.nanoTime());
    }

    @Override
    public void linkUp(PathDevice path) {
        int number = numberOf(path);
        if (number >= 0) {
            engine.linkUp(number, reactor.nanoTime());
        }
    }

    @Override
    public void linkDown(PathDevice path, String reason) {
        engine.failPath(path.name(), reason, reactor.nanoTime());
    }

    @Override
    public void resetDone(PathDevice path, boolean done) {
        int number = numberOf(path);
        if (number >= 0) {
            engine.resetDone(number, done, reactor.nanoTime());
        }
    }

    private int numberOf(PathDevice path) {
        for (int i = 0; i < devices.length; i++) {
            if (devices[i] == path) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public PassThrough passThrough(ScsiTask task, TaskListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MapLease lease(String user) {
        throw new UnsupportedOperationException();
    }
}
