package org.mpath.itests.sim.invariant;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.sim.Request;

/** Every request is completed exactly once, and not while a path still has it. */
public final class CompletedOnce extends Invariant {
    private long open;

    /** Nothing was submitted yet. */
    public CompletedOnce() {
        super("every request completes once");
    }

    @Override
    public void submitted(Request request) {
        open++;
    }

    @Override
    public void completing(Request request, ScsiTask task) {
        if (request.outcome != null) {
            throw broken("%s is completed again", request);
        }
        if (request.onPath) {
            throw broken("%s is completed while path %d has it", request, request.lastPath);
        }
        if (task.delivery == Delivery.PENDING) {
            throw broken("%s is completed without an outcome", request);
        }
        open--;
    }

    @Override
    public void sent(int path, Request request) {
        if (request.outcome != null) {
            throw broken("%s is sent on path %d after it was completed", request, path);
        }
        if (request.onPath) {
            throw broken("%s is sent on path %d while path %d has it", request, path, request.lastPath);
        }
    }

    @Override
    public void over() {
        if (open != 0) {
            throw broken("%d requests were never completed", open);
        }
    }
}
