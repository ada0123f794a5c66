package org.mpath.shell;

import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapReservation;
import org.mpath.api.control.ReservationControl;

/** One map whose key is in the file. */
final class FakeReservations implements ReservationControl {
    String filed = "0x123abc";
    String reason = "";
    /** Whether what is in the file holds. */
    boolean holds = true;

    @Override
    public List<MapReservation> reservations() {
        return List.of(reservation("mpatha"));
    }

    @Override
    public MapReservation reservation(String map) {
        String key = holds ? filed : "0x7";
        boolean none = key.isEmpty();
        return new MapReservation(map, Sample.WWID, key, none ? "" : holds ? "prkeys" : "multipath.conf:2:18 (defaults)", filed, !none,
                none ? 0 : 1, 2, reason);
    }

    @Override
    public MapReservation setKey(String map, String key) {
        if (key.equals("xyz")) {
            throw new ControlException(Code.REFUSED, "\"xyz\" is no reservation key");
        }
        filed = key.equals("none") ? "" : key;
        return reservation(map);
    }
}
