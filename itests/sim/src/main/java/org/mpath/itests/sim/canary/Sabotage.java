package org.mpath.itests.sim.canary;

import org.mpath.api.io.ScsiTask;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Scenario;

/** Breaks something between the engine and the rest of the world. This one breaks nothing. */
public class Sabotage {
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

    /** A task came back, and the engine is about to hear of it. */
    public void returned(ScsiTask task) {}
}
