package org.mpath.reactor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.PathState;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/**
 * The verbs of one map, and the plug-in types its table holds. Control threads: a verb prepares what may take time, has the
 * reactor do the work, and waits, bounded.
 */
final class MapVerbs {
    private static final int LOAD_ATTEMPTS = 3;
    private static final int SECTOR_BYTES = 512;

    private final UserMap map;
    private final String name;
    private final ReactorCalls reactor;
    private final PathDirectory paths;
    private final PlugIns plugIns;
    private final MapOffer offer;
    private final long waitMillisMax;
    private final HandlerMove handlerMove;
    private final SelectorMove selectorMove;
    private final Semaphore suspending = new Semaphore(1, true);
    private final Semaphore probing = new Semaphore(1, true);
    /** What the live table holds; with the table it is changed under this object's lock. Null while there is no table. */
    private TableTypes types;

    private boolean closed;

    /**
     * The verbs of a map.
     *
     * @param waitMillisMax how long a suspend, and a probe, may take
     */
    MapVerbs(UserMap map, ReactorCalls reactor, PathDirectory paths, PlugIns plugIns, MapOffer offer, long waitMillisMax) {
        this.map = map;
        this.name = map.name();
        this.reactor = reactor.after(map::catchUp);
        this.paths = paths;
        this.plugIns = plugIns;
        this.offer = offer;
        this.waitMillisMax = waitMillisMax;
        this.handlerMove = new HandlerMove(map, this.reactor, plugIns, this::change);
        this.selectorMove = new SelectorMove(map, this.reactor, plugIns, this::change);
    }

    UserMap map() {
        return map;
    }

    // ---- tables ----

    void load(String line, Predicate<PathDevice> proved) {
        MapTable table;
        try {
            table = MapTable.parse(line);
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        }
        load(table, null, proved);
        offer.make(map);
    }

    /**
     * Makes a table live, whole or not at all.
     *
     * @param expected only if this is the live table; null for any
     * @param proved which paths lead where they should
     * @return false when another table is live than expected
     */
    private boolean load(MapTable table, MapTable expected, Predicate<PathDevice> proved) {
        // fetching a plug-in starts bundles, whose start may wait for this object: before taking the lock; both tables hold
        // their types until the one before is gone, so that a type that both name stays leased
        TableTypes next = plugIns.take(name, table, attached());
        TableTypes unneeded = next;
        try {
            synchronized (this) {
                checkOpen();
                Map<String, PathDevice> devices = paths.take(name, table, map.reactor());
                boolean loaded = reactor.call(name, () -> map.load(next, expected, devices, proved));
                if (!loaded) {
                    return false;
                }
                unneeded = types;
                types = next;
            }
            if (next.holdsWithdrawn()) {
                keepUp(true); // its bundle stops, and waits
            } else if (next.wantedHandler() != next.handlerType()) {
                plugIns.changed(); // another version came meanwhile
            }
            return true;
        } finally {
            paths.keep(name, ownPaths());
            if (unneeded != null) {
                unneeded.release();
            }
        }
    }

    /** A path of the map has the map's handler attached. */
    private UnaryOperator<String> attached() {
        String handler = map.state().handler();
        Set<String> own = ownPaths();
        return path -> own.contains(path) ? handler : "";
    }

    private Set<String> ownPaths() {
        return map.state().groups().stream()
                .flatMap(group -> group.paths().stream())
                .map(PathState::name)
                .collect(Collectors.toSet());
    }

