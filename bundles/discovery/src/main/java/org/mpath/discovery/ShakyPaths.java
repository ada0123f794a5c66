package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapEvent;
import org.mpath.config.GlobalSettings;
import org.mpath.config.PathSettings.Shaky;

/**
 * Has the past of every path speak in its checks, by what the configuration says of it, and follows what comes of that: reads
 * that are counted, groups of marginal paths, a path that is taken back because it is the last. Discovery thread.
 */
final class ShakyPaths {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    /** The reason of a failure that somebody asked for: it says nothing of the path. */
    private static final String BY_HAND = "failed by message";

    /** Runs work on the discovery thread when what it does now is done, and shows what came of it. */
    private final Consumer<Runnable> changes;
    private final Looks looks;
    private final Supplier<GlobalSettings> global;
    private final Function<String, KnownPath> paths;
    private final Consumer<KnownPath> regroup;
    private final BiConsumer<KnownPath, String> purge;
    private final Consumer<String> engineSpoke;

    /**
     * Makes them.
     *
     * @param paths the path of a name; null when there is none
     * @param regroup has the groups of a path's map formed anew
     * @param purge takes a path out of its map, for a reason
     * @param engineSpoke told whose engine said something
     */
    ShakyPaths(
            Wiring wiring,
            Looks looks,
            Supplier<GlobalSettings> global,
            Function<String, KnownPath> paths,
            Consumer<KnownPath> regroup,
            BiConsumer<KnownPath, String> purge,
            Consumer<String> engineSpoke) {
        this.engineSpoke = engineSpoke;
        this.changes = wiring.changes();
        this.looks = looks;
        this.global = global;
        this.paths = paths;
        this.regroup = regroup;
        this.purge = purge;
    }

    /** A path appeared. */
    void add(KnownPath path) {
        path.health = new PathHealth(new PathHealth.Sampling() {
            @Override
            public void begin(int seconds) {
                int blockBytes = path.identity.unit().blockSize();
                LOG.log(Level.INFO, "event=path.sampled path=" + path.name() + " seconds=" + seconds);
                looks.onReactor(path, () -> path.watch.sample(seconds, blockBytes));
            }

            @Override
            public void end() {
                looks.onReactor(path, () -> path.watch.endSample());
            }
        });
        path.judge = said -> judge(path, said);
    }

    private CheckOutcome judge(KnownPath path, CheckOutcome said) {
        boolean last = isLast(path);
        CheckOutcome believed = path.health.judge(said, rules(path), last, Moment.now());
        if (last && path.check.state() == CheckerState.DELAYED && believed.usable()) {
            LOG.log(Level.WARNING, "event=path.taken_back path=" + path.name() + " map=" + path.map.name
                    + LogWords.reason("it is the last usable path: " + path.check.reason()));
        }
        if (said.bad() && said.state() == path.check.state() && path.placed()) {
            Level level = global.get().checkerErrorsOnce() ? Level.DEBUG : Level.INFO;
            LOG.log(level, () -> "event=path.still_bad path=" + path.name() + " state=" + said.state()
                    + LogWords.reason(said.reason()));
        }
        group(path, path.health.marginal());
        path.purged &= !path.placed();
        if (purges(path)) {
            changes.accept(() -> purgeNow(path));
        }
        return believed;
    }

    private void group(KnownPath path, boolean marginal) {
        if (path.marginal != marginal) {
            path.marginal = marginal;
            LOG.log(Level.INFO, "event=path." + (marginal ? "marginal" : "trusted") + " path=" + path.name()
                    + (marginal ? LogWords.reason(path.health.reason()) : ""));
            regroup.accept(path);
        }
    }

    private static boolean purges(KnownPath path) {
        return path.placed() && path.health.gone() && path.settings != null && path.settings.lifeCycle().purgeDisconnected();
    }

    private void purgeNow(KnownPath path) {
        if (purges(path)) {
            path.purged = true;
            path.verified = false;
            purge.accept(path, "its unit is gone, and purge_disconnected is yes: " + path.check.reason());
        }
    }

    /** Whether a path is placed and no other path of its map is usable. */
    private static boolean isLast(KnownPath path) {
        return path.placed() && !path.map.hasUsable(path);
    }

    private HealthRules rules(KnownPath path) {
        Shaky shaky = path.settings == null ? HealthRules.NONE : path.settings.shaky();
        return new HealthRules(shaky, global.get().marginalGroups());
    }

    /** An engine failed a path. What discovery had it do, or a person, is no failure; what its I/O found out is one. */
    void engineFailed(MapEvent event) {
        KnownPath path = paths.apply(event.path());
        if (path == null) {
            return;
        }
        engineSpoke.accept(event.map());
        if (event.reason().startsWith(MapEvent.GONE_ELSEWHERE)) {
            looks.identify(path);
            return;
        }
        if (path.placed() && path.check.usable() && !event.reason().equals(BY_HAND)) {
            path.health.engineFailed(rules(path), Moment.now());
        }
        looks.hasten(path);
    }

    /** Reading from a path is over. */
    void sampled(KnownPath path, long reads, long errors) {
        LOG.log(Level.INFO, "event=path.sample path=" + path.name() + " reads=" + reads + " errors=" + errors);
        path.health.sampled(reads, errors, rules(path), Moment.now());
        looks.look(path);
    }

    /** Somebody takes a path for marginal, or no longer. */
    void mark(String name, boolean marginal) {
        KnownPath path = paths.apply(name);
        if (path != null) {
            path.health.mark(marginal);
            looks.look(path);
        }
    }

    /** Looks at the paths that are left out when no other path of their map is usable: one of them is taken back then. */
    void rescue(MapEntry map) {
        if (!map.hasUsable(null)) {
            map.paths.stream().filter(path -> path.check.state() == CheckerState.DELAYED).forEach(looks::look);
        }
    }
}
