package org.mpath.itests.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.itests.sim.Request;

/**
 * No more requests and bytes wait for a path than the policy allows, and none is sent more often. Counted are requests
 * that were never sent, and those that came back for sure: the others may wait for something else, a time or a fence.
 */
public final class QueueBounded extends Invariant {
    private final Map<Integer, Integer> waiting = new HashMap<>();
    private int tasksMax;
    private long bytesMax;
    private int attemptsMax;
    private int tasks;
    private long bytes;

    /** Nothing waits. */
    public QueueBounded(MapPolicy policy) {
        super("queue bounds hold");
        policy(policy);
    }

    @Override
    public void policy(MapPolicy policy) {
        // what waits already may go on waiting under a tighter bound
        tasksMax = Math.max(tasks, policy.queuedTasksMax());
        bytesMax = Math.max(bytes, policy.queuedBytesMax());
        attemptsMax = Math.max(attemptsMax, policy.attemptsMax());
    }

    @Override
    public void submitted(Request request) {
        add(request, request.bytes());
    }

    @Override
    public void sent(int path, Request request) {
        remove(request);
        if (request.once && request.sends > 0) {
            throw broken("%s was to be sent once and is sent again", request);
        }
        if (request.sends >= attemptsMax) {
            throw broken("%s is sent more than %d times", request, attemptsMax);
        }
    }

    @Override
    public void returned(Request request, ScsiTask task) {
        if (task.delivery == Delivery.NOT_SENT || task.delivery == Delivery.ENDED) {
            add(request, request.bytes());
        }
    }

    @Override
    public void completed(Request request, ScsiTask task) {
        remove(request);
    }

    private void add(Request request, int its) {
        if (request.once) {
            return;
        }
        waiting.put(request.id, its);
        tasks++;
        bytes += its;
    }

    private void remove(Request request) {
        Integer its = waiting.remove(request.id);
        if (its != null) {
            tasks--;
            bytes -= its;
        }
    }

    @Override
    public void settled() {
        if (tasks > tasksMax) {
            throw broken("%d requests wait, %d may", tasks, tasksMax);
        }
        if (bytes > bytesMax) {
            throw broken("%d bytes wait, %d may", bytes, bytesMax);
        }
    }
}
