package org.mpath.reactor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.core.EngineLimits;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.scsi.Sense;

/**
 * A map at work: its engine, and the path devices, handler, timer and events behind the engine's actions. Everything but the
 * methods of {@link MultipathMap} marked "any thread" and the views runs on the map's reactor.
 */
final class UserMap implements MultipathMap, MapActions, MapInbox.Owner, TaskListener, LinkListener {
    private final String name;
    private volatile LogicalUnit unit;
    private final Reactor reactor;
    private final EventBus events;
    private final MapEngine engine;
    private final ReactorTimer timer;
    private final MapInbox inbox;
    private final MapSelectors selectors;
    private final MapHandler handler;
    private final MapHistory history = new MapHistory();
    private final EventTally tally = new EventTally();
    private final EventWaiters waiters;
    private final MapUsers users = new MapUsers();
    /** Verbs that wait until the map is suspended, and until a probe is over. */
    private final Awaited<Void> suspends = new Awaited<>();

    private final Awaited<Integer> probes = new Awaited<>();
    /** Path devices by the engine's path numbers. */
    private PathDevice[] devices = new PathDevice[0];

    /** What turns the reactor's nanoseconds into milliseconds since 1970. */
    private final long wallOffsetMillis;

    UserMap(
            String name,
            LogicalUnit unit,
            Reactor reactor,
            EventBus events,
            MapPolicy policy,
            EngineLimits limits,
            PlugInFaults faults) {
        this.name = name;
        this.unit = unit;
        this.reactor = reactor;
        this.events = events;
        this.waiters = new EventWaiters(name);
        this.inbox = new MapInbox(this, reactor);
        this.engine = new MapEngine(name, this, policy, limits);
        this.selectors = new MapSelectors(this, engine.selectors(), faults);
        this.handler = new MapHandler(this, engine, reactor, faults);
        this.timer = reactor.timer(this::timerFired);
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

    /** The unit is of another size now. Reactor thread. */
    void unit(LogicalUnit now) {
        unit = now;
    }

    /** What the unit can do through all paths of the map. Reactor thread. */
    void limits(UnitLimits limits) {
        unit = unit.with(limits);
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public MapState state() {
        return engine.state(name, unit, nanos -> wallOffsetMillis + nanos / 1_000_000)
                .with(tally.totals(System.nanoTime()));
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        task.mapListener = listener;
        inbox.submitted(task);
    }

    /** Has the engine hear what came before something else. Straight from the loop. */
    void catchUp() {
        inbox.empty();
    }

    @Override
    public void submitted(ScsiTask task) {
        engine.submit(task, reactor.nanoTime());
    }

    @Override
    public PassThrough passThrough(ScsiTask task, TaskListener listener) {
        task.mapListener = listener;
        catchUp();
        return engine.passThrough(task, reactor.nanoTime());
    }

    @Override
    public MapLease lease(String user) {
        return users.lease(user);
    }

    // ---- views, any thread ----

    MapHistory history() {
        return history;
    }

    EventWaiters waiters() {
        return waiters;
    }

    MapUsers users() {
        return users;
    }

    // ---- verbs, reactor thread ----

    /**
     * Makes a table live.
     *
     * @param types the table, and the types it holds
     * @param expected only if this is the live table; null for any
     * @param found the devices of its paths, by name
     * @param proved which of them lead where they should; the others start failed
     * @return false when another table is live than expected
     */
    boolean load(TableTypes types, MapTable expected, Map<String, PathDevice> found, Predicate<PathDevice> proved) {
        MapTable table = types.table();
        if (expected != null && !expected.equals(engine.table())) {
            return false;
        }
        long unitSectors = unit.sizeBytes() / 512;
        if (table.sectors() != unitSectors) {
            throw new MapException(Code.INVALID, "map " + name + ": invalid length: '" + table.sectors()
                    + "' (word 2) is not the unit's, which has " + unitSectors + " sectors");
        }
        selectors.coming(types.selectorTypes());
        try {
            engine.load(table, types::selector);
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw new MapException(Code.INVALID, "map " + name + ": a path selector did not take its paths: it threw " + e);
        }
        selectors.came();
        bindDevices(found);
        distrust(found, proved);
        handler.use(table.handlerName(), types.handler(), "table loaded");
        inbox.news(() -> engine.start(reactor.nanoTime())); // the table is live, whatever its selectors do with what waits
        return true;
    }

    /** Nothing is sent before all of them are failed: the handler that is used next lets it go. */
    private void distrust(Map<String, PathDevice> found, Predicate<PathDevice> proved) {
        List<String> doubted = found.entrySet().stream()
                .filter(path -> !proved.test(path.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!doubted.isEmpty()) {
            engine.holdForHandler();
            doubted.forEach(path -> engine.failPath(path, "who is behind it is being found out", reactor.nanoTime()));
        }
    }

    private void bindDevices(Map<String, PathDevice> found) {
        unbindDevices(Set.copyOf(found.values()));
        found.forEach((path, device) -> {
            int number = engine.numberOf(path);
            if (number >= devices.length) {
                devices = Arrays.copyOf(devices, number + 4);
            }
            devices[number] = device;
            device.addLinkListener(this);
        });
    }

    private void unbindDevices(Set<PathDevice> kept) {
        for (PathDevice device : devices) {
            if (device != null) {
                device.removeLinkListener(this);
                if (!kept.contains(device)) {
                    handler.forget(device);
                }
            }
        }
    }

    // ---- plug-ins that come and go ----

    MapHandler handler() {
        return handler;
    }

    MapSelectors selectors() {
        return selectors;
    }

    /** Another thread goes on with the reactor: a selector of this map keeps the one that had it. */
    void selectorKept(String reason) {
        inbox.resume();
        engine.selectors().kept(reason, reactor.nanoTime());
    }

    MapTable table() {
        return engine.table();
    }

    String table(TextForm form) {
        return engine.table(form);
    }

    String status(TextForm form) {
        return engine.status(form);
    }

    void message(String words) {
        engine.message(words, reactor.nanoTime());
    }

    void failPath(String path, String reason) {
        known(path, engine.failPath(path, reason, reactor.nanoTime()));
    }

    void reinstatePath(String path) {
        known(path, engine.reinstatePath(path, reactor.nanoTime()));
    }

    private void known(String path, boolean found) {
        if (!found) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " has no path " + path);
        }
    }

    MapPolicy policy() {
        return engine.policy();
    }

    void policy(MapPolicy policy) {
        engine.policy(policy, reactor.nanoTime());
    }

    /** Begins a suspend; {@code done} is completed when nothing is in flight any more. */
    void suspend(boolean flush, CompletableFuture<Void> done) {
        suspends.add(done);
        engine.suspend(flush, reactor.nanoTime());
    }

    /** Lets I/O go on because a suspend takes too long. Answers what is in flight; null when it is suspended after all. */
    String cancelSuspend() {
        if (suspends.isEmpty()) {
            return null;
        }
        String inFlight = inFlight();
        resume();
        return inFlight;
    }

    private String inFlight() {
        return state().groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.inFlight() > 0)
                .map(path -> path.inFlight() + " request(s) in flight on " + path.name())
                .collect(Collectors.collectingAndThen(Collectors.joining(", "),
                        text -> text.isEmpty() ? "no request is in flight, but the engine is not done" : text));
    }