    private void checkOpen() {
        if (closed) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " was removed");
        }
    }

    /** Replaces every group's selector by a new table; made again when the table changes meanwhile. */
    void selector(List<String> words) {
        if (words.isEmpty()) {
            throw new MapException(Code.INVALID, "map " + name + ": a selector's name is missing");
        }
        for (int attempt = 0; attempt < LOAD_ATTEMPTS; attempt++) {
            MapTable live = reactor.call(name, map::table);
            if (live.groups().isEmpty()) {
                throw new MapException(Code.INVALID, "map " + name + " has no path group that could use a selector");
            }
            if (load(withSelector(live, words), live, path -> true)) {
                String before = live.groups().stream().map(GroupSpec::selector).distinct().collect(Collectors.joining(","));
                reactor.run(name, () -> map.event(Kind.SELECTOR_CHANGED, "", before, words.get(0), "by request"));
                return;
            }
        }
        throw new MapException(Code.BUSY, "map " + name + ": its table changes all the time; try again");
    }

    /** Gives the map another size, and its live table the length; made again when the table changes meanwhile. */
    void resize(long blocks) {
        LogicalUnit before = map.unit();
        LogicalUnit after = before.resized(blocks);
        long sectors = after.sizeBytes() / SECTOR_BYTES;
        reactor.run(name, () -> map.unit(after));
        try {
            for (int attempt = 0; attempt < LOAD_ATTEMPTS; attempt++) {
                MapTable live = reactor.call(name, map::table);
                if (live() == null || load(live.withSectors(sectors), live, path -> true)) {
                    reactor.run(name, () -> map.event(Kind.MAP_RESIZED, "", Long.toString(before.sizeBytes()),
                            Long.toString(after.sizeBytes()), "all usable paths tell so"));
                    return;
                }
            }
            throw new MapException(Code.BUSY, "map " + name + ": its table changes all the time; try again");
        } catch (RuntimeException refused) {
            reactor.run(name, () -> map.unit(before));
            throw refused;
        }
    }

    private static MapTable withSelector(MapTable live, List<String> words) {
        List<GroupSpec> groups = live.groups().stream()
                .map(group -> new GroupSpec(words.get(0), List.copyOf(words.subList(1, words.size())), group.paths().stream()
                        .map(path -> new PathSpec(path.name(), List.of()))
                        .toList()))
                .toList();
        return new MapTable(live.sectors(), live.features(), live.handler(), live.initialGroup(), groups);
    }

    String table(TextForm form) {
        return reactor.call(name, () -> map.table(form));
    }

    String status(TextForm form) {
        reactor.<Void>callAndAwait(name, map.handler()::askWords);
        return reactor.call(name, () -> map.status(form));
    }

    // ---- plug-ins that come and go ----

    /**
     * Has the map hold the versions of its plug-ins that it should, and the built-in choice where there is none.
     *
     * @param atOnce does not wait for answers that a handler owes: its bundle stops
     */
    void keepUp(boolean atOnce) {
        TableTypes live = live();
        if (live != null) {
            handlerMove.keepUp(live, atOnce);
            live.selectorNames().forEach(selector -> selectorMove.keepUp(live, selector));
        }
    }

    private synchronized TableTypes live() {
        return types;
    }

    /**
     * Does what changes the plug-ins that a table holds, unless another table is live by now.
     *
     * @return whether it was done
     */
    private synchronized boolean change(TableTypes expected, BooleanSupplier work) {
        return types == expected && work.getAsBoolean();
    }

    // ---- I/O held and let go, probes ----

    void suspend(boolean flush) {
        begin(suspending, "suspend");
        try {
            CompletableFuture<Void> done = new CompletableFuture<>();
            reactor.run(name, () -> map.suspend(flush, done));
            ReactorCalls.await(name, done, waitMillisMax);
        } catch (TimeoutException e) {
            String inFlight = reactor.call(name, map::cancelSuspend);
            if (inFlight != null) {
                throw new MapException(Code.TIMEOUT, "map " + name + " was not suspended within " + waitMillisMax
                        + " ms, its I/O goes on: " + inFlight);
            }
        } catch (InterruptedException e) {
            throw ReactorCalls.interrupted(name);
        } finally {
            suspending.release();
        }
    }

    void resume() {
        reactor.run(name, map::resume);
    }

    int probe() {
        begin(probing, "probe");
        try {
            CompletableFuture<Integer> done = new CompletableFuture<>();
            reactor.run(name, () -> map.probe(done));
            int usable = ReactorCalls.await(name, done, waitMillisMax);
            if (usable == 0) {
                throw new MapException(Code.NOT_CONNECTED, "map " + name + " has no usable path");
            }
            return usable;
        } catch (TimeoutException e) {
            throw new MapException(Code.TIMEOUT, "map " + name + ": the probe of its paths did not end within "
                    + waitMillisMax + " ms");
        } catch (InterruptedException e) {
            throw ReactorCalls.interrupted(name);
        } finally {
            probing.release();
        }
    }

    /** One after the other, each waiting no longer than the one before may take. */
    private void begin(Semaphore turn, String verb) {
        try {
            if (!turn.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS)) {
                throw new MapException(Code.BUSY, "map " + name + ": another " + verb + " is under way");
            }
        } catch (InterruptedException e) {
            throw ReactorCalls.interrupted(name);
        }
    }

    // ---- the rest ----

    void message(String words) {
        reactor.run(name, () -> map.message(words));
    }

    void failPath(String path, String reason) {
        reactor.run(name, () -> map.failPath(path, reason));
    }

    void reinstatePath(String path, BooleanSupplier proved) {
        reactor.run(name, () -> {
            if (proved.getAsBoolean()) {
                map.reinstatePath(path);
            }
        });
    }

    MapPolicy policy() {
        return reactor.call(name, map::policy);
    }

    void limits(UnitLimits limits) {
        reactor.run(name, () -> map.limits(limits));
    }

    void policy(MapPolicy policy) {
        reactor.run(name, () -> map.policy(policy));
    }

    void policy(UnaryOperator<MapPolicy> change) {
        reactor.run(name, () -> map.policy(change.apply(map.policy())));
    }

    /** Ends the map: its service, its I/O, its uses of plug-ins. */
    void remove() {
        offer.withdraw();
        TableTypes unneeded;
        synchronized (this) {
            closed = true;
            reactor.run(name, map::close);
            paths.keep(name, Set.of());
            unneeded = types;
            types = null;
        }
        if (unneeded != null) {
            unneeded.release();
        }
        plugIns.forget(name);
    }
}
