package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.control.MapChange;
import org.mpath.api.map.DataPlane;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.PathRank;
import org.mpath.config.Configuration;
import org.mpath.config.GlobalSettings;
import org.mpath.discovery.KnownPath.Standing;

/**
 * The life of every path, from its announcement to its map and out again. Discovery thread only.
 *
 * <p>1. A transport announces a path: a {@link PathWatch} identifies it on its reactor.
 * 2. An identified path is given to its array {@link Family}, which looks at it, and waits for its {@link Batch}: until
 * every path known is decided and all transports have settled, or nothing more was decided for a while. So each map is
 * loaded once for many paths, and names do not depend on who was first.
 * 3. The batch is placed ({@link MapBook}): one map per WWID, guarded by size.
 * 4. From then on the checks, and the engine's own view, are compared: a bad path is failed, a good one reinstated; what
 * follows from its rank is {@link Ranks}' business.
 * 5. Nothing is reinstated before the identity was read again; another identity means quarantine until the unit is back.
 */
final class Discovery {
    /** How long a plug-in that went is waited for before paths and maps do without, in milliseconds: an update takes less. */
    static final int PLUG_IN_GRACE_MILLIS = 2_000;

    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final String runtime;
    private final DataPlane plane;
    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    /** Runs what a reactor reports on the discovery thread, as a change that {@code settled} waits for. */
    private final Consumer<Runnable> changes;
    /** Called when what people see has changed. */
    private final Runnable seen;

    private final Looks looks;
    private final PortRounds rounds;
    private final Classification classification;
    private final MapBook book;
    private final MapMessages messages;
    private final Intake intake;
    private final VendorPages vendorPages;
    private final Registrar registrar;
    private final ReservationVerbs reservations;
    private final Ranks ranks;
    private final PlugInChanges plugIns;
    private final ShakyPaths shaky;
    private final EmptyMapWatch emptyMaps;
    private final Reconfiguration reconfiguration;
    private final Decisions decisions;
    private final IdentityRules identityRules;
    private final Removal removal;
    private final Membership membership;
    private final Map<String, KnownPath> paths = new TreeMap<>();

    private long started;

    Discovery(Wiring wiring) {
        this.runtime = wiring.runtime();
        this.plane = wiring.plane();
        this.thread = wiring.thread();
        this.times = wiring.times();
        this.changes = wiring.changes();
        this.seen = wiring.seen();
        EngineView engine = new EngineView(wiring.plane(), System::nanoTime);
        this.looks = new Looks(thread, times);
        this.rounds = new PortRounds(thread, looks, paths::values);
        this.classification = new Classification(looks, new PathRules(wiring.configuration().get()));
        this.book = new MapBook(wiring, engine, this::global, () -> classification.rules().units(), this::heldBackAgain);
        this.messages = new MapMessages(wiring.plane(), engine);
        this.identityRules = new IdentityRules(path -> classification.rules().uidAttribute(path), book::isNamed);
        this.vendorPages = new VendorPages(wiring, looks);
        this.registrar = new Registrar(wiring, looks);
        this.intake = new Intake(thread, book, registrar, this::membership, this::loadAndShow);
        this.removal = new Removal(book, messages, intake, this::load);
        this.membership = new Membership(wiring, book, messages, looks, paths::values, removal,
                () -> classification.rules().global().resize(),
                new Verification(messages, registrar, intake, this::reconcile, seen));
        this.ranks = new Ranks(wiring, book, new Failback(wiring.plane(), engine, messages, thread), paths::values,
                looks::look, this::loadAndShow);
        this.plugIns = new PlugInChanges(wiring, classification, book, ranks, intake, paths::values);
        this.shaky = new ShakyPaths(wiring, looks, this::global, paths::get, ranks::regroup,
                (path, reason) -> removal.reject(path, reason, Level.WARNING), messages::forget);
        this.emptyMaps = new EmptyMapWatch(wiring, book, this::loadAndShow);
        this.reservations = new ReservationVerbs(wiring, registrar, book, classification, paths::values);
        this.decisions = new Decisions(classification, book, paths::values);
        this.reconfiguration = new Reconfiguration(thread, classification, book, paths::values, new Reclassification(
                thread, classification, intake, looks, book, paths::values,
                new Reclassification.Hub(this::leaveOut, this::loadAndShow), new Renaming(thread, book, intake)));
    }

    // ---- transports and handlers come and go ----

    void transportAdded(Transport transport) {
        intake.transport(transport, false);
        transportLooked(transport);
    }

    /** {@code settled} is asked before the paths: what a settled transport found is then in the list. */
    void transportLooked(Transport transport) {
        if (intake.has(transport)) {
            intake.transport(transport, transport.settled());
            transport.paths().forEach(device -> pathAppeared(transport, device));
            intake.schedule();
        }
    }

    void transportRemoved(Transport transport) {
        intake.transportGone(transport);
        for (KnownPath path : List.copyOf(paths.values())) {
            if (path.transport == transport) {
                drop(path, "transport " + transport.type() + " is gone");
            }
        }
        intake.schedule();
    }

