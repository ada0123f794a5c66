package org.mpath.discovery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * When a unit says that access states changed at its array, every path through the array's ports that somebody ranks is looked
 * at at once, each once per check interval at most: all of them get the same news. The array's ports are those that the paths of
 * the unit's map go through; which family claims a path, if any, is no matter, for another one may rank it. Discovery thread.
 */
final class AccessChanges {
    private static final int GATHER_MILLIS = 20;

    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    private final Supplier<Collection<KnownPath>> paths;
    private final Consumer<KnownPath> look;
    /** Ports that are to be looked at. */
    private final Set<String> ports = new HashSet<>();

    AccessChanges(
            DiscoveryThread thread,
            Supplier<CheckTimes> times,
            Supplier<Collection<KnownPath>> paths,
            Consumer<KnownPath> look) {
        this.thread = thread;
        this.times = times;
        this.paths = paths;
        this.look = look;
    }

    /** A unit said so through this path. */
    void reported(KnownPath path) {
        if (!isRanked(path) || isFresh(path)) {
            return;
        }
        if (ports.isEmpty()) {
            thread.later(this::lookAtArrays, GATHER_MILLIS);
        }
        ports.add(path.device.port());
        if (path.placed()) {
            path.map.paths.forEach(other -> ports.add(other.device.port()));
        }
    }

    private void lookAtArrays() {
        long now = System.nanoTime();
        for (KnownPath path : paths.get()) {
            if (ports.contains(path.device.port()) && isRanked(path) && !isFresh(path)) {
                path.accessChangedNanos = now;
                look.accept(path);
            }
        }
        ports.clear();
    }

    private static boolean isRanked(KnownPath path) {
        return path.crew.prioritizer() != null;
    }

    /** Whether the path was looked at for the same reason a moment ago. */
    private boolean isFresh(KnownPath path) {
        return path.accessChangedNanos != 0 && System.nanoTime() - path.accessChangedNanos < times.get().intervalNanos();
    }
}
