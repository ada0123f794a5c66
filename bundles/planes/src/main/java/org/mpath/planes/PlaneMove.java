package org.mpath.planes;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * Moves one map from one plane to another: suspended there, made and loaded here, removed there. Whatever fails, the map is back
 * where it was. The caller keeps other verbs away.
 */
final class PlaneMove {
    private static final Logger LOG = System.getLogger("org.mpath.planes");

    private final Home home;
    private final DataPlane from;
    private final DataPlane to;
    private final PathWords words;
    private final MapState state;
    private final String name;

    /** @throws MapException when there is no such map any more */
    PlaneMove(Home home, String name, DataPlane to, PathWords words) {
        this.home = home;
        this.from = home.plane();
        this.to = to;
        this.words = words;
        this.name = name;
        this.state = from.stateOf(name);
        if (state == null) {
            throw new MapException(Code.NOT_FOUND, "no map " + name);
        }
    }

    /** @throws MapException one sentence why the map stays where it is */
    void run() {
        refuseInUse();
        if (state.condition() == MapState.Condition.SUSPENDED) {
            throw new MapException(Code.BUSY, "map " + name + " is suspended: resume it before it moves");
        }
        String table = tableOrNone();
        to.create(name, state.unit());
        try {
            if (table == null) {
                leave();
            } else {
                from.suspend(name, false);
                takeOver(table);
            }
        } catch (RuntimeException refused) {
            undo("remove", () -> to.remove(name));
            throw refused;
        }
    }

    private void refuseInUse() {
        List<String> users = from.users(name);
        if (!users.isEmpty()) {
            throw new MapException(Code.BUSY, "map " + name + " stays where it is: it is used by " + String.join(", ", users));
        }
    }

    /** A map that nobody could load a table for has none. */
    private String tableOrNone() {
        try {
            return words.named(from.table(name));
        } catch (MapException none) {
            if (state.pathCount() > 0) {
                throw none;
            }
            return null;
        }
    }

    private void takeOver(String table) {
        try {
            refuseInUse(); // who came until it was suspended
            to.load(name, table);
            carryOver();
            leave();
        } catch (RuntimeException refused) {
            undo("resume", () -> from.resume(name));
            throw refused;
        }
    }

    private void leave() {
        home.plane(to); // first: who hears of the removal finds the map
        try {
            from.remove(name);
        } catch (RuntimeException refused) {
            home.plane(from);
            throw refused;
        }
    }

    /** What the map was told since its table was loaded. */
    private void carryOver() {
        long millis = from.policy(name).noPathTimeoutMillis();
        to.policy(name, policy -> policy.with("no_path_timeout", String.valueOf(millis)));
        state.groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.state() == PathState.State.FAILED)
                .forEach(path -> to.failPath(name, path.name(), path.reason().isEmpty() ? "it had failed before" : path.reason()));
    }

    /** What fails now as well is told, and changes nothing about what failed first. */
    private void undo(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "event=plane.undo_failed map=" + name + " step=" + what + " reason=\"" + failure.getMessage()
                    + '"');
        }
    }
}