    void resume() {
        suspends.fail(new MapException(Code.BUSY, "map " + name + " was resumed before it was suspended"));
        engine.resumeIo(reactor.nanoTime());
    }

    /** Begins a probe; {@code done} gets the number of usable paths. */
    void probe(CompletableFuture<Integer> done) {
        probes.add(done);
        engine.probe(reactor.nanoTime());
    }

    void close() {
        MapException removed = new MapException(Code.NOT_FOUND, "map " + name + " was removed");
        engine.close(reactor.nanoTime());
        unbindDevices(Set.of());
        handler.close();
        selectors.close();
        timer.cancel();
        event(MapEvent.Kind.MAP_REMOVED, "", "", "", "wwid " + unit.wwid());
        suspends.fail(removed);
        probes.fail(removed);
        waiters.close(removed);
    }

    // ---- MapActions ----

    @Override
    public void send(int path, ScsiTask task) {
        devices[path].submit(task, this);
    }

    @Override
    public PathDevice device(int path) {
        return devices[path];
    }

    @Override
    public void resetUnit(int path) {
        devices[path].resetUnit((device, done) -> inbox.news(() -> engine.resetDone(path, done, reactor.nanoTime())));
    }

    @Override
    public void activate(int path, int round, boolean bypassed) {
        handler.activate(devices[path], path, round, bypassed);
    }

