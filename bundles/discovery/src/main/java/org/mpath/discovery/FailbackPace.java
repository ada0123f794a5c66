package org.mpath.discovery;

import java.util.concurrent.TimeUnit;

/**
 * When a map may go back to a better group: after the delay of its family, and, when it did so a moment ago and had to leave
 * again, not before a hold time that doubles with every such turn. So two hosts that want a unit on different controllers do
 * not fight for it. Pure; time is an argument.
 */
final class FailbackPace {
    /** The hold time after the first turn. */
    static final long HOLD_NANOS_MIN = TimeUnit.SECONDS.toNanos(1);
    /** The longest hold time. */
    static final long HOLD_NANOS_MAX = TimeUnit.SECONDS.toNanos(300);

    /** A map that stayed so many hold times has come to rest. */
    private static final int REST_HOLDS = 4;

    private static final long REST_NANOS_MIN = TimeUnit.SECONDS.toNanos(10);

    private boolean announced;
    private boolean wanted;
    private long wantedNanos;
    private boolean switched;
    private long switchedNanos;
    private long holdNanos = HOLD_NANOS_MIN;

    /** A better group is not there, or not ready. */
    void rest() {
        wanted = false;
    }

    /** A better group is ready; how long to wait still, 0 for not any more. */
    long waitNanos(long nowNanos, long delayNanos) {
        if (!wanted) {
            wanted = true;
            wantedNanos = nowNanos;
        }
        long needed = Math.max(delayNanos, turning(nowNanos) ? holdNanos : 0);
        return Math.max(0, needed - (nowNanos - wantedNanos));
    }

    /** The map went back. */
    void switched(long nowNanos) {
        holdNanos = turning(nowNanos) ? Math.min(HOLD_NANOS_MAX, holdNanos * 2) : HOLD_NANOS_MIN;
        switched = true;
        switchedNanos = nowNanos;
        wanted = false;
    }

    /** Whether somebody has to be told to look again when the wait is over: nobody has been. */
    boolean announce() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    /** It was looked again. */
    void announced() {
        announced = false;
    }

    /** Whether the last turn is so fresh that another one would be a fight. */
    private boolean turning(long nowNanos) {
        return switched && nowNanos - switchedNanos < Math.max(REST_NANOS_MIN, REST_HOLDS * holdNanos);
    }
}
