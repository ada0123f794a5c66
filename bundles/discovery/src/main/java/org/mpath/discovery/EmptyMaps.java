package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapException;
import org.mpath.config.PathSettings;

/** The maps that stay though they have no path, and why. Discovery thread. */
final class EmptyMaps {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final DataPlane plane;
    private final Supplier<MapRules> rules;
    private final Set<MapEntry> kept = new LinkedHashSet<>();

    EmptyMaps(DataPlane plane, Supplier<MapRules> rules) {
        this.plane = plane;
        this.rules = rules;
    }

    /** Whether there are any. */
    boolean any() {
        return !kept.isEmpty();
    }

    /** Those that are there now. */
    List<MapEntry> all() {
        return List.copyOf(kept);
    }

    /** Whether it is one of those. */
    boolean has(MapEntry entry) {
        return kept.contains(entry);
    }

    /** Whether there is a reason to keep a map that has no path. */
    boolean wants(MapEntry entry) {
        return whyKept(entry) != null;
    }

    /** Keeps a map if there is a reason to; says so when it was not kept before. */
    boolean keep(MapEntry entry) {
        String why = whyKept(entry);
        if (why == null) {
            return false;
        }
        if (kept.add(entry)) {
            LOG.log(Level.WARNING, "event=map.empty map=" + entry.name + " wwid=" + entry.unit.wwid()
                    + LogWords.reason("its last path is gone; it stays, for " + why));
        }
        return true;
    }

    /** The map has a path again, or is no more. */
    void forget(MapEntry entry) {
        kept.remove(entry);
    }

    /** Why a map without paths stays, or null when it need not. */
    private String whyKept(MapEntry entry) {
        if (rules.get().keepEmpty()) {
            return "keep.empty.maps keeps every map";
        }
        if (entry.flush() == PathSettings.FlushOnLastDelete.NEVER) {
            return "flush_on_last_del is never";
        }
        try {
            List<String> users = plane.users(entry.name);
            return users.isEmpty() ? null : "it is used by " + words(users);
        } catch (RuntimeException refused) {
            return refused instanceof MapException none && none.code() == MapException.Code.NOT_FOUND
                    ? null
                    : "who uses it is not known: " + refused.getMessage();
        }
    }

    private static String words(List<String> users) {
        return users.get(0) + (users.size() == 1 ? "" : " and " + (users.size() - 1) + " more");
    }
}
