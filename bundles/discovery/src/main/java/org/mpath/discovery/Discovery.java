package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.discovery.KnownPath.Standing;

/**
 * The life of every path, from its announcement to its map and out again. Discovery thread only.
 *
 * <p>1. A transport announces a path: a {@link PathWatch} identifies it on its reactor.
 * 2. An identified path waits for its batch: until every path known is decided and all transports have settled, or nothing
 * more was decided for {@link #QUIET_MILLIS}, but not longer than {@link #BATCH_MILLIS}. So each map is loaded once for many
 * paths, and names do not depend on who was first.
 * 3. The batch is placed ({@link MapBook}): one map per WWID, guarded by size.
 * 4. From then on the checks, and the engine's own view, are compared: a bad path is failed, a good one reinstated.
 * 5. Nothing is reinstated before the identity was read again; another identity means quarantine until the unit is back.
 */
final class Discovery {
    /** How long an identified path waits at most for the rest of its batch, in milliseconds. */
    static final int BATCH_MILLIS = 10_000;
    /** How long a batch waits for the next path to be decided, in milliseconds. */
    static final int QUIET_MILLIS = 1_000;
    /** How long changes are gathered when nothing more is expected, in milliseconds. */
    static final int GATHER_MILLIS = 10;

    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Checks are spread over the interval by multiples of this, which never bunch up. */
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    /** Runs what a reactor reports on the discovery thread, as a change that {@code settled} waits for. */
    private final Consumer<Runnable> changes;
    /** Called when what people see has changed. */
    private final Runnable seen;

    private final HandlerTable handlers = new HandlerTable();
    private final EngineView engine;
    private final MapBook book;
    /** Transports, and whether they have settled. */
    private final Map<Transport, Boolean> transports = new HashMap<>();

    private final Map<String, KnownPath> paths = new TreeMap<>();
    /** Paths that nothing was decided about yet. */
    private final Set<KnownPath> undecided = new HashSet<>();
    /** Paths that are identified and wait for their batch. */
    private final Set<KnownPath> waiting = new HashSet<>();

    private long started;
    /** Whether a batch is waiting. */
    private boolean gathering;
    /** Whether a look at the maps without paths is due. */
    private boolean lookingAtEmpty;
    /** When the batch that waits was begun, {@link System#nanoTime}. */
    private long begunNanos;
    /** When it is due, {@link System#nanoTime}. */
    private long flushNanos;

    Discovery(Wiring wiring) {
        this.thread = wiring.thread();
        this.times = wiring.times();
        this.changes = wiring.changes();
        this.seen = wiring.seen();
        this.engine = new EngineView(wiring.plane(), System::nanoTime);
        this.book = new MapBook(wiring, handlers, engine);
    }

    // ---- transports and handlers come and go ----

    void transportAdded(Transport transport) {
        transports.put(transport, false);
        transportLooked(transport);
    }

    /** {@code settled} is asked before the paths: what a settled transport found is then in the list. */
    void transportLooked(Transport transport) {
        if (transports.containsKey(transport)) {
            transports.put(transport, transport.settled());
            transport.paths().forEach(device -> pathAppeared(transport, device));
            scheduleFlush();
        }
    }

    void transportRemoved(Transport transport) {
        transports.remove(transport);
        for (KnownPath path : List.copyOf(paths.values())) {
            if (path.transport == transport) {
                drop(path, "transport " + transport.type() + " is gone");
            }
        }
        scheduleFlush();
    }

    void handlerAdded(HandlerTable.Entry entry) {
        handlers.add(entry);
        handlersChanged();
    }

    void handlerRemoved(long serviceId) {
        handlers.remove(serviceId);
        handlersChanged();
    }

    private void handlersChanged() {
        book.reconsiderHandlers();
        placeAnew(path -> true);
        scheduleFlush();
    }

    /** The settings of maps changed. */
    void rulesChanged() {
        removeUnused();
        placeAnew(path -> book.admits(path.identity.unit().wwid()));
        scheduleFlush();
    }

    // ---- paths come and go ----

    void pathAppeared(Transport transport, PathDevice device) {
        KnownPath known = paths.get(device.name());
        if (!transports.containsKey(transport) || known != null && known.device == device) {
            return;
        }
        if (known != null) {
            drop(known, "replaced by a new path of the same name");
        }
        KnownPath path = new KnownPath(device, transport);
        path.watch = new PathWatch(device, times, new Reporter(path));
        paths.put(path.name(), path);
        undecided.add(path);
        double phase = started++ * GOLDEN_RATIO % 1.0;
        onReactor(path, () -> path.watch.start(phase));
    }

    void pathGone(PathDevice device, String reason) {
        KnownPath path = paths.get(device.name());
        if (path != null && path.device == device) {
            drop(path, reason);
            scheduleFlush();
        }
    }