    /** Plug-ins that look at paths come and go. */
    PlugInChanges plugIns() {
        return plugIns;
    }

    /** What holds for the whole runtime. Any thread. */
    GlobalSettings global() {
        return classification.rules().global();
    }

    /** Which maps another configuration would change. */
    List<MapChange> plan(Configuration next) {
        return reconfiguration.plan(new PathRules(next));
    }

    /** Follows another configuration, or stays with the one there is. */
    List<MapChange> follow(Configuration next, boolean force) {
        List<MapChange> changes = reconfiguration.follow(new PathRules(next), force);
        membership.resizing().ruleChanged();
        reservations.keysChanged();
        paths.values().stream().filter(path -> path.identity != null && path.settings != null).forEach(vendorPages::read);
        return changes;
    }

    /** What is held back may become maps now. */
    private void heldBackAgain() {
        intake.heldBackAgain(paths.values());
    }

    /** The settings of maps changed. */
    void rulesChanged() {
        emptyMaps.removeUnused();
        intake.placeAnew(paths.values(), book::admits);
        intake.schedule();
    }

    // ---- paths come and go ----

    void pathAppeared(Transport transport, PathDevice device) {
        KnownPath known = paths.get(device.name());
        if (!intake.has(transport) || known != null && known.device == device) {
            return;
        }
        if (known != null) {
            drop(known, "replaced by a new path of the same name");
        }
        KnownPath path = new KnownPath(device, transport);
        path.watch = new PathWatch(device, times, new Reporter(this, path, thread, plane, changes));
        shaky.add(path);
        paths.put(path.name(), path);
        intake.expect(path);
        double phase = CheckPace.phase(started++);
        looks.onReactor(path, () -> path.watch.start(phase));
    }

    void pathGone(PathDevice device, String reason) {
        KnownPath path = paths.get(device.name());
        if (path != null && path.device == device) {
            drop(path, reason);
            intake.schedule();
        }
    }

    private void drop(KnownPath path, String reason) {
        LOG.log(Level.INFO, "event=path.gone path=" + path.name() + LogWords.reason(reason));
        ranks.lost(path);
        paths.remove(path.name());
        membership.lost(path);
        intake.decided(path);
        intake.withdraw(path);
        if (path.placed()) {
            book.leave(path);
        }
        looks.onReactor(path, path.watch::stop);
    }

    /** Looks at everything again; what is in no map may be placed anew. */
    void rescan() {
        intake.rescan();
        for (KnownPath path : paths.values()) {
            path.asked = !path.placed();
            if (path.asked) {
                intake.expect(path);
            }
            looks.identify(path);
        }
    }

    /** Stops looking; maps stay as they are. After the thread has ended. */
    void stop() {
        paths.values().forEach(Looks::stop);
    }

    // ---- what the watches report ----

    void probed(KnownPath path, ProbeResult result, PathRank rank) {
        boolean asked = path.asked;
        path.asked = false;
        path.lookAsked = false;
        intake.decided(path);
        if (result instanceof ProbeResult.Identified identity) {
            identified(path, identity, asked);
        } else if (result instanceof ProbeResult.Unanswered unanswered) {
            unusable(path, unanswered.check(), Level.WARNING);
        } else if (result instanceof ProbeResult.NotADisk none) {
            unusable(path, new CheckOutcome(CheckerState.DISCONNECTED, none.reason()), Level.DEBUG);
        } else if (result instanceof ProbeResult.Malformed malformed) {
            malformed(path, malformed.reason());
        }
        ranks.looked(path, rank);
        membership.resizing().looked(path);
        intake.schedule();
    }

    private void identified(KnownPath path, ProbeResult.Identified found, boolean asked) {
        if (found.exported() != null && found.exported().runtime().equals(runtime)) {
            malformed(path, "unit is our own map " + found.exported().map() + ": its I/O would come back to it for ever");
            return;
        }
        if (!identityRules.name(path, found)) {
            malformed(path, "unit has no identity by " + path.identity.profile().word());
            return;
        }
        path.identityMillis = System.currentTimeMillis();
        path.identities++;
        if (asked && !path.placed()) {
            path.settleDispute();
        }
        path.wanted = asked || path.wanted && path.onItsWay();
        boolean restored = asked || membership.isRestored(path);
        if (classification.excludes(path)) {
            leaveOut(path);
            return;
        }
        boolean looking = classification.classify(path);
        vendorPages.read(path);
        if (!looking) {
            path.check(found.check());
        }
        if (path.placed()) {
            verify(path);
            return;
        }
        path.verified = true;
        if (!restored) {
            path.firstLook = false;
            intake.withdraw(path); // it may have been on its way back
            path.stayQuarantined(membership.evidenceAgainst(path));
            return;
        }
        path.standing = Standing.PROBING;
        path.firstLook = looking;
        if (looking) {
            intake.expect(path);
        } else {
            intake.await(path);
        }
    }

    /** The configuration wants nothing to be done with it. */
    private void leaveOut(KnownPath path) {
        path.verified = true;
        classification.rest(path);
        removal.reject(path, path.exclusion, path.placed() ? Level.WARNING : Level.INFO);
    }

