package org.mpath.discovery;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mpath.api.path.Transport;
import org.mpath.discovery.KnownPath.Dispute;
import org.mpath.discovery.KnownPath.Standing;

/**
 * Paths on their way into maps: nothing is decided about some, others are identified and wait for their {@link Batch}, which
 * is placed when every path is decided and all transports have settled, or nothing more was decided for a while. Discovery
 * thread.
 */
final class Intake {
    /** Paths that are not decided are stragglers when so many times as many wait for them. */
    private static final int STRAGGLERS_SHARE = 8;

    private final MapBook book;
    private final Supplier<Membership> membership;
    private final Registrar registrar;
    private final Runnable load;
    private final Batch batch;
    /** Transports, and whether they have settled. */
    private final Map<Transport, Boolean> transports = new HashMap<>();
    private final Set<KnownPath> undecided = new HashSet<>();
    private final Set<KnownPath> waiting = new HashSet<>();
    /** Paths whose units become no map, or not yet: placed with every batch, which may have further paths of these units. */
    private final Set<KnownPath> held = new HashSet<>();

    /**
     * Makes one.
     *
     * @param registrar registers reservation keys before
     * @param membership lets paths join the maps of their WWIDs, or does not
     * @param load brings the data plane up to date with the book
     */
    Intake(DiscoveryThread thread, MapBook book, Registrar registrar, Supplier<Membership> membership, Runnable load) {
        this.book = book;
        this.registrar = registrar;
        this.membership = membership;
        this.load = load;
        this.batch = new Batch(thread, this::flush);
    }

    // ---- transports ----

    void transport(Transport transport, boolean settled) {
        transports.put(transport, settled);
    }

    boolean has(Transport transport) {
        return transports.containsKey(transport);
    }

    void transportGone(Transport transport) {
        transports.remove(transport);
    }

    void rescan() {
        transports.keySet().forEach(Transport::rescan);
    }

    // ---- paths ----

    /** Something will be found out about a path. */
    void expect(KnownPath path) {
        undecided.add(path);
    }

    /** It was found out; whether it was expected. */
    boolean decided(KnownPath path) {
        return undecided.remove(path);
    }

    /** A path is identified, and waits for its batch when its reservation key is registered. */
    void await(KnownPath path) {
        path.standing = Standing.WAITING;
        path.comparison = null;
        path.reason = "";
        if (registrar.admits(path, () -> registered(path))) {
            waiting.add(path);
        } else {
            undecided.add(path);
        }
    }

    private void registered(KnownPath path) {
        undecided.remove(path);
        if (path.standing == Standing.WAITING && path.registration.admits()) {
            waiting.add(path);
        } else if (path.standing == Standing.WAITING) {
            path.reject(path.keyNotRegistered(), Level.WARNING);
        }
        schedule();
    }

    /** A path waits no more. */
    void withdraw(KnownPath path) {
        waiting.remove(path);
        held.remove(path);
    }

    /** Gives identified paths that are in no map, though nobody excludes them, another chance. */
    void placeAnew(Iterable<KnownPath> paths, Predicate<KnownPath> promising) {
        for (KnownPath path : paths) {
            boolean out = path.standing == Standing.REJECTED || path.standing == Standing.QUARANTINED;
            boolean known = out && path.verified && path.identity != null && path.settings != null && path.exclusion.isEmpty();
            if (known && path.dispute != Dispute.WWID && promising.test(path) && membership.get().isRestored(path)) {
                await(path);
            }
        }
    }

    /** What is held back may become maps now. */
    void heldBackAgain(Iterable<KnownPath> paths) {
        placeAnew(paths, KnownPath::heldBack);
        schedule();
    }

    // ---- batches ----

    /** Whether nothing more is expected that could belong to this batch. */
    private boolean complete() {
        return undecided.isEmpty() && settled();
    }

    private boolean settled() {
        return transports.values().stream().allMatch(Boolean::booleanValue);
    }

    /** Whether there is nothing left to do. */
    boolean idle() {
        return complete() && waiting.isEmpty() && !book.hasChanged();
    }

    /** Something was decided or changed. */
    void schedule() {
        if (book.hasChanged() || !waiting.isEmpty()) {
            batch.expect(quietMillis());
        }
    }

    private int quietMillis() {
        if (complete()) {
            return Batch.GATHER_MILLIS;
        }
        boolean stragglers = settled() && undecided.size() * STRAGGLERS_SHARE <= waiting.size();
        return stragglers ? Batch.STRAGGLERS_MILLIS : Batch.QUIET_MILLIS;
    }

    private void flush() {
        held.stream().filter(path -> path.standing == Standing.REJECTED).forEach(waiting::add);
        held.clear();
        book.place(List.copyOf(waiting), membership.get()::place);
        waiting.stream().filter(path -> path.heldBack() || path.awaitsSize).forEach(held::add);
        waiting.clear();
        load.run();
    }
}
