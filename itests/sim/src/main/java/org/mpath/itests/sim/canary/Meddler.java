package org.mpath.itests.sim.canary;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.path.PathDevice;
import org.mpath.core.MapActions;

/** Passes everything on. Those who meddle override what they meddle with. */
abstract class Meddler implements MapActions {
    final MapActions actions;

    Meddler(MapActions actions) {
        this.actions = actions;
    }

    @Override
    public void send(int path, ScsiTask task) {
        actions.send(path, task);
    }

    @Override
    public PathDevice device(int path) {
        return actions.device(path);
    }

    @Override
    public void resetUnit(int path) {
        actions.resetUnit(path);
    }

    @Override
    public void activate(int path, int round, boolean bypassed) {
        actions.activate(path, round, bypassed);
    }

    @Override
    public void askOwner(int path, int round) {
        actions.askOwner(path, round);
    }

    @Override
    public void probe(int path) {
        actions.probe(path);
    }

    @Override
    public void probeEnded(int usable) {
        actions.probeEnded(usable);
    }

    @Override
    public void suspended() {
        actions.suspended();
    }

    @Override
    public void complete(ScsiTask task) {
        actions.complete(task);
    }

    @Override
    public void setTimer(long delayNanos) {
        actions.setTimer(delayNanos);
    }

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
        actions.event(kind, path, from, to, reason);
    }
}
