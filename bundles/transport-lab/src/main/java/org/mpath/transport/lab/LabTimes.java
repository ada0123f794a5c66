package org.mpath.transport.lab;

/**
 * The initiator's patience.
 *
 * @param timeoutMillis how long a command, and then its abort, may take
 * @param reconnectMillis how often a login is tried
 */
record LabTimes(int timeoutMillis, int reconnectMillis) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    long timeoutNanos() {
        return timeoutMillis * NANOS_PER_MILLI;
    }

    long reconnectNanos() {
        return reconnectMillis * NANOS_PER_MILLI;
    }

    /** How long a login may take; no attempt is given up before the next one is due. */
    long loginNanos() {
        return Math.max(timeoutNanos(), reconnectNanos());
    }
}
