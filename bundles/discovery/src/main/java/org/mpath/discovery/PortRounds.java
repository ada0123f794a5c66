package org.mpath.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has every path through a port identified again when units came or went behind it. A number that leads to another volume
 * now may say nothing of it, and what its neighbours say reaches one of them only: whoever asks for the list of units, as a
 * transport does then, takes it away from all others (SPC-5 6.33). I/O goes on meanwhile.
 *
 * <p>A first round reads names only, one command for each path, and at once: where it is another one the path is stopped on its
 * reactor. The next one, {@link #PAUSE_MILLIS} later, reads all there is: there are targets where a unit is there first and gets its
 * name then, in silence, and one that was made anew may have another size. News that come meanwhile make one more of these: a
 * storm costs a round a second and port. Discovery thread.
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
            pause(port(heard));
            through(port(heard)).forEach(this::askForName);
        }
    }

    private void pause(String port) {
        thread.later(() -> paused(port), PAUSE_MILLIS);
    }

    private void paused(String port) {
        if (pausing.replace(port, true, false)) {
            pause(port);
            through(port).forEach(looks::identify);
        } else {
            pausing.remove(port);
        }
    }

    private Stream<KnownPath> through(String port) {
        return paths.get().stream().filter(path -> port(path).equals(port));
    }

    private void askForName(KnownPath path) {
        if (path.placed() && path.verified) {
            looks.recheck(path);
        } else {
            looks.identify(path);
        }
    }

    private static String port(KnownPath path) {
        return path.device.transport() + ':' + path.device.port();
    }
}
