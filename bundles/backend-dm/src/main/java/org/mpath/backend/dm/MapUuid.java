package org.mpath.backend.dm;

/** The kernel's UUIDs of maps, as multipath-tools forms them. */
final class MapUuid {
    private static final String PREFIX = "mpath-";

    private MapUuid() {}

    /** That of the map of a unit. */
    static String of(String wwid) {
        return PREFIX + wwid;
    }

    /** The WWID in it; null when it is not that of a map. */
    static String wwid(String uuid) {
        return uuid.startsWith(PREFIX) ? uuid.substring(PREFIX.length()) : null;
    }
}
