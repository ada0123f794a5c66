package org.mpath.transport.iscsi;

import org.mpath.transport.iscsi.LoginRefused.Cause;

/**
 * How long to wait before the next try: nothing the first time, then the shortest wait, doubling up to the longest. A
 * refusal for reasons of identity waits longer: it does not heal by itself, and targets lock out who guesses.
 */
final class Backoff {
    private long waitNanos;

    /** Starts again with a try at once. */
    void reset() {
        waitNanos = 0;
    }

    /** The wait before the next try. */
    long next(Timing timing, Cause cause) {
        long wait = waitNanos;
        waitNanos = Math.min(timing.retryMax(), Math.max(timing.retryMin(), 2 * wait));
        return cause == Cause.AUTHENTICATION ? Math.max(wait, timing.retryRefused()) : wait;
    }
}
