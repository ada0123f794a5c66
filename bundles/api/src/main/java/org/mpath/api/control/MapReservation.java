package org.mpath.api.control;

/**
 * The key of persistent reservations of a map's unit.
 *
 * @param map the map's name
 * @param wwid the unit's identity
 * @param key the key that holds, {@code 0xKEY} with {@code :aptpl} behind it or not; empty for none
 * @param origin who says so: a place in a file, or {@code prkeys}, the file of keys; empty for none
 * @param filed the key in the file of keys, which holds where {@code reservation_key} is {@code file}; empty for none
 * @param registered whether the unit had the key registered when a path asked last: then every path that comes is registered
 *     with it, too
 * @param registeredPaths how many paths of the map are
 * @param paths how many it has
 * @param reason why a path is not, one sentence; empty when all are, or none needs to be
 */
public record MapReservation(
        String map,
        String wwid,
        String key,
        String origin,
        String filed,
        boolean registered,
        int registeredPaths,
        int paths,
        String reason) {}
