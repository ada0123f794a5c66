package org.mpath.itests.sim.plugin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.fabric.SimPath;

/**
 * Another map of the same plug-in, with another unit of the same array: handlers of one version may share what they know of a
 * controller. Has its paths activated now and then, and changes its handler.
 */
public final class Neighbour {
    private static final int CHANGE_PERMILLE = 60;

    private final List<SimPath> paths;
    private final Supplier<Attached> handlers;
    private final Agenda agenda;
    private final Chance chance;
    private final long pauseNanos;
    private final Set<SimPath> asked = new HashSet<>();
    private Attached attached;
    private boolean healed;

    /**
     * It has not begun.
     *
     * @param paths to its unit; none: there is no such map
     * @param handlers makes its handlers
     */
    public Neighbour(
            Scenario scenario, List<SimPath> paths, Supplier<Attached> handlers, Agenda agenda, Chance chance) {
        this.paths = paths;
        this.handlers = handlers;
        this.agenda = agenda;
        this.chance = chance;
        this.pauseNanos = chance.of(20, 100, 400) * scenario.pace().troubleEnd() / 4000;
    }

    /** Begins, if there is such a map. */
    public void begin() {
        if (!paths.isEmpty()) {
            attached = handlers.get();
            agenda.in(pauseNanos, this::act);
        }
    }

    /** Asks nothing any more. */
    public void heal() {
        healed = true;
    }

    /** Whether everything it asked was answered. */
    public boolean idle() {
        return asked.isEmpty();
    }

    /** The map is removed. */
    public void close() {
        if (attached != null) {
            attached.close();
        }
    }

    private void act() {
        if (healed) {
            return;
        }
        if (chance.permille(CHANGE_PERMILLE)) {
            change();
        }
        SimPath path = chance.of(paths);
        if (path.linkUp() && asked.add(path)) {
            ask(path);
        }
        agenda.in(chance.between(pauseNanos / 4, pauseNanos), this::act);
    }

    /** Another handler, of the same version or of the one that the other map has now. */
    private void change() {
        Attached before = attached;
        attached = handlers.get();
        asked.clear();
        before.close();
    }

    private void ask(SimPath path) {
        Attached its = attached;
        if (its.handler().activation() == Activation.FOLLOW) {
            its.handler().askOwner(its.path(path), state -> answered(its, path));
        } else {
            its.handler().activate(its.path(path), false, answer -> answered(its, path));
        }
    }

    private void answered(Attached by, SimPath path) {
        if (by == attached) {
            asked.remove(path);
        }
    }
}
