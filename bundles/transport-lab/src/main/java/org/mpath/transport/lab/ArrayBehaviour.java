package org.mpath.transport.lab;

/**
 * How an array of any family behaves.
 *
 * @param transitionMillis how long a change of access states takes
 * @param bootMillis how long a controller needs to restart
 * @param failback whether a controller that comes back gets the units it should own
 * @param logAll whether reads and writes are in the command log
 */
record ArrayBehaviour(int transitionMillis, int bootMillis, boolean failback, boolean logAll) {
    /** Longest of these times. */
    static final int MILLIS_MAX = 600_000;
    /** What an array does that is told nothing. */
    static final ArrayBehaviour DEFAULT = new ArrayBehaviour(0, 3_000, true, false);

    private static final long NANOS_PER_MILLI = 1_000_000;

    long transitionNanos() {
        return transitionMillis * NANOS_PER_MILLI;
    }

    long bootNanos() {
        return bootMillis * NANOS_PER_MILLI;
    }

    ArrayBehaviour withTransitionMillis(int millis) {
        return new ArrayBehaviour(millis, bootMillis, failback, logAll);
    }

    ArrayBehaviour withBootMillis(int millis) {
        return new ArrayBehaviour(transitionMillis, millis, failback, logAll);
    }

    ArrayBehaviour withFailback(boolean on) {
        return new ArrayBehaviour(transitionMillis, bootMillis, on, logAll);
    }

    ArrayBehaviour withLogAll(boolean on) {
        return new ArrayBehaviour(transitionMillis, bootMillis, failback, on);
    }
}
