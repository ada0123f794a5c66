package org.mpath.discovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers what the paths of a map say when one of them ranks differently, so that one change at the array is one new table
 * and not one for every path: the others are asked at once, and the map is written again when all have answered, or
 * {@link #LIMIT_MILLIS} later. Discovery thread.
 */
final class Regrouping {
    /** How long a map waits for what its paths say, in milliseconds. */
    static final int LIMIT_MILLIS = 1_000;

    private final Map<MapEntry, Set<KnownPath>> awaited = new HashMap<>();
    private final Consumer<KnownPath> look;
    private final Consumer<MapEntry> done;
    private final DiscoveryThread thread;

    /**
     * Makes one.
     *
     * @param look has a path looked at now
     * @param done told of a map whose paths have answered
     */
    Regrouping(DiscoveryThread thread, Consumer<KnownPath> look, Consumer<MapEntry> done) {
        this.thread = thread;
        this.look = look;
        this.done = done;
    }

    /** Whether a map waits for its paths. */
    boolean any() {
        return !awaited.isEmpty();
    }

    /** A placed path ranks differently. */
    void changed(KnownPath path) {
        MapEntry map = path.map;
        boolean grouped = map.layout == null || map.layout.followsRanks();
        if (grouped && !awaited.containsKey(map)) {
            Set<KnownPath> others = new HashSet<>(map.paths);
            others.removeIf(other -> other == path || !other.usable());
            await(map, others);
            others.forEach(look);
        }
    }

    /** A map's family changed: its paths are looked at already. */
    void await(MapEntry map, Set<KnownPath> paths) {
        map.regrouping = true;
        awaited.put(map, paths);
        thread.later(() -> finish(map, paths), LIMIT_MILLIS);
        if (paths.isEmpty()) {
            finish(map, paths);
        }
    }

    /** A path was looked at, or is gone. */
    void heard(KnownPath path) {
        Set<KnownPath> others = path.map == null ? null : awaited.get(path.map);
        if (others != null && others.remove(path) && others.isEmpty()) {
            finish(path.map, others);
        }
    }

    private void finish(MapEntry map, Set<KnownPath> paths) {
        if (awaited.remove(map, paths)) {
            done.accept(map);
        }
    }
}
