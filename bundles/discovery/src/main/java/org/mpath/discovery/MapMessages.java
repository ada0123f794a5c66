package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PathState;

/** What discovery tells the engines of paths and groups, once for every change. Discovery thread. */
final class MapMessages {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final DataPlane plane;
    private final EngineView engine;

    MapMessages(DataPlane plane, EngineView engine) {
        this.plane = plane;
        this.engine = engine;
    }

    /** Makes the engine stop using a path, and say why. */
    void fail(KnownPath path, String reason) {
        if (isIn(path, PathState.State.ACTIVE)) {
            tell(path, "fail_path", PathState.State.FAILED, () -> plane.failPath(path.map.name, path.name(), reason));
        }
    }

    /** Lets the engine use a path again. */
    void reinstate(KnownPath path) {
        if (isIn(path, PathState.State.FAILED)) {
            tell(path, "reinstate_path", PathState.State.ACTIVE,
                    () -> plane.reinstatePath(path.map.name, path.name(), path.proof()));
        }
    }

    /**
     * Has a map fail I/O at once while every path says that its unit is not there (a permanent loss, not a broken path),
     * and queue again when one path no longer says so. A map that does not queue is left as it is, and so is one that is to
     * queue for ever: an administrator may be about to give the unit back.
     */
    void judgePresence(KnownPath path) {
        MapEntry entry = path.map;
        boolean gone = entry.gone ? path.check.bad() || entry.everyPathDisconnected() : entry.everyPathDisconnected();
        if (gone == entry.gone || entry.table.isEmpty() || gone && entry.queuesForEver()) {
            return;
        }
        entry.gone = gone;
        LOG.log(gone ? Level.WARNING : Level.INFO, "event=map.unit_" + (gone ? "gone" : "back") + " map=" + entry.name
                + LogWords.reason(gone ? "every path says: " + path.check.reason() : "path " + path.name() + " has it"));
        try {
            queue(entry, !gone);
        } catch (RuntimeException refused) {
            entry.gone = !gone; // the next check tries again
            LOG.log(Level.WARNING, "event=map.message_refused map=" + entry.name + LogWords.reason(refused.getMessage()));
        }
    }

    /** Switches queueing off, and on again only if it was this that switched it off. */
    private void queue(MapEntry entry, boolean on) {
        if (on && entry.queueingTaken) {
            plane.message(entry.name, "queue_if_no_path");
        } else if (!on && plane.stateOf(entry.name).features().contains("queue_if_no_path")) {
            plane.message(entry.name, "fail_if_no_path");
        } else {
            return;
        }
        entry.queueingTaken = !on;
    }

    /** The engine said something of a map: what was looked up before may not hold any more. */
    void forget(String map) {
        engine.forget(map);
    }

    /** Whether the engine does not use a path. */
    boolean failed(KnownPath path) {
        return isIn(path, PathState.State.FAILED);
    }

    /** The same as of this moment, whatever was seen a moment ago. */
    boolean failedNow(KnownPath path) {
        if (path.placed()) {
            engine.forget(path.map.name);
        }
        return failed(path);
    }

    private boolean isIn(KnownPath path, PathState.State state) {
        return path.placed() && !path.map.table.isEmpty() && engine.of(path.map.name, path.name()) == state;
    }

    private void tell(KnownPath path, String verb, PathState.State expected, Runnable message) {
        try {
            message.run();
            engine.expect(path.map.name, path.name(), expected);
        } catch (RuntimeException refused) {
            engine.forget(path.map.name);
            LOG.log(Level.WARNING, "event=map.message_refused map=" + path.map.name + " message=" + verb + " path="
                    + path.name() + LogWords.reason(refused.getMessage()));
        }
    }

    /** Has I/O go to another group; whether the data plane took it. */
    boolean switchGroup(MapEntry entry, int number, String reason) {
        try {
            plane.message(entry.name, "switch_group " + number);
            LOG.log(Level.INFO, "event=map.failback map=" + entry.name + " group=" + number + LogWords.reason(reason));
            return true;
        } catch (RuntimeException refused) {
            LOG.log(Level.WARNING, "event=map.message_refused map=" + entry.name + " message=switch_group group=" + number
                    + LogWords.reason(refused.getMessage()));
            return false;
        } finally {
            engine.forget(entry.name);
        }
    }
}
