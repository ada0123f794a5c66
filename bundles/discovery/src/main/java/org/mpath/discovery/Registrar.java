package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.config.PathSettings;
import org.mpath.config.ReservationKey;
import org.mpath.discovery.Registration.State;
import org.mpath.discovery.Registration.Wanted;

/**
 * Sees to it that no I/O goes over a path before the reservation key of its unit is registered on it: each time that its
 * identity was read, for the nexus may be another one, and the unit may have forgotten. Discovery thread.
 */
final class Registrar {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.reservations");

    private final Consumer<Runnable> changes;
    private final Supplier<CheckTimes> times;
    private final Looks looks;
    private final ReservationKeys keys;
    private int running;

    Registrar(Wiring wiring, Looks looks) {
        this.changes = wiring.changes();
        this.times = wiring.times();
        this.keys = wiring.keys();
        this.looks = looks;
    }

    /** Whether a key is being registered somewhere. */
    boolean busy() {
        return running > 0;
    }

    /** What is to be registered on an identified path; null for nothing. */
    Wanted wanted(KnownPath path) {
        PathSettings.Reservation said = path.settings.reservation();
        ReservationKey key = said.filed() ? keys.key(path.identity.unit().wwid()) : said.key();
        return key == null || key.isNone() ? null : new Wanted(key, said.allTargetPorts());
    }

    /**
     * Whether I/O may go over an identified path now. If not its key is being registered from now on.
     *
     * @param whenOver runs when that is over, unless what is behind the path was lost meanwhile; {@code path.registration} says
     *     how it ended
     */
    boolean admits(KnownPath path, Runnable whenOver) {
        Wanted wanted = wanted(path);
        if (wanted == null) {
            path.registration = Registration.NONE;
            return true;
        }
        Registration before = path.registration;
        if (before.identity() == path.identity && wanted.equals(before.wanted()) && before.admits()) {
            return true;
        }
        register(path, new Registration(path.identity, wanted, State.UNDER_WAY, before.reason()), whenOver);
        return false;
    }

    /** The key of a path that is in use may be another one now. */
    void keyChanged(KnownPath path) {
        boolean used = path.placed() && path.verified;
        if (used && !Objects.equals(wanted(path), path.registration.wanted())) {
            admits(path, () -> {});
        }
    }

    private void register(KnownPath path, Registration started, Runnable whenOver) {
        path.registration = started;
        running++;
        long timeoutNanos = times.get().probeTimeoutNanos();
        looks.onReactor(path, () -> new KeyRegistration(path.device, started.wanted(), timeoutNanos, path.watch::attention,
                (state, reason) -> changes.accept(() -> over(path, started, started.ended(state, reason), whenOver))).start());
    }

    private void over(KnownPath path, Registration started, Registration ended, Runnable whenOver) {
        running--;
        if (path.registration != started) {
            return;
        }
        path.registration = ended;
        if (ended.owed() && !ended.reason().equals(started.reason())) {
            LOG.log(Level.WARNING, "event=path.not_registered path=" + path.name() + " key=" + ended.wanted().key()
                    + LogWords.reason(ended.reason()));
        } else if (ended.state() == State.REGISTERED) {
            LOG.log(Level.INFO, "event=path.registered path=" + path.name() + " key=" + ended.wanted().key());
        }
        whenOver.run();
    }
}
