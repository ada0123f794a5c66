package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * How many maps there are, which of them stay without paths, and how sure it must be that a path is one of a map's.
 *
 * @param mapsMax most maps, 1 to 65536
 * @param keepEmpty whether every map stays when its last path leaves, also one that nobody uses (OpenBSD's way)
 * @param guardRead when blocks are compared before a path joins
 */
record MapRules(int mapsMax, boolean keepEmpty, GuardRead guardRead) {
    /** What counts when nothing else is configured. */
    static final MapRules DEFAULT = new MapRules(4096, false, GuardRead.DOUBT);

    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final int MAPS_MAX_MAX = 65_536;

    MapRules {
        if (mapsMax < 1 || mapsMax > MAPS_MAX_MAX) {
            throw new IllegalArgumentException("maps.max is " + mapsMax + ", expected 1 to " + MAPS_MAX_MAX);
        }
    }

    /** Blocks are compared on doubt. */
    MapRules(int mapsMax, boolean keepEmpty) {
        this(mapsMax, keepEmpty, GuardRead.DOUBT);
    }

    /** The settings, or {@code present} and one log line when one of them is wrong. */
    static MapRules of(DiscoverySettings settings, MapRules present) {
        try {
            return new MapRules(settings.maps_max(), settings.keep_empty_maps(), GuardRead.of(settings.guard_sampled_read()));
        } catch (RuntimeException wrong) {
            LOG.log(Level.ERROR, "event=config.rejected pid=org.mpath.discovery"
                    + LogWords.reason(String.valueOf(wrong.getMessage())));
            return present;
        }
    }
}
