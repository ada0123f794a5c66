package org.mpath.discovery;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapReservation;
import org.mpath.config.ReservationKey;
import org.mpath.discovery.Registration.State;
import org.mpath.discovery.Registration.Wanted;

/** Reservation keys as people see and set them. Discovery thread. */
final class ReservationVerbs {
    private static final String NONE = "none";
    private static final String FILE = "prkeys";

    private final Registrar registrar;
    private final ReservationKeys keys;
    private final MapBook book;
    private final Classification classification;
    private final Supplier<Collection<KnownPath>> paths;

    ReservationVerbs(
            Wiring wiring, Registrar registrar, MapBook book, Classification classification, Supplier<Collection<KnownPath>> paths) {
        this.registrar = registrar;
        this.keys = wiring.keys();
        this.book = book;
        this.classification = classification;
        this.paths = paths;
    }

    List<MapReservation> all() {
        return book.entries().stream().sorted(Comparator.comparing(entry -> entry.name, Alias.ORDER)).map(this::of).toList();
    }

    MapReservation of(String map) {
        return of(entry(map));
    }

    /** @param text a key, or {@code none} */
    MapReservation set(String map, String text) {
        MapEntry entry = entry(map);
        try {
            keys.set(entry.unit.wwid(), text.equals(NONE) ? null : key(text));
        } catch (IOException unusable) {
            throw new ControlException("the key of map " + map + " could not be written down: " + unusable.getMessage());
        }
        keysChanged();
        return of(entry);
    }

    private static ReservationKey key(String text) {
        ReservationKey key;
        try {
            key = ReservationKey.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new ControlException(Code.REFUSED, wrong.getMessage());
        }
        if (key.isNone()) {
            throw new ControlException(Code.REFUSED, "0 is no key but the end of a registration; `" + NONE + "` takes a key away");
        }
        return key;
    }

    /** A configuration, or the file, may say other keys now: paths in use are registered, too. */
    void keysChanged() {
        keys.refresh();
        paths.get().forEach(registrar::keyChanged);
    }

    private MapReservation of(MapEntry entry) {
        ReservationKey filed = keys.key(entry.unit.wwid());
        Wanted wanted = entry.paths.isEmpty() ? null : registrar.wanted(entry.paths.first());
        String reason = entry.paths.stream().map(path -> path.registration.reason()).filter(why -> !why.isEmpty()).findFirst().orElse("");
        int registered = (int) entry.paths.stream().filter(path -> path.registration.state() == State.REGISTERED).count();
        boolean known = registered > 0 || entry.paths.stream().anyMatch(path -> path.registration.owed());
        return new MapReservation(entry.name, entry.unit.wwid(), wanted == null ? "" : wanted.key().toString(),
                wanted == null ? "" : origin(entry.paths.first()), filed == null ? "" : filed.toString(), wanted != null && known,
                wanted == null ? 0 : registered, entry.paths.size(), reason);
    }

    private String origin(KnownPath path) {
        return path.settings.reservation().filed()
                ? FILE
                : classification.rules().effective(path, classification.claim(path, classification.rules()))
                        .get("reservation_key").origin().toString();
    }

    private MapEntry entry(String name) {
        return book.entries().stream()
                .filter(entry -> entry.name.equals(name) || entry.unit.wwid().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlException(Code.NOT_FOUND, "discovery has made no map " + name));
    }
}
