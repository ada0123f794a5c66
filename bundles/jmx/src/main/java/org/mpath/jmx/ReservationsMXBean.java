package org.mpath.jmx;

import java.util.List;
import org.mpath.api.control.MapReservation;

/** Keys of persistent reservations: {@code org.mpath:type=Reservations}. */
@Description("Keys of persistent reservations, and where they are registered")
public interface ReservationsMXBean {
    /** The keys of all maps. */
    @Description("For every map the key that holds, its origin, and on how many paths it is registered")
    List<MapReservation> getKeys();

    /** Writes a key down. */
    @Description(value = "Writes the key of a map into the file of keys, which holds where reservation_key is file", action = true)
    MapReservation setKey(
            @Description(name = "map", value = "Name of the map") String map,
            @Description(name = "key", value = "1 to 16 hexadecimal digits, :aptpl behind them or not; none to take it out")
                    String key);
}
