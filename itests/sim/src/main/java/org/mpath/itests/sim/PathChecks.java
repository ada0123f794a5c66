package org.mpath.itests.sim;

import java.util.Arrays;
import org.mpath.api.inventory.CheckerState;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.plugin.PlugIn;

/** The daemon's path checker: every path is checked now and then; what that finds is told to the engine. */
final class PathChecks {
    private final Agenda agenda;
    private final Trace trace;
    private final Fabric fabric;
    private final PlugIn plugIn;
    private final Driver driver;
    /** When the last check of each path began that was answered. */
    private final long[] checkedNanos;

    private long intervalNanos;
    private boolean stopped;
    /** Checks without an answer that were sent while faults struck: what they say then says nothing about peace. */
    private int ofTrouble;

    private boolean healed;

    PathChecks(Scenario scenario, Agenda agenda, Trace trace, Fabric fabric, PlugIn plugIn, Driver driver) {
        this.checkedNanos = new long[fabric.paths().size()];
        this.intervalNanos = scenario.pace().check();
        this.agenda = agenda;
        this.trace = trace;
        this.fabric = fabric;
        this.plugIn = plugIn;
        this.driver = driver;
    }

    void begin() {
        int paths = fabric.paths().size();
        for (SimPath path : fabric.paths()) {
            agenda.in(intervalNanos * (path.index() + 1) / paths, () -> check(path));
        }
    }

    /** Whether every path was checked since a moment. */
    boolean allSince(long nanos) {
        return Arrays.stream(checkedNanos).allMatch(checked -> checked >= nanos);
    }

    /** From now on a path is checked so often. */
    void every(long nanos) {
        intervalNanos = nanos;
    }

    /** All faults are over. */
    void heal() {
        healed = true;
    }

    /** Whether every check that a fault may have met has been answered. */
    boolean settled() {
        return ofTrouble == 0;
    }

    void stop() {
        stopped = true;
    }

    private void check(SimPath path) {
        if (stopped) {
            return;
        }
        long began = agenda.now();
        int counted = healed ? 0 : 1;
        ofTrouble += counted;
        plugIn.check(path, state -> {
            ofTrouble -= counted;
            checkedNanos[path.index()] = began;
            checked(path, state);
            agenda.in(intervalNanos, () -> check(path));
        });
    }

    private void checked(SimPath path, CheckerState state) {
        if (stopped) {
            return;
        }
        boolean usable = state == CheckerState.UP || state == CheckerState.GHOST;
        boolean bad = !usable && state != CheckerState.PENDING;
        trace.note(Trace.Kind.CHECK, path.index(), usable ? 1 : 0);
        if (usable && path.linkUp()) {
            driver.reinstate(path.name());
        } else if (bad) {
            driver.fail(path.name(), "checker: path is down");
        }
    }
}