    private void drop(KnownPath path, String reason) {
        LOG.log(Level.INFO, "event=path.gone path=" + path.name() + LogWords.reason(reason));
        paths.remove(path.name());
        undecided.remove(path);
        waiting.remove(path);
        if (path.placed()) {
            book.leave(path);
        }
        onReactor(path, path.watch::stop);
    }

    /** Looks at everything again; what is in no map may be placed anew. */
    void rescan() {
        transports.keySet().forEach(Transport::rescan);
        for (KnownPath path : paths.values()) {
            boolean identify = !path.placed();
            path.asked = identify;
            if (identify) {
                undecided.add(path);
            }
            onReactor(path, () -> path.watch.lookNow(identify));
        }
    }

    /** Stops looking; maps stay as they are. After the thread has ended. */
    void stop() {
        for (KnownPath path : paths.values()) {
            try {
                path.device.reactor().execute(path.watch::stop);
            } catch (RejectedExecutionException stopped) {
                LOG.log(Level.DEBUG, "event=path.watch_lost path=" + path.name());
            }
        }
    }

    // ---- what the watches report ----

    /** Brings reports from the reactor to the discovery thread. */
    private final class Reporter implements PathWatch.Reports {
        private final KnownPath path;

        Reporter(KnownPath path) {
            this.path = path;
        }

        @Override
        public void probed(ProbeResult result) {
            changes.accept(() -> whenKnown(() -> Discovery.this.probed(path, result)));
        }

        @Override
        public void checked(CheckOutcome outcome) {
            thread.post(() -> whenKnown(() -> Discovery.this.checked(path, outcome)));
        }

        @Override
        public void identityLost(CheckOutcome outcome) {
            thread.post(() -> whenKnown(() -> Discovery.this.identityLost(path, outcome)));
        }

        private void whenKnown(Runnable work) {
            if (paths.get(path.name()) == path) {
                work.run();
            }
        }
    }

    private void probed(KnownPath path, ProbeResult result) {
        boolean asked = path.asked;
        path.asked = false;
        undecided.remove(path);
        if (result instanceof ProbeResult.Identified identity) {
            identified(path, identity, asked);
        } else if (result instanceof ProbeResult.Unanswered unanswered) {
            unusable(path, unanswered.check(), Level.WARNING);
        } else if (result instanceof ProbeResult.NotADisk none) {
            unusable(path, new CheckOutcome(CheckerState.DISCONNECTED, none.reason()), Level.DEBUG);
        } else if (result instanceof ProbeResult.Malformed malformed) {
            malformed(path, malformed.reason());
        }
        scheduleFlush();
    }

    private void identified(KnownPath path, ProbeResult.Identified identity, boolean asked) {
        note(path, identity.check());
        if (path.placed()) {
            verify(path, identity);
            return;
        }
        boolean restored = path.standing != Standing.QUARANTINED
                || path.map.unit.wwid().equals(identity.unit().wwid());
        path.identity = identity;
        path.verified = true;
        if (restored || asked) {
            await(path);
        }
    }

    private void await(KnownPath path) {
        path.standing = Standing.WAITING;
        path.reason = "";
        waiting.add(path);
    }

    /** The identity of a placed path was read again. */
    private void verify(KnownPath path, ProbeResult.Identified identity) {
        String before = path.map.unit.wwid();
        String now = identity.unit().wwid();
        String whyNot = before.equals(now)
                ? path.map.whyNot(identity.unit())
                : "unit behind the path changed its WWID from " + before + " to " + now;
        path.identity = identity;
        path.verified = before.equals(now);
        if (whyNot == null && path.check.up()) {
            book.judgePresence(path);
            book.reinstate(path);
        } else if (whyNot == null) {
            reconcile(path);
        } else {
            takeOut(path, path.verified ? Standing.REJECTED : Standing.QUARANTINED, whyNot);
        }
    }

    /** No answer, or no unit: a placed path stays in its map, failed; another one stays out. */
    private void unusable(KnownPath path, CheckOutcome outcome, Level level) {
        path.verified = false;
        if (path.placed()) {
            note(path, outcome);
            reconcile(path);
        } else {
            path.check = outcome;
            if (path.standing != Standing.QUARANTINED) {
                reject(path, Standing.REJECTED, outcome.reason(), level);
            }
        }
    }

    private void malformed(KnownPath path, String reason) {
        path.verified = false;
        path.identity = null;
        if (path.placed()) {
            takeOut(path, Standing.REJECTED, reason);
        } else {
            reject(path, Standing.REJECTED, reason, Level.WARNING);
        }
    }

    /** Out of the map at once: first the engine stops using it, then the table goes without it. */
    private void takeOut(KnownPath path, Standing standing, String reason) {
        book.fail(path, reason);
        reject(path, standing, reason, Level.WARNING);
        book.leave(path);
        load();
    }

    private void reject(KnownPath path, Standing standing, String reason, Level level) {
        path.standing = standing;
        waiting.remove(path);
        if (!reason.equals(path.reason)) {
            path.reason = reason;
            String event = standing == Standing.QUARANTINED ? "path.quarantined" : "path.rejected";
            LOG.log(level, "event=" + event + " path=" + path.name() + LogWords.reason(reason));
        }
    }

