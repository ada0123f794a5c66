package org.mpath.transport.iscsi;

import org.mpath.transport.iscsi.LoginRefused.Cause;

/**
 * How long to wait before the next try: nothing the first time, then the shortest wait, doubling up to the longest. A
 * target that said no, or nonsense, is not asked again at once; a refusal for reasons of identity waits longest: it does
 * not heal by itself, and targets lock out who guesses.
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
        return switch (cause) {
            case UNREACHABLE -> wait;
            case REFUSED, REDIRECTED -> Math.max(wait, timing.retryMin());
            case AUTHENTICATION -> Math.max(wait, timing.retryRefused());
        };
    }
}
