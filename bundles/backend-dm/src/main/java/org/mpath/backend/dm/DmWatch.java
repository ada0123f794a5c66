package org.mpath.backend.dm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mpath.natives.ControlFile;
import org.mpath.natives.DeviceMapper;
import org.mpath.natives.EventSocket;
import org.mpath.natives.KernelEvents;
import org.mpath.natives.ListedDevice;
import org.mpath.natives.NativeException;
import org.mpath.natives.ReadySet;
import org.mpath.natives.ReadySets;

/**
 * Hears what happens to the kernel's maps: one thread for all of them, asleep until the kernel says that an event counter has
 * moved or a map has got a table, or until a map has waited long enough for a path.
 */
final class DmWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.backend.dm");
    private static final int FILES_MAX = 2;
    private static final long COUNTERS = 1;
    private static final long UEVENTS = 2;
    private static final int UEVENT_BYTES_MAX = 8192;
    private static final Pattern MAP_CHANGED = Pattern.compile("[a-z]+@/devices/virtual/block/dm-([0-9]{1,9})");
    private static final long JOIN_MILLIS_MAX = 2_000;
    /** After which device-mapper is asked again when it had no time. */
    private static final long MISSED_MILLIS = 1_000;

    private final DeviceMapper mapper;
    private final ReadySets readySets;
    private final KernelEvents uevents;
    private final Supplier<Collection<DmMap>> maps;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** When maps have waited long enough, in nanoseconds. */
    private final Map<DmMap, Long> waits = new ConcurrentHashMap<>();
    /** Null while the kernel has none of our maps. */
    private volatile Thread thread;

    private volatile Selector selector;
    private volatile boolean closed;
    /** Whether counters have moved that were not read: nothing says so a second time. The thread's own. */
    private boolean missed;

    /** @param maps those to look at */
    DmWatch(DeviceMapper mapper, ReadySets readySets, KernelEvents uevents, Supplier<Collection<DmMap>> maps) {
        this.mapper = mapper;
        this.readySets = readySets;
        this.uevents = uevents;
        this.maps = maps;
    }

    /** Listens, if it does not yet: the kernel has a map of ours. */
    synchronized void begin() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "mpath-dm");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Has the thread do something soon; nothing while the kernel has no map of ours. Does not wait. */
    void postIfAny(Runnable task) {
        if (thread != null) {
            tasks.add(task);
            wakeUp();
        }
    }

    /** Calls the map in so many milliseconds, unless it waits already. */
    void startWait(DmMap map, long millis) {
        if (waits.putIfAbsent(map, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)) == null) {
            begin();
            wakeUp();
        }
    }

    /** The map waits no more, or is no more. */
    void endWait(DmMap map) {
        waits.remove(map);
    }

    private void wakeUp() {
        Selector asleep = selector;
        if (asleep != null) {
            asleep.wakeup();
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null) {
            wakeUp();
            running.interrupt();
            try {
                running.join(JOIN_MILLIS_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- the thread ----

    private void run() {
        try (Selector own = Selector.open();
                ReadySet ready = readySets.open(FILES_MAX);
                ControlFile counters = mapper.openEvents();
                EventSocket changes = openUevents(ready)) {
            selector = own;
            ready.channel().register(own, SelectionKey.OP_READ);
            ready.add(counters, COUNTERS);
            maps.get().forEach(DmMap::look); // what happened until now
            while (!closed) {
                serve(own, ready, counters, changes);
            }
            ready.remove(counters);
            if (changes != null) {
                changes.unwatch(ready);
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.log(Level.ERROR, "event=dm.watch_ended reason=\"" + e.getMessage()
                        + "; maps are looked at when they are asked for\"");
            }
        }
    }

    /** Without them a table that somebody else loads is seen with the next event, or when it is asked for. */
    private EventSocket openUevents(ReadySet ready) {
        try {
            EventSocket socket = uevents.open();
            socket.watch(ready, UEVENTS);
            return socket;
        } catch (NativeException e) {
            LOG.log(Level.WARNING, "event=dm.no_uevents reason=\"" + e.getMessage() + '"');
            return null;
        }
    }

    private void serve(Selector own, ReadySet ready, ControlFile counters, EventSocket changes) throws IOException {
        if (tasks.isEmpty()) { // what was posted before there was a selector woke nobody
            own.select(nextWaitMillis());
        } else {
            own.selectNow();
        }
        own.selectedKeys().clear();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
        boolean[] heard = new boolean[FILES_MAX + 1];
        ready.forEachReady(token -> heard[(int) token] = true);
        if (heard[(int) COUNTERS]) {
            counters.arm(); // first: what moves from now on is heard again
            missed = true;
        }
        if (heard[(int) UEVENTS]) {
            missed = true; // what they tell of may be unreadable just now
            guarded(() -> lookAtChanges(changes));
        }
        if (missed) {
            guarded(this::lookAtCounters);
        }
        guarded(this::endWaits);
    }

    /** 0 waits for ever. */
    private long nextWaitMillis() {
        long now = System.nanoTime();
        long next = waits.values().stream()
                .mapToLong(due -> Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - now) + 1))
                .min()
                .orElse(0);
        return !missed ? next : next == 0 ? MISSED_MILLIS : Math.min(next, MISSED_MILLIS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "event=dm.watch_failed reason=\"" + failure.getMessage() + '"', failure);
        }
    }

    private void lookAtCounters() {
        Map<String, Long> listed;
        try {
            listed = mapper.list().stream()
                    .collect(Collectors.toMap(ListedDevice::name, ListedDevice::events, (one, other) -> one));
        } catch (IOException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        missed = false;
        for (DmMap map : maps.get()) {
            long counted = listed.getOrDefault(map.name(), -1L);
            if (hasMoved(map, counted)) {
                map.look();
                missed |= hasMoved(map, counted); // a verb is under way, or it could not be read
            }
        }
    }

    /** @param counted the kernel's event counter; negative when it has no such device */
    private static boolean hasMoved(DmMap map, long counted) {
        return map.number() != null && counted != map.events();
    }

    private void lookAtChanges(EventSocket changes) {
        byte[] message = new byte[UEVENT_BYTES_MAX];
        for (int bytes = changes.receive(message); bytes != EventSocket.NOTHING; bytes = changes.receive(message)) {
            if (bytes == EventSocket.OVERRUN) {
                maps.get().forEach(DmMap::look);
            } else if (bytes > 0) {
                lookAt(new String(message, 0, bytes, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void lookAt(String uevent) {
        Matcher changed = MAP_CHANGED.matcher(uevent);
        if (changed.lookingAt()) {
            String minor = ":" + changed.group(1);
            maps.get().stream().filter(map -> map.number() != null && map.number().endsWith(minor)).forEach(DmMap::look);
        }
    }

    private void endWaits() {
        long now = System.nanoTime();
        for (Map.Entry<DmMap, Long> wait : List.copyOf(waits.entrySet())) {
            if (wait.getValue() - now <= 0) {
                wait.getKey().waitIsOver();
                waits.remove(wait.getKey(), wait.getValue());
            }
        }
    }
}
