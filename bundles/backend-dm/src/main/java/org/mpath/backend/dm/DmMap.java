package org.mpath.backend.dm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.natives.DeviceMapper.Suspend;
import org.mpath.natives.DeviceMapperException;
import org.mpath.natives.MappedDevice;
import org.mpath.natives.TargetLine;

/**
 * One map in the kernel. A map that has had no table yet is not there: the kernel's device comes with the first one, whole or not
 * at all.
 *
 * <p>Verbs run on control threads, one at a time; each ends by reading what the kernel says now. Snapshots are read by anybody.
 */
final class DmMap {
    private static final Logger LOG = System.getLogger("org.mpath.backend.dm");
    private static final long VERB_SECONDS_MAX = 10;
    private static final String QUEUE = "queue_if_no_path";
    private static final String FAIL = "fail_if_no_path";

    private final String name;
    private final String uuid;
    private final Kernel kernel;
    private final MapRecord record;
    private final CounterWait counter;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile LogicalUnit unit;
    private volatile MapState state;
    private volatile MapPolicy policy;
    /** Number of the kernel's device; null while there is none. */
    private volatile String number;
    /** The kernel has told of something that nobody has read yet. */
    private volatile boolean stale;
    /** Why this map is not steered: somebody else changed it; empty when it is. */
    private volatile String foreign = "";
    /** What only a load changes of the table, as the kernel printed it then; null while there is none. */
    private String shape;
    /** Names of its paths by number. */
    private Map<String, String> names = new HashMap<>();
    /** Why paths are being failed, by name. */
    private final Map<String, String> reasons = new HashMap<>();
    /** Whether a path has no name yet: its transport has not told of it. */
    private volatile boolean nameless;
    /** Whether queueing was switched off because no path came back in time. */
    private boolean queueingTaken;

    DmMap(String name, LogicalUnit unit, Kernel kernel, MapPolicy policy) {
        this.name = name;
        this.unit = unit;
        this.uuid = MapUuid.of(unit.wwid());
        this.kernel = kernel;
        this.policy = policy;
        this.record = new MapRecord(name, kernel.events());
        this.counter = new CounterWait(name);
        this.state = empty();
    }

    private MapState empty() {
        return new MapState(name, unit, MapState.Condition.EMPTY, List.of(), "", List.of(), 0, 0, 0, IoCounters.ZERO);
    }

    String name() {
        return name;
    }

    String wwid() {
        return unit.wwid();
    }

    MapRecord record() {
        return record;
    }

    CounterWait counter() {
        return counter;
    }

    MapPolicy policy() {
        return policy;
    }

    /** The kernel's number; null while the kernel has no such device. */
    String number() {
        return number;
    }

    /** The event counter as it was read last. */
    long events() {
        return state.events();
    }

    /** The snapshot, with counters as of now. */
    MapState state() {
        if (nameless) {
            nameless = false; // one look for each time that somebody asks
            kernel.watch().postIfAny(this::look);
        }
        MapState now = state.with(record.totals());
        String device = number;
        return device == null ? now : new BlockCounters(kernel.sys()).counted(now, device);
    }

    // ---- verbs ----

    /** What a verb does with the kernel. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T run() throws DeviceMapperException;
    }

    /** Has a verb work alone, and reads what the kernel says then. */
    <T> T verb(Work<T> work) {
        enter();
        try {
            if (!foreign.isEmpty()) {
                throw new MapException(Code.BUSY, "map " + name + " is not steered from here any more: " + foreign);
            }
            return work.run();
        } catch (DeviceMapperException failure) {
            throw Refusal.of(name, failure);
        } finally {
            stale = true;
            leave();
        }
    }

