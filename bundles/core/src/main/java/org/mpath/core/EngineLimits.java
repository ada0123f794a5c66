package org.mpath.core;

/**
 * What is the same for every engine. What differs from map to map is in its {@link org.mpath.api.map.MapPolicy}.
 *
 * @param retryDelayNanos first wait before a task is sent again after BUSY or TASK SET FULL; doubles up to 64 times this
 * @param fenceDelayNanos how long a write of unknown outcome waits for its own nexus to come back before the unit is
 *     reset through another path
 * @param activationTimeoutNanos how long a handler may take to activate a path, or to say who owns the unit
 * @param ownerPauseNanos wait between two rounds of asking which group owns the unit (OpenBSD: 1 s)
 * @param senseTable judge sense data by the table device-mapper intended; without it every sense a handler declines fails
 *     the path, as in the kernels that shipped with the table compiled out (seed-systems 3.2)
 */
public record EngineLimits(
        long retryDelayNanos,
        long fenceDelayNanos,
        long activationTimeoutNanos,
        long ownerPauseNanos,
        boolean senseTable) {
    private static final long SECOND = 1_000_000_000L;

    /** 20 ms, 1 s, 60 s, 1 s, the table. */
    public static final EngineLimits DEFAULT = new EngineLimits(20_000_000L, SECOND, 60 * SECOND, SECOND, true);
}
