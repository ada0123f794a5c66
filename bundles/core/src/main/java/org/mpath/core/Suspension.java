package org.mpath.core;

import org.mpath.api.map.MapEvent.Kind;
import org.mpath.core.Deadlines.What;
import org.mpath.core.MapTable.QueueMode;

/** Suspends a map: holds new I/O, waits until nothing is in flight, and lets everything go again at the end. */
final class Suspension {
    private enum State {
        RUNNING,
        QUIESCING,
        SUSPENDED
    }

    private final MapEngine engine;
    private State state = State.RUNNING;
    private boolean flush;

    Suspension(MapEngine engine) {
        this.engine = engine;
    }

    /** I/O that arrives waits for resume. */
    boolean defers() {
        return state != State.RUNNING;
    }

    /** No I/O goes out: suspended, or on the way there without flushing. */
    boolean holds() {
        return state == State.SUSPENDED || state == State.QUIESCING && !flush;
    }

    /** What waits for a path fails. */
    boolean flushes() {
        return state == State.QUIESCING && flush;
    }

    /** The kernel takes queueing without a path away meanwhile: a flush has to end, and bios are held by the target itself. */
    boolean hidesQueueing() {
        return defers() && (flush || engine.table().queueMode() == QueueMode.BIO);
    }

    boolean quiescing() {
        return state == State.QUIESCING;
    }

    void begin(boolean flushing, long nowNanos) {
        if (state == State.SUSPENDED) {
            engine.actions.suspended();
            return;
        }
        state = State.QUIESCING;
        flush = flushing;
        engine.activation.disable(!flush);
        engine.noPath.stop();
        engine.deadlines.clear(What.AGE);
        engine.publish();
        engine.settle(nowNanos);
    }

    void completeWhenQuiet() {
        if (state == State.QUIESCING && quiet()) {
            state = State.SUSPENDED;
            engine.activation.disable(true);
            engine.report(Kind.MAP_SUSPENDED, "", "", "", engine.waiting.queue.size() + " task(s) wait");
            engine.actions.suspended();
        }
    }

    private boolean quiet() {
        return engine.paths.inFlight() == 0
                && engine.fence.waiting() == 0
                && !engine.fence.resetting()
                && engine.activation.idle()
                && !engine.prober.running()
                && (!flush || engine.waiting.flushed());
    }

    /** Ends it, complete or not. */
    void end(long nowNanos) {
        if (state == State.RUNNING) {
            return;
        }
        state = State.RUNNING;
        engine.activation.disable(false);
        engine.waiting.undefer();
        if (engine.paths.activeCount() == 0) {
            withoutPath(nowNanos);
        }
        engine.report(Kind.MAP_RESUMED, "", "", "", engine.waiting.queue.size() + " task(s) waited");
        engine.settle(nowNanos);
    }

    private void withoutPath(long nowNanos) {
        if (engine.noPath.waits()) {
            engine.noPath.noPath(nowNanos);
            engine.waiting.waitAnew(nowNanos);
        } else {
            engine.waiting.failQueued(engine.noPath.whyNot());
        }
    }

    /** The map is going away. */
    void abandon() {
        state = State.RUNNING;
    }
}