    private void enter() {
        try {
            if (!lock.tryLock(VERB_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new MapException(Code.TIMEOUT, "map " + name + ": another verb is under way for more than "
                        + VERB_SECONDS_MAX + " s, such as a suspend that waits for I/O");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MapException(Code.TIMEOUT, "map " + name + ": interrupted while another verb was under way");
        }
    }

    private void leave() {
        lock.unlock();
        if (stale) {
            look();
        }
    }

    /** Takes a device that the kernel has already for this map's, with the table it has. */
    void adopt() {
        enter();
        try {
            accepted(Map.of());
            kernel.made().add(unit.wwid());
            read();
        } catch (DeviceMapperException failure) {
            throw Refusal.of(name, failure);
        } catch (IOException failure) {
            throw new MapException(Code.INVALID, "map " + name + " cannot be remembered: " + failure.getMessage());
        } finally {
            leave();
        }
    }

    // for tables: the lock is held

    /** The live table. */
    TargetLine live() throws DeviceMapperException {
        return TableWords.only(kernel.mapper().table(name));
    }

    /** The table that the kernel has now is the one that is meant. */
    void accepted(Map<String, String> pathNames) throws DeviceMapperException {
        names = new HashMap<>(pathNames);
        shape = TableWords.shape(live());
    }

    /** The length that it has, in sectors; negative while it has no table. */
    long sectors() {
        return shape == null ? -1 : Long.parseLong(shape.split(" ")[1]);
    }

    /** Names of its paths by number. */
    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** Why a path will be found failed. */
    void failing(String path, String reason) {
        reasons.put(path, reason);
    }

    LogicalUnit unit() {
        return unit;
    }

    /** Its unit has another size. */
    void unit(LogicalUnit resized) {
        unit = resized;
    }

    // ---- messages, suspends, the end ----

    void message(String words) {
        verb(() -> {
            kernel.mapper().message(name, translated(words));
            if (words.equalsIgnoreCase(QUEUE) || words.equalsIgnoreCase(FAIL)) {
                queueingTaken = false; // somebody wants it so
            }
            return null;
        });
    }

    private String translated(String words) {
        int blank = words.indexOf(' ');
        try {
            return blank < 0 ? words : words.substring(0, blank + 1) + kernel.numbers().numberOf(words.substring(blank + 1).strip());
        } catch (IllegalArgumentException unknown) {
            throw new MapException(Code.INVALID, "map " + name + ": " + unknown.getMessage());
        }
    }

    void failPath(String path, String reason) {
        verb(() -> {
            reasons.put(path, reason);
            kernel.mapper().message(name, translated("fail_path " + ownNumber(path)));
            return null;
        });
    }

    /** Its number as it came into the table: a path whose transport is gone has no other. Else its name. */
    private String ownNumber(String path) {
        return names.entrySet().stream().filter(known -> known.getValue().equals(path)).map(Map.Entry::getKey).findFirst().orElse(path);
    }

    void suspend(boolean flush) {
        verb(() -> {
            kernel.mapper().suspend(name, flush ? Suspend.FLUSH : Suspend.NO_FLUSH);
            record.tell(Kind.MAP_SUSPENDED, "", "", "", flush ? "I/O that waited for a path failed" : "I/O waits");
            return null;
        });
    }

    void resume() {
        verb(() -> {
            kernel.mapper().resume(name);
            record.tell(Kind.MAP_RESUMED, "", "", "", "");
            return null;
        });
    }

    /** How many paths are usable after a probe. */
    int probe() {
        return verb(() -> {
            kernel.mapper().probe(name);
            read();
            record.tell(Kind.MAP_PROBED, "", "", Integer.toString(state.activePaths()), state.activePaths() + " usable path(s)");
            return state.activePaths();
        });
    }

    /** Changes the policy: the kernel has none, so only what can be done for it from here. */
    void policy(MapPolicy next) {
        enter();
        try {
            MapPolicy possible = policy.with("no_path_timeout", String.valueOf(next.noPathTimeoutMillis()));
            if (!possible.equals(next)) {
                throw new MapException(Code.INVALID, "map " + name + " is in the kernel, which queues and retries by its own rules:"
                        + " only no_path_timeout can be set, not " + next);
            }
            if (!next.equals(policy)) {
                record.tell(Kind.POLICY_CHANGED, "", policy.toString(), next.toString(), "");
                policy = next;
                waitForPath();
            }
        } finally {
            leave();
        }
    }

    String table() {
        return text(true);
    }

    String status() {
        return text(false);
    }

    private String text(boolean table) {
        if (number == null) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " has no table, so it is not in the kernel");
        }
        try {
            return TableWords.only(table ? kernel.mapper().table(name) : kernel.mapper().status(name)).toString();
        } catch (DeviceMapperException failure) {
            throw Refusal.of(name, failure);
        } finally {
            look();
        }
    }

    /** Who uses it. */
    List<String> users() {
        try {
            MappedDevice device = number == null ? null : kernel.mapper().device(name);
            return device == null ? List.of() : kernel.users().of(device);
        } catch (DeviceMapperException failure) {
            throw Refusal.of(name, failure);
        }
    }

    /** Takes the kernel's device away; refused, with who uses it, while it is in use. */
    void remove() {
        verb(() -> {
            if (number == null) {
                return null;
            }
            // a suspended map takes no message, and needs none: nothing is sent that could wait
            boolean queued = state.features().contains(QUEUE) && state.condition() != MapState.Condition.SUSPENDED;
            if (queued) {
                kernel.mapper().message(name, FAIL); // whoever looks at the device now would wait for ever
            }
            try {
                kernel.mapper().remove(name, false);
            } catch (DeviceMapperException refused) {
                if (queued) {
                    kernel.mapper().message(name, QUEUE);
                }
                if (refused.isBusy()) {
                    throw new MapException(Code.BUSY, "map " + name + " is in use by " + String.join(", ", users()));
                }
                throw refused;
            }
            number = null;
            shape = null;
            forget();
            return null;
        });
        kernel.watch().endWait(this);
    }