    /** The identity of a placed path was read again. */
    private void verify(KnownPath path) {
        if (!path.familyName().equals(path.map.paths.first().familyName())) {
            book.reconsider(path.map);
        }
        membership.verify(path);
    }

    /** Who leads where, and how large it is. */
    Membership membership() {
        return membership;
    }

    /** No answer, or no unit: a placed path stays in its map, failed; another one stays out. */
    private void unusable(KnownPath path, CheckOutcome outcome, Level level) {
        path.verified = false;
        path.check(outcome);
        if (path.placed()) {
            reconcile(path);
        } else if (path.standing != Standing.QUARANTINED) {
            removal.reject(path, outcome.reason(), level);
        }
    }

    private void malformed(KnownPath path, String reason) {
        path.verified = false;
        path.identity = null;
        if (path.standing != Standing.QUARANTINED) {
            removal.reject(path, reason, Level.WARNING);
        }
    }

    void checked(KnownPath path, CheckOutcome outcome, PathRank rank) {
        path.lookAsked = false;
        membership.checked(path, outcome);
        path.check(outcome);
        if (path.firstLook) {
            path.firstLook = false;
            intake.decided(path);
            intake.await(path);
            intake.schedule();
        }
        // an answer may be late: by a prioritizer that the path is not given to any more
        ranks.looked(path, path.crew.prioritizer() == null ? null : rank);
        reconcile(path);
        boolean tellsMore = path.awaitsContent || path.identity != null && !path.identity.sized();
        boolean mayBeBack = path.standing == Standing.QUARANTINED || path.purged;
        if (tellsMore && outcome.state() == CheckerState.UP || mayBeBack && outcome.usable()
                || path.registration.triedAgain(outcome)) {
            looks.identify(path); // its unit may be back, tell its size now, be readable, or take its key
        }
        if (path.hasChanged()) {
            seen.run();
        }
    }

    /** A unit said through this path that access states changed. */
    void accessChanged(KnownPath path) {
        ranks.accessChanged(path);
    }

    /** Whether it is still the path of its name. */
    boolean knows(KnownPath path) {
        return paths.get(path.name()) == path;
    }

    /** A unit said through this path that it has another size. */
    void capacityChanged(KnownPath path) {
        if (path.placed()) {
            membership.resizing().ask(path.map);
        }
    }

    /** An event of a map says that it heard of another size on one of its paths. */
    void capacityChanged(String path) {
        KnownPath known = paths.get(path);
        if (known != null) {
            capacityChanged(known);
        }
    }

    /** Units came or went behind the port of a path. */
    void unitsChanged(String path) {
        rounds.unitsChanged(paths.get(path));
    }

    /** An event of a map says that access states changed behind one of its paths. */
    void accessChanged(String map, String path) {
        ranks.accessChanged(map, path);
    }

    /** Paths that fail now and then. */
    ShakyPaths shaky() {
        return shaky;
    }

    void identityLost(KnownPath path, CheckOutcome outcome) {
        path.verified = false;
        path.identities++;
        path.firstLook = false;
        intake.withdraw(path);
        membership.lost(path);
        path.check(new CheckOutcome(CheckerState.DOWN, outcome.reason()));
        messages.fail(path, outcome.reason());
        ranks.lost(path);
        if (intake.decided(path)) {
            intake.schedule();
        }
        seen.run();
    }

    private void reconcile(KnownPath path) {
        if (path.placed()) {
            messages.judgePresence(path);
            shaky.rescue(path.map);
        }
        if (path.check.bad()) {
            messages.fail(path, path.check.reason());
        } else if (path.check.usable() && path.verified && messages.failed(path)) {
            // the number may lead to another unit by now: who is behind it is read before it is used again
            path.verified = false;
            looks.identify(path);
        }
        ranks.consider(path);
    }

    // ---- maps ----

    private void loadAndShow() {
        load();
        seen.run();
    }

    private void load() {
        MapBook.Outcome loaded = book.load();
        if (!loaded.refused().isEmpty()) {
            thread.later(() -> retry(loaded.refused()), times.get().intervalMillis());
        }
        loaded.touched().forEach(entry -> List.copyOf(entry.paths).forEach(this::reconcile));
        // a path that did not fit its unit's map is placed when that map is gone
        intake.placeAnew(paths.values(), book::admits);
        intake.schedule();
        emptyMaps.watch();
    }

    private void retry(List<MapEntry> refused) {
        refused.forEach(book::reconsider);
        intake.schedule();
    }

    // ---- views ----

    /** Everything found is decided and placed. */
    boolean settled() {
        return intake.idle() && !membership.busy() && !registrar.busy() && !ranks.changing() && !classification.missing();
    }

    /** Reservation keys. */
    ReservationVerbs reservations() {
        return reservations;
    }

    /** Why things are as they are. */
    Decisions decisions() {
        return decisions;
    }

    List<DiscoveredPath> snapshot() {
        List<DiscoveredPath> snapshot = new ArrayList<>(paths.size());
        paths.values().forEach(path -> snapshot.add(path.snapshot()));
        return List.copyOf(snapshot);
    }
}
