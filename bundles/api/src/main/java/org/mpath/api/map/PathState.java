package org.mpath.api.map;

/**
 * A path of a map as the engine sees it.
 *
 * @param name the path's name
 * @param state the kernel's path state
 * @param failCount how often it failed
 * @param reason why it failed last, one sentence; empty when it never did
 * @param changedMillis when the state last changed, milliseconds since 1970; 0 when it never did
 * @param inFlight tasks sent on it and not answered
 * @param counters I/O totals
 */
public record PathState(
        String name, State state, long failCount, String reason, long changedMillis, int inFlight, IoCounters counters) {
    /** The kernel's path states. */
    public enum State {
        /** Used for I/O (A). */
        ACTIVE,
        /** Not used for I/O (F). */
        FAILED
    }
}
