package org.mpath.reactor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.mpath.api.io.PlugInCall;

/**
 * A call of a plug-in under way, as the thread that makes it, the {@link Watchdog} and the thread that may have to take over
 * see it. Each step is one compare-and-set of the state, so that exactly one of them has the reactor at any time, and sees all
 * that the one before has done.
 */
final class WatchedCall {
    private enum State {
        /** In the plug-in. */
        RUNNING,
        /** In the runtime, which does something for the plug-in. */
        SERVED,
        /** It took too long: its interrupt is on the way. */
        CAUGHT,
        INTERRUPTED,
        /** The reactor is another thread's. */
        ABANDONED,
        OVER
    }

    /** How a call ended for the thread that made it. */
    enum End {
        IN_TIME,
        LATE,
        /** The thread is the reactor's no more. */
        ABANDONED
    }

    private final PlugInCall<?> call;
    private final LoopThread thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    /** Its time was over while it was served: it is served no more. */
    private volatile boolean late;

    WatchedCall(PlugInCall<?> call, LoopThread thread) {
        this.call = call;
        this.thread = thread;
    }

    PlugInCall<?> call() {
        return call;
    }

    LoopThread thread() {
        return thread;
    }

    /** Bundle and call, for people. */
    String words() {
        return call.bundle() + " " + call.what();
    }

    long limitNanos() {
        return TimeUnit.MILLISECONDS.toNanos(call.limitMillis());
    }

    // ---- the thread that makes it ----

    /**
     * Does work of the runtime that the plug-in asks for.
     *
     * @throws IllegalStateException when the call took too long
     */
    <T> T serve(Supplier<T> work) {
        if (state.get() == State.SERVED) {
            return work.get();
        }
        if (late || !state.compareAndSet(State.RUNNING, State.SERVED)) {
            throw new IllegalStateException(words() + " took too long: nothing is done for it any more");
        }
        try {
            return work.get();
        } finally {
            state.set(State.RUNNING);
        }
    }

    /** The plug-in has returned. Leaves no interrupt behind: one of the watchdog's is waited for and taken back. */
    End end() {
        boolean inTime = state.compareAndSet(State.RUNNING, State.OVER);
        if (!inTime) {
            while (state.get() == State.CAUGHT) {
                Thread.onSpinWait();
            }
            if (!state.compareAndSet(State.INTERRUPTED, State.OVER)) {
                return End.ABANDONED;
            }
        }
        Thread.interrupted(); // also of a plug-in that interrupted itself: it would end every wait that follows
        return inTime && !late ? End.IN_TIME : End.LATE;
    }

    // ---- the watchdog ----

    /** Interrupts it, never in the runtime's own work: that would close the channel in use. False when it cannot be now. */
    boolean interrupt() {
        if (!state.compareAndSet(State.RUNNING, State.CAUGHT)) {
            late = true;
            return false;
        }
        thread.interrupt();
        state.set(State.INTERRUPTED);
        return true;
    }

    /** Whether nothing more is to be done about it: it has ended, or the reactor is another thread's. */
    boolean settled() {
        State now = state.get();
        return now == State.OVER || now == State.ABANDONED;
    }

    // ---- the thread that takes over ----

    /** Takes the reactor from the thread that makes the call; false when that has just come back. */
    boolean abandon() {
        return state.compareAndSet(State.INTERRUPTED, State.ABANDONED);
    }
}
