package org.mpath.discovery;

import org.mpath.api.inventory.CheckerState;

/**
 * When a path is checked. The time between two checks begins with the shortest, doubles with every good check that changes
 * nothing, up to the longest, and is the shortest again when something changed and while the path is not good.
 *
 * <p>Whatever the interval is, a path is checked at its own place in it. So paths with other places keep apart, also when all
 * of them changed in the same moment. Places are whole multiples of {@link #GRID_NANOS}: checks that are that close go together,
 * for what a check costs is the waking up. Pure: the time is an argument.
 */
final class CheckPace {
    /** Places that are multiples of this, modulo 1, never bunch up, however many there are. */
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    /** Places are this far apart, in nanoseconds. */
    private static final long GRID_NANOS = 25_000_000;

    private final double phase;
    private CheckerState state = CheckerState.UNCHECKED;
    /** How often the shortest interval is doubled. */
    private int doublings;

    /** @param phase the path's place in the interval, 0 to 1 */
    CheckPace(double phase) {
        this.phase = phase;
    }

    /** The place of the path with this number. */
    static double phase(long number) {
        return number * GOLDEN_RATIO % 1.0;
    }

    /** A check is over; whether the interval is another one now. */
    boolean checked(CheckOutcome outcome, CheckTimes times) {
        boolean calm = outcome.state() == state && outcome.usable();
        int before = doublings;
        state = outcome.state();
        if (!calm) {
            doublings = 0;
        } else if (intervalNanos(times) < times.intervalNanosMax()) {
            doublings++;
        }
        return doublings != before;
    }

    /** Something happened to the path between two checks; whether the interval is another one now. */
    boolean disturbed() {
        boolean grown = doublings > 0;
        state = CheckerState.UNCHECKED;
        doublings = 0;
        return grown;
    }

    /** How long until the next check: to the path's place in the interval, and at least half of that. */
    long delayNanos(long nowNanos, CheckTimes times) {
        long interval = intervalNanos(times);
        long earliest = nowNanos + interval / 2;
        long place = (long) (phase * interval) / GRID_NANOS * GRID_NANOS;
        return interval / 2 + Math.floorMod(place - earliest, interval);
    }

    /** The present interval. */
    long intervalNanos(CheckTimes times) {
        long longest = times.intervalNanosMax();
        long interval = times.intervalNanos();
        for (int i = 0; i < doublings && interval < longest; i++) {
            interval = interval > longest / 2 ? longest : 2 * interval;
        }
        return interval;
    }
}
