package org.mpath.core;

import org.mpath.core.Deadlines.What;

/**
 * What becomes of tasks while no path is usable: they wait, but not for ever, or they fail. Once they have waited in vain
 * the map fails tasks at once until a path is back, as multipathd does when no_path_retry has run out.
 */
final class NoPathPolicy {
    private final Deadlines deadlines;
    private long timeoutNanos;
    private boolean queueing;
    private boolean waitedInVain;

    NoPathPolicy(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** @param nanos how long tasks wait; 0 for ever */
    void timeout(long nanos) {
        timeoutNanos = nanos;
        deadlines.clear(What.NO_PATH);
    }

    /** Whether the table, or a message since, says {@code queue_if_no_path}. */
    boolean queueing() {
        return queueing;
    }

    void queueing(boolean wanted) {
        queueing = wanted;
    }

    /** Lets tasks wait anew after they have waited in vain. */
    void waitAgain() {
        waitedInVain = false;
    }

    /** Whether tasks wait. */
    boolean waits() {
        return queueing && !waitedInVain;
    }

    /** Why tasks do not wait. */
    String whyNot() {
        return queueing
                ? "no usable path for " + time()
                : "no usable path and the map does not queue";
    }

    private String time() {
        long millis = timeoutNanos / 1_000_000L;
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** There is no usable path: the time runs. */
    void noPath(long nowNanos) {
        if (timeoutNanos > 0 && waits()) {
            deadlines.set(What.NO_PATH, timeoutNanos, nowNanos);
        }
    }

    /** There is one, or the map is suspended: the time stops. */
    void stop() {
        deadlines.clear(What.NO_PATH);
    }

    void pathIsBack() {
        stop();
        waitedInVain = false;
    }

    /** The time is over. */
    void expired() {
        waitedInVain = true;
    }
}