    @Override
    public void askOwner(int path, int round) {
        handler.askOwner(devices[path], path, round);
    }

    @Override
    public boolean handlerSilent(int path) {
        return handler.silent(devices[path]);
    }

    @Override
    public void selectorBroke(String selector, String reason) {
        selectors.broke(selector, reason);
    }

    @Override
    public String selectorReturned() {
        return reactor.returned();
    }

    @Override
    public void probe(int path) {
        PathProbe.send(devices[path], unit.blockSize(), reactor.buffers(), task -> inbox.news(() -> probed(path, task)));
    }

    private void probed(int path, ScsiTask task) {
        Runnable tell = () -> engine.probed(path, task, reactor.nanoTime());
        if (task.good() || !engine.asksHandler(task, true)) {
            tell.run();
        } else {
            handler.judge(devices[path], task, tell);
        }
    }

    @Override
    public void probeEnded(int usable) {
        probes.complete(usable);
    }

    @Override
    public void suspended() {
        suspends.complete(null);
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
        MapEvent event = events.publish(System.currentTimeMillis(), kind, name, path, from, to, reason);
        history.add(event);
        tally.count(event, System.nanoTime());
        waiters.counted(engine.eventCounter());
    }

    private void timerFired() {
        catchUp();
        engine.timerFired(reactor.nanoTime());
        handler.moveWhenQuiet();
    }

    /** Another unit may be behind a path: it is not used before discovery has looked who it is. */
    @Override
    public void unitChanged(PathDevice path, String words) {
        inbox.stop(() -> failOwn(path, words));
    }

    // ---- answers of path devices ----

    @Override
    public void taskDone(ScsiTask task) {
        inbox.ended(task);
    }

    @Override
    public void ended(ScsiTask task) {
        if (task.status == 0) {
            engine.done(task, reactor.nanoTime());
        } else {
            notGood(task);
        }
    }

    private void notGood(ScsiTask task) {
        PathDevice path = devices[task.pathNumber];
        MapEvent.Kind news = path == null ? null : UnitNews.of(task);
        if (news != null) {
            event(news, path.name(), "", "", Sense.text(task.sense, task.senseLength)); // and the engine sends it again
        }
        if (path != null && UnitGone.says(task)) {
            UnitGone.consequences(engine, state(), path.name(), task, reactor::nanoTime).forEach(inbox::next);
            inbox.next(() -> judge(path, task));
        } else {
            judge(path, task);
        }
    }

    private void judge(PathDevice path, ScsiTask task) {
        if (engine.asksHandler(task, false)) {
            handler.judge(path, task, () -> engine.done(task, reactor.nanoTime()));
        } else {
            engine.done(task, reactor.nanoTime());
        }
    }

    @Override
    public void linkUp(PathDevice path) {
        inbox.news(() -> {
            int number = engine.numberOf(path.name());
            if (number >= 0 && devices[number] == path) {
                engine.linkUp(number, reactor.nanoTime());
            }
        });
    }

    @Override
    public void linkDown(PathDevice path, String reason) {
        inbox.news(() -> failOwn(path, reason));
    }

    /** Fails a path, unless it left the map, or another device took its name, since. */
    private void failOwn(PathDevice path, String reason) {
        int number = engine.numberOf(path.name());
        if (number >= 0 && devices[number] == path) {
            engine.failPath(path.name(), reason, reactor.nanoTime());
        }
    }
}