    private void checked(KnownPath path, CheckOutcome outcome) {
        boolean news = !outcome.equals(path.check);
        note(path, outcome);
        reconcile(path);
        if (path.standing == Standing.QUARANTINED && outcome.up()) {
            identify(path); // its unit may be back
        }
        if (news) {
            seen.run();
        }
    }

    private void identityLost(KnownPath path, CheckOutcome outcome) {
        path.verified = false;
        waiting.remove(path);
        note(path, new CheckOutcome(CheckerState.DOWN, outcome.reason()));
        book.fail(path, outcome.reason());
        seen.run();
    }

    /** Remembers what a look said; says so when it is something else than before. */
    private static void note(KnownPath path, CheckOutcome outcome) {
        if (path.placed() && outcome.state() != path.check.state() && path.check.state() != CheckerState.UNCHECKED) {
            LOG.log(Level.INFO, "event=path.checked path=" + path.name() + " from=" + path.check.state() + " to="
                    + outcome.state() + (outcome.reason().isEmpty() ? "" : LogWords.reason(outcome.reason())));
        }
        path.check = outcome;
    }

    private void reconcile(KnownPath path) {
        if (path.placed()) {
            book.judgePresence(path);
        }
        if (path.check.bad()) {
            book.fail(path, path.check.reason());
        } else if (path.check.up() && path.verified && book.failed(path)) {
            // the number may lead to another unit by now: who is behind it is read before it is used again
            path.verified = false;
            identify(path);
        }
    }

    private void identify(KnownPath path) {
        onReactor(path, () -> path.watch.lookNow(true));
    }

    // ---- batches ----

    /** Whether nothing more is expected that could belong to this batch. */
    private boolean complete() {
        return undecided.isEmpty() && transports.values().stream().allMatch(Boolean::booleanValue);
    }

    private void scheduleFlush() {
        if (!book.hasChanged() && waiting.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        if (!gathering) {
            gathering = true;
            begunNanos = now;
            flushNanos = now + BATCH_MILLIS * NANOS_PER_MILLI;
        }
        long due = complete()
                ? earlier(flushNanos, now + GATHER_MILLIS * NANOS_PER_MILLI)
                : earlier(begunNanos + BATCH_MILLIS * NANOS_PER_MILLI, now + QUIET_MILLIS * NANOS_PER_MILLI);
        flushNanos = due;
        thread.later(this::flushIfDue, (due - now) / NANOS_PER_MILLI + 1);
    }

    private static long earlier(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos < 0 ? oneNanos : otherNanos;
    }

    private void flushIfDue() {
        if (gathering && System.nanoTime() - flushNanos >= 0) {
            gathering = false;
            book.place(List.copyOf(waiting));
            waiting.clear();
            load();
            seen.run();
        }
    }

    private void load() {
        List<MapEntry> refused = book.load();
        if (!refused.isEmpty()) {
            thread.later(() -> retry(refused), times.get().intervalMillis());
        }
        paths.values().forEach(this::reconcile);
        // a path that did not fit its unit's map is placed when that map is gone
        placeAnew(path -> book.admits(path.identity.unit().wwid()));
        scheduleFlush();
        watchEmptyMaps();
    }

    private void retry(List<MapEntry> refused) {
        refused.forEach(book::retry);
        scheduleFlush();
    }

    /** Gives identified paths that are in no map another chance. */
    private void placeAnew(Predicate<KnownPath> promising) {
        for (KnownPath path : paths.values()) {
            boolean rejected = path.standing == Standing.REJECTED && path.verified && path.identity != null;
            if (rejected && promising.test(path)) {
                await(path);
            }
        }
    }

    private void watchEmptyMaps() {
        if (book.hasEmpty() && !lookingAtEmpty) {
            lookingAtEmpty = true;
            thread.later(this::lookAtEmptyMaps, times.get().intervalMillis());
        }
    }

    private void lookAtEmptyMaps() {
        lookingAtEmpty = false;
        removeUnused();
        watchEmptyMaps();
    }

    private void removeUnused() {
        if (book.removeUnused()) {
            load();
            seen.run();
        }
    }

    // ---- views ----

    /** Everything found is decided and placed. */
    boolean settled() {
        return complete() && waiting.isEmpty() && !book.hasChanged();
    }

    List<DiscoveredPath> snapshot() {
        List<DiscoveredPath> snapshot = new ArrayList<>(paths.size());
        paths.values().forEach(path -> snapshot.add(path.snapshot()));
        return List.copyOf(snapshot);
    }

    private void onReactor(KnownPath path, Runnable work) {
        try {
            path.device.reactor().execute(work);
        } catch (RejectedExecutionException full) {
            LOG.log(Level.DEBUG, "event=path.look_delayed path=" + path.name() + LogWords.reason(full.getMessage()));
            thread.later(() -> onReactor(path, work), times.get().intervalMillis());
        }
    }
}
