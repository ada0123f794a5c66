package org.mpath.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Has every path through a port identified again when units came or went behind it. A number that leads to another volume
 * now may say nothing of it, and what its neighbours say reaches one of them only: whoever asks for the list of units, as a
 * transport does then, takes it away from all others (SPC-5 6.33). I/O goes on meanwhile.
 *
 * <p>One round at once, and another one {@link #PAUSE_MILLIS} later: there are targets where a unit is there first and gets
 * its name then, in silence. News that come meanwhile make one more: a storm costs a round a second and port. Discovery thread.
 */
final class PortRounds {
    /** Shortest time from one round of a port to its next. */
    static final int PAUSE_MILLIS = 1_000;

    private final DiscoveryThread thread;
    private final Looks looks;
    private final Supplier<Collection<KnownPath>> paths;
    /** Ports whose last round was a moment ago, and whether news make one more. */
    private final Map<String, Boolean> pausing = new HashMap<>();

    PortRounds(DiscoveryThread thread, Looks looks, Supplier<Collection<KnownPath>> paths) {
        this.thread = thread;
        this.looks = looks;
        this.paths = paths;
    }

    /** It was heard on a path, which may be gone: null. */
    void unitsChanged(KnownPath heard) {
        if (heard != null && pausing.put(port(heard), true) == null) {
            round(port(heard));
        }
    }

    private void round(String port) {
        thread.later(() -> paused(port), PAUSE_MILLIS);
        paths.get().stream().filter(path -> port(path).equals(port)).forEach(this::ask);
    }

    /** Of a path in use the name will do, which takes one command: it is stopped on its reactor when that is another one. */
    private void ask(KnownPath path) {
        if (path.placed() && path.verified) {
            looks.recheck(path);
        } else {
            looks.identify(path);
        }
    }

    private void paused(String port) {
        if (pausing.replace(port, true, false)) {
            round(port);
        } else {
            pausing.remove(port);
        }
    }

    private static String port(KnownPath path) {
        return path.device.transport() + ':' + path.device.port();
    }
}
