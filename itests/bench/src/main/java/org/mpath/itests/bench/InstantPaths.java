package org.mpath.itests.bench;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.path.PathDevice;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;

/** Drives an engine whose paths answer GOOD: at once, or when asked to. */
final class InstantPaths implements MapActions {
    private final boolean atOnce;
    private MapEngine engine;
    private long nowNanos;
    /** Tasks the engine is done with. */
    private long completed;

    InstantPaths(boolean atOnce) {
        this.atOnce = atOnce;
    }

    void drive(MapEngine driven) {
        engine = driven;
    }

    long completed() {
        return completed;
    }

    void submit(ScsiTask task, long now) {
        nowNanos = now;
        engine.submit(task, now);
    }

    void answer(ScsiTask task, long now) {
        task.delivery = Delivery.ANSWERED;
        engine.done(task, now);
    }

    @Override
    public void send(int path, ScsiTask task) {
        if (atOnce) {
            answer(task, nowNanos);
        }
    }

    @Override
    public void complete(ScsiTask task) {
        completed++;
    }

    @Override
    public PathDevice device(int path) {
        return null;
    }

    @Override
    public void resetUnit(int path) {}

    @Override
    public void activate(int path, int round, boolean bypassed) {}

    @Override
    public void askOwner(int path, int round) {}

    @Override
    public void probe(int path) {}

    @Override
    public void probeEnded(int usable) {}

    @Override
    public void suspended() {}

    @Override
    public void setTimer(long delayNanos) {}

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {}
}
