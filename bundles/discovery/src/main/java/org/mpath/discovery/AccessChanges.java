package org.mpath.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * When a unit says that access states changed at its array, every path through the array's ports is looked at at once, each
 * once per check interval at most: all of them get the same news. The array's ports are those that the paths of the unit's
 * map go through. Discovery thread.
 */
final class AccessChanges {
    private static final int GATHER_MILLIS = 20;
    private static final String NO_FAMILY = "";

    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    private final Supplier<Collection<KnownPath>> paths;
    private final Consumer<KnownPath> look;
    /** Ports that are to be looked at, by family. */
    private final Map<String, Set<String>> ports = new HashMap<>();

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
        if (path.familyName().equals(NO_FAMILY) || !path.family.ranks() || isFresh(path)) {
            return;
        }
        if (ports.isEmpty()) {
            thread.later(this::lookAtArrays, GATHER_MILLIS);
        }
        Set<String> array = ports.computeIfAbsent(path.familyName(), none -> new HashSet<>());
        array.add(path.device.port());
        if (path.placed()) {
            path.map.paths.forEach(other -> array.add(other.device.port()));
        }
    }

    private void lookAtArrays() {
        long now = System.nanoTime();
        for (KnownPath path : paths.get()) {
            if (ports.getOrDefault(path.familyName(), Set.of()).contains(path.device.port()) && !isFresh(path)) {
                path.accessChangedNanos = now;
                look.accept(path);
            }
        }
        ports.clear();
    }

    /** Whether the path was looked at for the same reason a moment ago. */
    private boolean isFresh(KnownPath path) {
        return path.accessChangedNanos != 0 && System.nanoTime() - path.accessChangedNanos < times.get().intervalNanos();
    }
}
