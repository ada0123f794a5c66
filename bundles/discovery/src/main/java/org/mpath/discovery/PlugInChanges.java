package org.mpath.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Plug-ins that look at paths come, go and are set aside: paths and maps follow. Discovery thread. */
final class PlugInChanges {
    private final Wiring wiring;
    private final Classification classification;
    private final MapBook book;
    private final Ranks ranks;
    private final Intake intake;
    private final Supplier<Collection<KnownPath>> paths;

    PlugInChanges(
            Wiring wiring, Classification classification, MapBook book, Ranks ranks, Intake intake,
            Supplier<Collection<KnownPath>> paths) {
        this.wiring = wiring;
        this.classification = classification;
        this.book = book;
        this.ranks = ranks;
        this.intake = intake;
        this.paths = paths;
    }

    void added(LeasedPlugIn plugIn) {
        plugIn.onSetAside(this::setAside);
        classification.add(plugIn);
        follow();
    }

    /** Its maps stay as they are for a moment: most plug-ins that go come back as another version. */
    void removed(LeasedPlugIn plugIn) {
        classification.remove(plugIn);
        wiring.thread().later(() -> forget(plugIn), Discovery.PLUG_IN_GRACE_MILLIS);
    }

    private void forget(LeasedPlugIn plugIn) {
        classification.forget(plugIn);
        follow();
        wiring.seen().run();
    }

    /** What was found out by asking it about one path is followed for all of them, when that path is dealt with. */
    private void setAside(LeasedPlugIn plugIn) {
        wiring.plane().suspect(plugIn.bundle(), plugIn.asideReason());
        wiring.changes().accept(this::follow);
    }

    private void follow() {
        Map<MapEntry, Set<KnownPath>> looking = new HashMap<>();
        for (KnownPath path : paths.get()) {
            Family before = path.family;
            Crew crew = path.crew;
            boolean looks = path.identity != null && path.exclusion.isEmpty() && classification.classify(path);
            if (path.placed() && looks) {
                looking.computeIfAbsent(path.map, none -> new HashSet<>()).add(path);
            } else if (path.placed() && (path.family != before || path.crew != crew)) {
                book.reconsider(path.map);
            }
        }
        ranks.await(looking);
        intake.placeAnew(paths.get(), path -> true);
        intake.schedule();
    }
}
