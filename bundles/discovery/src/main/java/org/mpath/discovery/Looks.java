package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Has the watches of paths do something, each on its path's reactor; tried again while the reactor's queue is full.
 * Discovery thread.
 */
final class Looks {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;

    Looks(DiscoveryThread thread, Supplier<CheckTimes> times) {
        this.thread = thread;
        this.times = times;
    }

    /** Reads the identity of a path now. */
    void identify(KnownPath path) {
        onReactor(path, () -> path.watch.lookNow(true));
    }

    /** Reads now what the unit behind a path is called, and the whole identity when it is another name. */
    void recheck(KnownPath path) {
        onReactor(path, path.watch::recheckNow);
    }

    /** Uses a path no more until its identity was read, which is now. */
    void suspect(KnownPath path, String reason) {
        onReactor(path, () -> path.watch.heard(Attention.ANOTHER_UNIT, reason));
    }

    /** Looks at a path now, unless that was asked for already. */
    void look(KnownPath path) {
        if (!path.lookAsked) {
            path.lookAsked = true;
            onReactor(path, () -> path.watch.lookNow(false));
        }
    }

    /** Looks at a path within the shortest interval. */
    void hasten(KnownPath path) {
        onReactor(path, path.watch::hasten);
    }

    /** Looks at a path no more; also when the thread has ended. */
    static void stop(KnownPath path) {
        try {
            path.device.reactor().execute(path.watch::stop);
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.DEBUG, "event=path.watch_lost path=" + path.name());
        }
    }

    /** Runs {@code work} on a path's reactor. */
    void onReactor(KnownPath path, Runnable work) {
        try {
            path.device.reactor().execute(work);
        } catch (RejectedExecutionException full) {
            LOG.log(Level.DEBUG, "event=path.look_delayed path=" + path.name() + LogWords.reason(full.getMessage()));
            thread.later(() -> onReactor(path, work), times.get().intervalMillis());
        }
    }
}
