package org.mpath.api.path;

/**
 * How patient a transport is with a path whose link is lost. A transport that is told nothing has {@link #NONE}.
 *
 * @param holdMillis how long tasks of the path are held before anybody is told that its link is down, milliseconds, 0 for
 *     not at all: those that were sent, and those that come meanwhile
 * @param keepMillis how long the path is kept, milliseconds; {@link #FOREVER} for as long as its port is wanted
 */
public record LossTimes(long holdMillis, long keepMillis) {
    /** Time that does not end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Tasks come back at once, and the path is kept. */
    public static final LossTimes NONE = new LossTimes(0, FOREVER);

    /** @throws IllegalArgumentException when a time is negative */
    public LossTimes {
        if (holdMillis < 0 || keepMillis < 0) {
            throw new IllegalArgumentException("holdMillis=" + holdMillis + " or keepMillis=" + keepMillis + " is negative");
        }
    }
}
