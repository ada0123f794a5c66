package org.mpath.core;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.core.Deadlines.What;

/** Tasks that wait: for a path or a group, for a time, or for the map to be resumed. All bounded by the map's policy. */
final class WaitingTasks {
    static final String NO_PATH_TO_FLUSH = "the map is being suspended and no path is usable";
    /** The retry delay doubles this often. */
    private static final int BACKOFF_DOUBLINGS_MAX = 6;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Waits for a path, or for the group to be ready. */
    final TaskQueue queue = new TaskQueue();

    private final MapEngine engine;
    /** Waits for a time. */
    private final TaskQueue delayed = new TaskQueue();
    /** Arrived while the map was being suspended. */
    private final TaskQueue deferred = new TaskQueue();

    private volatile int shown;

    WaitingTasks(MapEngine engine) {
        this.engine = engine;
    }

    /** How many tasks wait. Any thread. */
    int shown() {
        return shown;
    }

    /** Whether nothing is left of what came before a suspend. */
    boolean flushed() {
        return queue.isEmpty() && delayed.isEmpty();
    }

    /** Waits for a path, at the head of the queue or behind the others; or not, by the map's policy. */
    void hold(ScsiTask task, boolean first, long nowNanos) {
        hold(queue, task, first, nowNanos);
    }

    /** Waits for the map to be resumed. */
    void defer(ScsiTask task, long nowNanos) {
        hold(deferred, task, false, nowNanos);
    }

    private void hold(TaskQueue where, ScsiTask task, boolean first, long nowNanos) {
        MapPolicy policy = engine.policy();
        boolean wanted = engine.flow.holdsIo() || engine.suspension.defers() && where == deferred || engine.paths.activeCount() > 0;
        int waiting = queue.size() + deferred.size();
        if (engine.suspension.flushes() && where == queue && engine.paths.activeCount() == 0) {
            engine.flow.giveUp(task, NO_PATH_TO_FLUSH);
        } else if (!wanted && !engine.noPath.waits()) {
            engine.flow.giveUp(task, engine.noPath.whyNot());
        } else if (waiting >= policy.queuedTasksMax()) {
            engine.flow.giveUp(task, full(waiting + " tasks wait already (queued_tasks_max)"));
        } else if (queue.bytes() + deferred.bytes() + task.dataLength > policy.queuedBytesMax()) {
            engine.flow.giveUp(task, full(queue.bytes() + deferred.bytes() + " bytes wait already (queued_bytes_max)"));
        } else {
            put(where, task, first, nowNanos);
        }
    }

    private String full(String what) {
        return (engine.paths.activeCount() == 0 ? "no usable path and " : "") + what;
    }

    private void put(TaskQueue where, ScsiTask task, boolean first, long nowNanos) {
        task.waitNanos = nowNanos;
        if (first) {
            where.addFirst(task);
        } else {
            where.addLast(task);
        }
        show();
        if (engine.paths.activeCount() == 0 && !engine.suspension.defers()) {
            engine.noPath.noPath(nowNanos);
            if (engine.policy().queuedAgeMillis() > 0) {
                engine.deadlines.set(What.AGE, engine.policy().queuedAgeMillis() * NANOS_PER_MILLI, nowNanos);
            }
        }
    }

    /** Waits a while that doubles with each attempt. */
    void delay(ScsiTask task, long nowNanos) {
        int eager = Triage.takesTime(task) ? 1 : TaskFlow.EAGER_ATTEMPTS + 1;
        int doublings = Math.max(0, Math.min(BACKOFF_DOUBLINGS_MAX, task.attempts - eager));
        long wait = engine.limits.retryDelayNanos() << doublings;
        task.waitNanos = nowNanos + wait;
        delayed.addLast(task);
        engine.deadlines.set(What.RETRY, wait, nowNanos);
        show();
    }

    /** What was put off goes again when its time has come. */
    void retryDue(long nowNanos) {
        for (int left = delayed.size(); left > 0 && !delayed.isEmpty(); left--) {
            ScsiTask task = delayed.poll(); // no other is on the stack alone: a selector may keep the thread
            long wait = task.waitNanos - nowNanos;
            if (wait <= 0) {
                engine.flow.again(task, nowNanos);
            } else {
                delayed.addLast(task);
                engine.deadlines.set(What.RETRY, wait, nowNanos);
            }
        }
        show();
    }

    /** Sends tasks again in their order, ahead of what waits. */
    void requeue(TaskQueue tasks, long nowNanos) {
        TaskQueue behind = new TaskQueue();
        behind.takeAll(queue);
        for (ScsiTask task; (task = tasks.poll()) != null; ) {
            if (engine.closed()) {
                engine.flow.giveUp(task, MapEngine.REMOVED);
                continue;
            }
            task.deadlineNanos += nowNanos - task.waitNanos;
            if (!engine.flow.exhausted(task, nowNanos)) {
                engine.flow.retried(engine.paths.byNumber(task.pathNumber));
                put(queue, task, false, nowNanos);
            }
        }
        queue.takeAll(behind);
        engine.flow.drain(nowNanos);
    }

    /** Counts the waiting for a path from now. */
    void waitAnew(long nowNanos) {
        TaskQueue waiting = new TaskQueue();
        waiting.takeAll(queue);
        for (ScsiTask task; (task = waiting.poll()) != null; ) {
            task.deadlineNanos += nowNanos - task.waitNanos;
            put(queue, task, false, nowNanos);
        }
    }

    /** Fails what has waited too long for a path. */
    void expireAged(long nowNanos) {
        long age = engine.policy().queuedAgeMillis() * NANOS_PER_MILLI;
        if (age == 0 || engine.paths.activeCount() > 0) {
            return;
        }
        TaskQueue looked = new TaskQueue();
        looked.takeAll(queue);
        for (ScsiTask task; (task = looked.poll()) != null; ) {
            long left = task.waitNanos + age - nowNanos;
            if (left <= 0) {
                engine.flow.giveUp(task, "no usable path for " + age / NANOS_PER_MILLI + " ms (queued_age)");
            } else {
                queue.addLast(task);
                engine.deadlines.set(What.AGE, left, nowNanos);
            }
        }
    }

    /** Fails all that waits for a path. */
    void failQueued(String reason) {
        ScsiTask task;
        while ((task = queue.poll()) != null || (task = delayed.poll()) != null) {
            engine.flow.giveUp(task, reason);
        }
        engine.deadlines.clear(What.NO_PATH);
        engine.deadlines.clear(What.AGE);
    }

    /** The map is resumed: what arrived meanwhile follows what waited. */
    void undefer() {
        queue.takeAll(deferred);
    }

    /** Shows others how many wait. */
    void show() {
        shown = queue.size() + delayed.size() + deferred.size() + engine.fence.waiting();
    }
}
