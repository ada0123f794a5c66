package org.mpath.discovery;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.config.PathSettings;

/** Brings paths and maps to the rules that are in force since a moment ago. Discovery thread. */
final class Reclassification implements Reconfiguration.Changes {
    private final DiscoveryThread thread;
    private final Classification classification;
    private final Intake intake;
    private final Looks looks;
    private final MapBook book;
    private final Supplier<Collection<KnownPath>> paths;
    private final Hub hub;
    private final Renaming renaming;

    /**
     * What the hub of discovery does.
     *
     * @param leaveOut takes a path out that the rules exclude
     * @param load brings the data plane up to date
     */
    record Hub(Consumer<KnownPath> leaveOut, Runnable load) {}

    Reclassification(
            DiscoveryThread thread, Classification classification, Intake intake, Looks looks, MapBook book,
            Supplier<Collection<KnownPath>> paths, Hub hub, Renaming renaming) {
        this.thread = thread;
        this.classification = classification;
        this.intake = intake;
        this.looks = looks;
        this.book = book;
        this.paths = paths;
        this.hub = hub;
        this.renaming = renaming;
    }

    @Override
    public void classify() {
        for (KnownPath path : List.copyOf(paths.get())) {
            thread.answerQuestions();
            looks.hasten(path);
            if (path.identity != null) {
                classify(path);
            }
        }
        intake.heldBackAgain(paths.get());
    }

    private void classify(KnownPath path) {
        boolean wasOut = !path.exclusion.isEmpty();
        PathSettings before = path.settings;
        if (classification.excludes(path)) {
            if (!wasOut) {
                hub.leaveOut().accept(path);
            }
        } else if (wasOut) {
            path.asked = true;
            intake.expect(path);
            looks.identify(path);
        } else {
            classification.classify(path);
            if (path.placed() && !path.settings.equals(before)) {
                book.reconsider(path.map);
            }
        }
    }

    @Override
    public void rename() {
        renaming.begin();
    }

    @Override
    public void load() {
        hub.load().run();
    }
}
