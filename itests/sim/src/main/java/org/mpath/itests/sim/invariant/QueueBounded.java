package org.mpath.itests.sim.invariant;

import java.util.function.Supplier;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.itests.sim.Request;

/** No more waits than the policy allows, and no more than was submitted. */
public final class QueueBounded extends Invariant {
    private final MapPolicy policy;
    private final Supplier<MapState> state;
    private int open;

    /** @param state the engine's snapshot */
    public QueueBounded(MapPolicy policy, Supplier<MapState> state) {
        super("queue bounds hold");
        this.policy = policy;
        this.state = state;
    }

    @Override
    public void submitted(Request request) {
        open++;
    }

    @Override
    public void completed(Request request, ScsiTask task) {
        open--;
    }

    @Override
    public void settled() {
        if (open > policy.queuedTasksMax()) {
            int queued = state.get().queued();
            if (queued > policy.queuedTasksMax()) {
                throw broken("%d requests wait, %d may", queued, policy.queuedTasksMax());
            }
        }
    }
}
