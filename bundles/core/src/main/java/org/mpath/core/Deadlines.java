package org.mpath.core;

import java.util.Arrays;

/** The deadlines of an engine, served by one timer of its driver. */
final class Deadlines {
    private static final long NEVER = Long.MAX_VALUE;

    /** What may come due. */
    enum What {
        /** The map has waited long enough for a path. */
        NO_PATH,
        /** The oldest waiting task has. */
        AGE,
        /** Tasks put off go again. */
        RETRY,
        /** A nexus did not come back: fence by reset. */
        FENCE,
        /** A delayed activation begins. */
        PG_INIT,
        /** A handler has not answered its activation. */
        ACTIVATION,
        /** The next round of asking who owns the unit begins. */
        OWNER_PAUSE,
        /** A handler has not said who owns the unit. */
        OWNER_ANSWER
    }

    private final long[] deadlines = new long[What.values().length];
    private final MapActions actions;
    private boolean armed;
    private boolean closed;

    Deadlines(MapActions actions) {
        this.actions = actions;
        Arrays.fill(deadlines, NEVER);
    }

    /** Sets a deadline; one that is set already and comes earlier stays. */
    void set(What what, long delayNanos, long nowNanos) {
        long present = deadlines[what.ordinal()];
        if (closed) {
            return;
        }
        if (present == NEVER || present - nowNanos > delayNanos) {
            deadlines[what.ordinal()] = nowNanos + delayNanos;
        }
    }

    void clear(What what) {
        deadlines[what.ordinal()] = NEVER;
    }

    /** Ends them for good: nothing comes due any more. */
    void close() {
        Arrays.fill(deadlines, NEVER);
        rearm(0);
        closed = true;
    }

    /** Whether it is due; a due one is cleared. */
    boolean take(What what, long nowNanos) {
        long deadline = deadlines[what.ordinal()];
        if (deadline == NEVER || deadline - nowNanos > 0) {
            return false;
        }
        clear(what);
        return true;
    }

    /** Tells the driver when to call next. */
    void rearm(long nowNanos) {
        long delayNanos = NEVER;
        for (long deadline : deadlines) {
            if (deadline != NEVER) {
                delayNanos = Math.min(delayNanos, Math.max(0, deadline - nowNanos));
            }
        }
        if (delayNanos != NEVER || armed) {
            armed = delayNanos != NEVER;
            actions.setTimer(armed ? delayNanos : -1);
        }
    }
}
