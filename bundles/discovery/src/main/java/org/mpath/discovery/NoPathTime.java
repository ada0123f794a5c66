package org.mpath.discovery;

import java.util.Map;
import java.util.HashMap;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapPolicy;
import org.mpath.config.PathSettings.NoPath;
import org.mpath.config.PathSettings.Queueing;

/**
 * How long the requests of maps wait while no path works: {@code no_path_retry}, told to the data plane when it changes, so
 * that what an operator set by hand meanwhile stays. Whether they wait at all is in the table. Discovery thread.
 */
final class NoPathTime {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long MILLIS_MAX = 86_400_000;

    private final DataPlane plane;
    /** The times that maps had before a configuration said another. */
    private final Map<MapEntry, Long> before = new HashMap<>();

    NoPathTime(DataPlane plane) {
        this.plane = plane;
    }

    /**
     * Tells it of a map when it is another than before.
     *
     * @param intervalSeconds time between two checks of a path that does not work
     */
    void tell(MapEntry entry, Queueing wanted, int intervalSeconds) {
        if (wanted.equals(entry.queueing)) {
            return;
        }
        long millis = switch (wanted.noPath()) {
            case QUEUE -> 0;
            case CHECKS -> Math.min(MILLIS_MAX, ((long) wanted.checks() * intervalSeconds + 1) * MILLIS_PER_SECOND);
            case FAIL, UNSET -> before.getOrDefault(entry, -1L);
        };
        if (millis >= 0) {
            MapPolicy former = plane.policy(entry.name);
            before.putIfAbsent(entry, former.noPathTimeoutMillis());
            plane.policy(entry.name, policy -> policy.with("no_path_timeout", String.valueOf(millis)));
        }
        if (wanted.noPath() == NoPath.FAIL || wanted.noPath() == NoPath.UNSET) {
            before.remove(entry);
        }
        entry.queueing = wanted;
    }

    /** The map is no more. */
    void forget(MapEntry entry) {
        before.remove(entry);
    }
}