    /** It is not in the kernel. */
    void forget() {
        try {
            kernel.made().remove(unit.wwid());
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "event=dm.mark_kept map=" + name + " reason=\"" + failure.getMessage() + '"');
        }
    }

    // ---- what the kernel says ----

    /** Reads what the kernel says now; when a verb is under way it will. Any thread that may wait. */
    void look() {
        stale = true;
        while (stale && lock.tryLock()) {
            try {
                stale = false;
                read();
            } catch (DeviceMapperException failure) {
                LOG.log(Level.WARNING, "event=dm.unreadable map=" + name + " reason=\"" + failure.getMessage() + '"');
            } finally {
                lock.unlock();
            }
        }
    }

    /** The lock is held. */
    void read() throws DeviceMapperException {
        MappedDevice device = number == null && shape == null ? null : kernel.mapper().device(name);
        if (device == null) {
            if (number != null) {
                gone();
            }
            return;
        }
        if (number == null) {
            kernel.watch().begin();
        }
        number = device.number();
        KernelState now = new KernelState(device, TableWords.only(kernel.mapper().table(name)), info(TableWords.only(kernel.mapper().status(name))));
        judge(device, now.table());
        MapState before = state;
        nameless = false;
        MapState next = now.snapshot(name, unit, before, this::nameOf,
                path -> reasons.getOrDefault(path, "the kernel found it broken"), System.currentTimeMillis());
        state = next;
        StateChange.between(before, next)
                .forEach(change -> record.tell(change.kind(), change.path(), change.from(), change.to(), change.reason()));
        reasons.keySet().removeIf(path -> next.groups().stream()
                .flatMap(group -> group.paths().stream())
                .noneMatch(each -> each.name().equals(path) && each.state() == PathState.State.FAILED));
        counter.counted(device.events());
        waitForPath();
    }

    private static InfoLine info(TargetLine status) {
        return InfoLine.of(status.words());
    }

    /** Somebody removed it behind our back: it comes again with the next table. */
    private void gone() {
        number = null;
        shape = null;
        names = new HashMap<>();
        foreign = "";
        state = empty();
        forget();
        LOG.log(Level.WARNING, "event=dm.map_gone map=" + name + " reason=\"somebody removed it from the kernel\"");
        record.tell(Kind.MAP_NO_PATH, "", "", "", "I/O fails: somebody removed the map from the kernel");
    }

    /** Who changes the table behind our back has the map: two who steer it would undo each other's work for ever. */
    private void judge(MappedDevice device, TargetLine table) {
        String now = TableWords.shape(table);
        String why = !device.uuid().equals(uuid)
                ? "device " + device.number() + " of that name has UUID '" + device.uuid() + "', not " + uuid
                : shape == null || now.equals(shape) ? "" : "somebody else gave it the table " + table;
        if (!why.equals(foreign)) {
            foreign = why;
            LOG.log(why.isEmpty() ? Level.INFO : Level.WARNING, "event=dm." + (why.isEmpty() ? "steered_again" : "not_steered")
                    + " map=" + name + (why.isEmpty() ? "" : " reason=\"" + why + '"'));
        }
    }

    private String nameOf(String path) {
        String known = names.get(path);
        if (known == null) {
            known = kernel.numbers().names().get(path);
            nameless |= known == null;
        }
        if (known != null) {
            names.put(path, known);
        }
        return known == null ? path : known;
    }

    // ---- no path ----

    /** Starts, or ends, the wait for a path. The lock is held. */
    private void waitForPath() {
        boolean noPath = state.pathCount() > 0 && state.activePaths() == 0;
        boolean queues = state.features().contains(QUEUE);
        long millis = policy.noPathTimeoutMillis();
        if (noPath && queues && millis > 0 && foreign.isEmpty()) {
            kernel.watch().startWait(this, millis);
        } else {
            kernel.watch().endWait(this);
        }
        if (!noPath && queueingTaken) {
            queueingTaken = false;
            order(QUEUE);
        }
    }

    /** No path came back in time: I/O fails from now on, until one does. */
    void waitIsOver() {
        try {
            verb(() -> {
                if (state.activePaths() == 0 && state.features().contains(QUEUE)) {
                    order(FAIL);
                    queueingTaken = true;
                    record.tell(Kind.MAP_NO_PATH, "", "", "", "I/O fails: no path for " + policy.noPathTimeoutMillis() + " ms");
                }
                return null;
            });
        } catch (MapException refused) {
            LOG.log(Level.WARNING, "event=dm.no_path_timeout_failed map=" + name + " reason=\"" + refused.getMessage() + '"');
        }
    }

    private void order(String message) {
        try {
            kernel.mapper().message(name, message);
            stale = true; // its effect is to be read
        } catch (DeviceMapperException refused) {
            LOG.log(Level.WARNING, "event=dm.message_refused map=" + name + " message=" + message + " reason=\"" + refused.getMessage() + '"');
        }
    }

    /** Whether the path is one of its own. */
    boolean has(String path) {
        return state.groups().stream().anyMatch(group -> group.paths().stream().anyMatch(each -> each.name().equals(path)));
    }
}
