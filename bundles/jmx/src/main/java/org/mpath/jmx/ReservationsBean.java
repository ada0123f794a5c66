package org.mpath.jmx;

import java.util.List;
import org.mpath.api.control.MapReservation;
import org.mpath.api.control.ReservationControl;

/** The keys, asked each time. */
final class ReservationsBean implements ReservationsMXBean {
    private final ReservationControl control;

    ReservationsBean(ReservationControl control) {
        this.control = control;
    }

    @Override
    public List<MapReservation> getKeys() {
        return Verbs.get(control::reservations);
    }

    @Override
    public MapReservation setKey(String map, String key) {
        return Verbs.get(() -> control.setKey(Verbs.given("map", map), Verbs.given("key", key)));
    }
}
