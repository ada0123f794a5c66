package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.plugin.PathRank;

/**
 * What follows from how paths rank: new groups when ranks change, a look at the array when its units say that access states
 * changed, and the way back to the best group. Discovery thread.
 */
final class Ranks {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final MapBook book;
    private final Supplier<Collection<KnownPath>> paths;
    private final Regrouping regrouping;
    private final AccessChanges accessChanges;
    private final Failback failback;
    /** New groups of maps wait for no other path, as a batch of new paths does. */
    private final Batch batch;

    /**
     * Makes them.
     *
     * @param paths every path there is
     * @param look has a path looked at now
     * @param load brings the data plane up to date
     */
    Ranks(
            Wiring wiring,
            MapBook book,
            Failback failback,
            Supplier<Collection<KnownPath>> paths,
            Consumer<KnownPath> look,
            Runnable load) {
        this.book = book;
        this.paths = paths;
        this.failback = failback;
        this.batch = new Batch(wiring.thread(), load);
        this.regrouping = new Regrouping(wiring.thread(), look, this::regroup);
        this.accessChanges = new AccessChanges(wiring.thread(), wiring.times(), paths, look);
    }

    /** Whether groups are about to be formed anew. */
    boolean changing() {
        return regrouping.any();
    }

    /** Maps whose paths are looked at for the first time by another plug-in. */
    void await(Map<MapEntry, Set<KnownPath>> looking) {
        looking.forEach(regrouping::await);
    }

    /**
     * A path was looked at.
     *
     * @param rank how it ranks; null when it was not asked
     */
    void looked(KnownPath path, PathRank rank) {
        if (rank != null && path.rank(rank) && path.placed()) {
            LOG.log(Level.INFO, "event=path.ranked path=" + path.name() + " priority=" + path.priority() + " group="
                    + path.portGroup() + LogWords.reason("its array says " + path.rank.access()));
            regrouping.changed(path);
        }
        regrouping.heard(path);
    }

    /** A path is gone, or cannot be looked at. */
    void lost(KnownPath path) {
        regrouping.heard(path);
    }

    /** Looks whether a path's map should go back to its best group. */
    void consider(KnownPath path) {
        if (path.placed()) {
            failback.consider(path.map);
        }
    }

    /** A unit said through this path that access states changed. */
    void accessChanged(KnownPath path) {
        accessChanges.reported(path);
    }

    /** An event of a map says that access states changed behind one of its paths; an empty name: any of them. */
    void accessChanged(String map, String name) {
        paths.get().stream()
                .filter(path -> path.placed() && path.map.name.equals(map))
                .filter(path -> name.isEmpty() || path.name().equals(name))
                .findFirst()
                .ifPresent(accessChanges::reported);
    }

    /** A path is marginal now, or no longer. */
    void regroup(KnownPath path) {
        if (path.placed()) {
            regroup(path.map);
        }
    }

    /** All paths of a map have said how they rank. */
    private void regroup(MapEntry map) {
        book.reconsider(map);
        batch.expect(Batch.GATHER_MILLIS);
    }
}
