package org.mpath.itests.sim.invariant;

import org.mpath.api.io.ScsiTask;
import org.mpath.itests.sim.Request;

/** A suspended map has nothing on any path, and sends and activates nothing; one being suspended without flushing neither. */
public final class QuietWhileSuspended extends Invariant {
    private boolean holds;
    private boolean suspended;
    private int onPaths;

    /** Not suspended. */
    public QuietWhileSuspended() {
        super("a suspended map is quiet");
    }

    @Override
    public void suspending(boolean flush) {
        if (!suspended) {
            holds = !flush; // the later word counts until it is done
        }
    }

    @Override
    public void suspended() {
        if (onPaths > 0) {
            throw broken("suspended with %d requests on paths", onPaths);
        }
        holds = true;
        suspended = true;
    }

    @Override
    public void resuming() {
        holds = false;
        suspended = false;
    }

    @Override
    public void closing() {
        holds = false;
        suspended = false;
    }

    @Override
    public void sent(int path, Request request) {
        onPaths++;
        if (holds) {
            throw broken("%s is sent on path %d", request, path);
        }
    }

    @Override
    public void returned(Request request, ScsiTask task) {
        onPaths--;
    }

    @Override
    public void activationSent(int path, int round) {
        if (suspended) {
            throw broken("path %d is activated", path);
        }
    }

    @Override
    public void resetSent(int path) {
        if (suspended) {
            throw broken("the unit is reset through path %d", path);
        }
    }
}
