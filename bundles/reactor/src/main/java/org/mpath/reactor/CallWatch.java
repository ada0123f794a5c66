package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Watches the plug-in calls of one thread, and interrupts the thread in a call that takes too long. Never outside: an
 * interrupt in the thread's own work would close the channel that it reads or writes just then.
 *
 * <p>The thread marks where a call begins and ends; the watchdog looks now and then, and catches a call that it has seen long
 * enough. Who catches a call interrupts it; who ends a call that was caught waits for the interrupt and takes it back.
 */
final class CallWatch {
    private static final Logger LOG = System.getLogger("org.mpath.watchdog");
    private static final int FRAMES_MAX = 24;

    private enum State {
        RUNNING,
        /** It waits for a call of its own. */
        OUTSIDE,
        CAUGHT,
        INTERRUPTED,
        OVER
    }

    /** A call under way. */
    static final class Call {
        private final String what;
        private final Call outer;
        private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

        private Call(String what, Call outer) {
            this.what = what;
            this.outer = outer;
        }
    }

    private final long limitNanos;
    private volatile Thread thread;
    private volatile Call running;
    /** What the watchdog saw at its last look, and since when; the watchdog's. */
    private Call seen;

    private long seenSinceNanos;

    CallWatch(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    long limitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(limitNanos);
    }

    // ---- the thread that is watched ----

    /**
     * A call of a plug-in begins.
     *
     * @param what words for people; null when the plug-in calls the runtime, which is not watched
     */
    Call begin(String what) {
        Call outer = running;
        if (outer != null && !outer.state.compareAndSet(State.RUNNING, State.OUTSIDE)) {
            takeBackInterrupt(outer);
        }
        Call call = new Call(what, outer);
        thread = Thread.currentThread();
        running = call;
        return call;
    }

    /** The call is over; whether it was caught. */
    boolean end(Call call) {
        boolean caught = !call.state.compareAndSet(State.RUNNING, State.OVER);
        if (caught) {
            takeBackInterrupt(call);
        } else if (call.outer == null) {
            Thread.interrupted(); // of a plug-in that interrupted itself: it would end every wait that follows
        }
        running = call.outer;
        if (call.outer != null && !call.outer.state.compareAndSet(State.OUTSIDE, State.RUNNING)) {
            Thread.currentThread().interrupt(); // the outer one was caught before, and may not have noticed yet
        }
        return caught;
    }

    private static void takeBackInterrupt(Call call) {
        while (call.state.get() != State.INTERRUPTED) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    // ---- the watchdog ----

    /** Looks at what the thread does. */
    void look(long nowNanos) {
        Call now = running;
        if (now == null || now.what == null) {
            seen = null;
        } else if (now != seen) {
            seen = now;
            seenSinceNanos = nowNanos;
        } else if (nowNanos - seenSinceNanos >= limitNanos) {
            catchCall(now);
        }
    }

    private void catchCall(Call call) {
        StackTraceElement[] stack = thread.getStackTrace();
        if (call.state.compareAndSet(State.RUNNING, State.CAUGHT)) {
            thread.interrupt();
            call.state.set(State.INTERRUPTED);
            LOG.log(Level.ERROR, "event=plugin.blocks thread=" + thread.getName() + " call=\"" + call.what + "\" limit_millis="
                    + limitMillis() + " stack=\"" + Arrays.stream(stack)
                            .limit(FRAMES_MAX)
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining(" < ")) + '"');
        }
    }
}
