package org.mpath.core;

/**
 * Bounds of one engine.
 *
 * @param noPathTimeoutNanos how long tasks wait for a usable path before they fail; 0 waits for ever
 * @param queuedTasksMax how many tasks may wait
 * @param attemptsMax how often one task may be sent
 * @param retryDelayNanos wait before a task is sent again after BUSY or TASK SET FULL
 * @param fenceDelayNanos how long a write of unknown outcome waits for its own nexus to come back before the unit is
 *     reset through another path
 */
public record EngineLimits(
        long noPathTimeoutNanos, int queuedTasksMax, int attemptsMax, long retryDelayNanos, long fenceDelayNanos) {
    /** 30 s without a path, 65536 tasks, 64 attempts, 20 ms, 1 s. */
    public static final EngineLimits DEFAULT =
            new EngineLimits(30_000_000_000L, 65_536, 64, 20_000_000L, 1_000_000_000L);
}
