package org.mpath.core;

/**
 * Times of an engine that are the same for every map. What differs from map to map is in its
 * {@link org.mpath.api.map.MapPolicy}.
 *
 * @param retryDelayNanos first wait before a task is sent again after BUSY or TASK SET FULL; doubles up to 64 times this
 * @param fenceDelayNanos how long a write of unknown outcome waits for its own nexus to come back before the unit is
 *     reset through another path
 * @param activationTimeoutNanos how long a handler may take to activate a path
 * @param ownerPauseNanos wait between two rounds of asking which group owns the unit (OpenBSD: 1 s)
 */
public record EngineLimits(
        long retryDelayNanos, long fenceDelayNanos, long activationTimeoutNanos, long ownerPauseNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** 20 ms, 1 s, 60 s, 1 s. */
    public static final EngineLimits DEFAULT = new EngineLimits(20_000_000L, SECOND, 60 * SECOND, SECOND);
}
