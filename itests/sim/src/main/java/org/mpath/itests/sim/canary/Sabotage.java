package org.mpath.itests.sim.canary;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;

/** Breaks something between the engine and the rest of the world. This one breaks nothing. */
public class Sabotage {
    /** A world with these faults beside what was drawn. */
    static Scenario with(Scenario scenario, FaultKind... more) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        kinds.addAll(scenario.trouble().kinds());
        kinds.addAll(Set.of(more));
        Scenario.Trouble trouble = scenario.trouble();
        return scenario.with(new Scenario.Trouble(kinds, trouble.faults(), trouble.permille(), trouble.longest()));
    }

    /** Another world, when this needs one. */
    public Scenario scenario(Scenario drawn) {
        return drawn;
    }

    /** What the engine is given instead of the real actions. */
    public MapActions between(MapActions actions) {
        return actions;
    }

    /** The engine, before it is used. */
    public void around(MapEngine engine, Agenda agenda) {}

    /** What is used instead of a family's handler; {@code another} makes one more of the kind. */
    public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
        return real;
    }

    /** Whether a handler that leaves is closed. */
    public boolean closes() {
        return true;
    }

    /** Whether a family's array refuses commands because of access. */
    public boolean refuses() {
        return true;
    }

    /** Whether another host fights for the unit in every world where it can. */
    public boolean fights() {
        return false;
    }

    /** A task came back, and the engine is about to hear of it. */
    public void returned(ScsiTask task) {}
}
