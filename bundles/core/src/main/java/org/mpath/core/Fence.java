package org.mpath.core;

import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.core.Deadlines.What;

/**
 * Writes whose outcome is unknown. They wait until their nexus is fenced: a new nexus on the same path ends what the old
 * one had; failing that for a while, LOGICAL UNIT RESET through the other paths. New work is held while resets are
 * outstanding, because they end it too.
 */
final class Fence {
    private final MapEngine engine;
    private int resetsOutstanding;
    private boolean resetAnswered;
    private int waiting;

    Fence(MapEngine engine) {
        this.engine = engine;
    }

    /** Whether I/O is held because resets are outstanding. */
    boolean resetting() {
        return resetsOutstanding > 0;
    }

    /** How many writes wait for a fence. */
    int waiting() {
        return waiting;
    }

    /** A write of unknown outcome waits. */
    void add(EnginePath path, ScsiTask task, long nowNanos) {
        if (path.unfenced.isEmpty()) {
            engine.report(Kind.FENCE_STARTED, path.name, "", "waiting", Triage.sentence(task));
        }
        task.waitNanos = nowNanos;
        path.unfenced.addLast(task);
        waiting++;
        arm(nowNanos);
    }

    /** Has the unit reset after a while, if anything still waits then. */
    void arm(long nowNanos) {
        if (waiting > 0) {
            engine.deadlines.set(What.FENCE, engine.limits.fenceDelayNanos(), nowNanos);
        }
    }

    /** A path has a new nexus: what was sent on the old one is over. */
    void linkUp(EnginePath path, long nowNanos) {
        path.unfencedBeforeReset = 0;
        fenced(path, path.unfenced.size(), "a new nexus took the place of the old one", nowNanos);
    }

    /** The first {@code count} unknown writes of a path are over: they may go elsewhere. */
    private void fenced(EnginePath path, int count, String how, long nowNanos) {
        ScsiTask task;
        boolean any = count > 0 && !path.unfenced.isEmpty();
        TaskQueue over = new TaskQueue();
        for (int i = 0; i < count && (task = path.unfenced.poll()) != null; i++) {
            waiting--;
            task.delivery = Delivery.ENDED;
            over.addLast(task);
        }
        engine.waiting.requeue(over, nowNanos);
        if (any) {
            engine.report(Kind.FENCE_ENDED, path.name, "waiting", "fenced", how);
        }
    }

    /** The old nexus did not come back in time: reset the unit through every path that has work, or else any path. */
    void byReset(long nowNanos) {
        if (resetting()) {
            return;
        }
        List<EnginePath> through = waiting > 0 ? engine.paths.forReset() : List.of();
        long patienceMillis =
                through.isEmpty() ? engine.policy().noPathTimeoutMillis() : engine.policy().requestTimeoutMillis();
        if (patienceMillis > 0) {
            abandon(nowNanos - patienceMillis * 1_000_000, "it could not be fenced in time");
        }
        if (through.isEmpty() || waiting == 0) {
            arm(nowNanos);
            return;
        }
        engine.paths.all().forEach(path -> path.unfencedBeforeReset = path.unfenced.size());
        resetsOutstanding = through.size();
        resetAnswered = false;
        through.forEach(path -> path.resetting = true);
        through.forEach(path -> engine.actions.resetUnit(path.number));
    }

    /** A LOGICAL UNIT RESET is over. */
    void resetDone(EnginePath path, boolean answered, long nowNanos) {
        resetsOutstanding--;
        path.resetting = false;
        resetAnswered |= answered;
        if (!answered) {
            engine.states.fail(path, "LOGICAL UNIT RESET was not answered", nowNanos);
        }
        if (resetsOutstanding > 0) {
            return;
        }
        if (resetAnswered) {
            engine.paths.all().forEach(each -> fenced(each, each.unfencedBeforeReset, "LOGICAL UNIT RESET", nowNanos));
        }
        arm(nowNanos);
        engine.proceed(nowNanos);
    }

    /** Gives up the writes that have waited since {@code since} or longer. */
    void abandon(long since, String reason) {
        for (EnginePath path : engine.paths.all()) {
            int before = path.unfenced.size();
            for (int n = before; n > 0; n--) {
                ScsiTask task = path.unfenced.poll();
                if (task.waitNanos - since <= 0) {
                    waiting--;
                    engine.flow.giveUp(task, "outcome unknown on " + path.name + ": " + reason);
                } else {
                    path.unfenced.addLast(task);
                }
            }
            if (path.unfenced.size() < before) {
                engine.report(Kind.FENCE_ENDED, path.name, "waiting", "lost", reason);
            }
        }
    }
}
