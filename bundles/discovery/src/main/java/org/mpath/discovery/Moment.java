package org.mpath.discovery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A moment for decisions and for people.
 *
 * @param nanos for decisions, {@link System#nanoTime}
 * @param time for people
 */
record Moment(long nanos, Instant time) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }

    Moment plusSeconds(long seconds) {
        return new Moment(nanos + seconds * NANOS_PER_SECOND, time.plusSeconds(seconds));
    }

    /** Whether it is not before the other one. */
    boolean reached(Moment due) {
        return nanos - due.nanos >= 0;
    }

    /** The time of day in words. */
    @Override
    public String toString() {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
