package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Keys of persistent reservations. Control threads; calls wait, bounded. */
@ProviderType
public interface ReservationControl {
    /** The keys of all maps, by name. */
    List<MapReservation> reservations();

    /**
     * The key of a map.
     *
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when discovery has made no such map
     */
    MapReservation reservation(String map);

    /**
     * Writes the key of a map's unit into the file of keys. Where it holds, paths of the map are registered with it if their
     * unit has it registered.
     *
     * @param key 1 to 16 hexadecimal digits, with {@code 0x} before and {@code :aptpl} behind them or not; {@code none} to
     *     take it out
     * @return what holds now
     * @throws ControlException {@link ControlException.Code#REFUSED} when it is no key, {@link ControlException.Code#NOT_FOUND}
     *     when discovery has made no such map, {@link ControlException.Code#FAILED} when the file cannot be written
     */
    MapReservation setKey(String map, String key);
}
