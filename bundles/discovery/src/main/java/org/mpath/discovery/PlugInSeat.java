package org.mpath.discovery;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;

/** A plug-in at work on one path, until it {@link #leave leaves}. Reactor thread. */
final class PlugInSeat {
    private final LeasedPlugIn plugIn;
    private final PlugInCalls calls;

    /**
     * Lends the path.
     *
     * @param limitMillis how long one call of the plug-in may take
     * @param seen told of every command of the plug-in that ended
     * @param idle called when commands of the plug-in that were given up have come back
     */
    PlugInSeat(PathDevice path, LeasedPlugIn plugIn, LongSupplier limitMillis, Consumer<ScsiTask> seen, Runnable idle) {
        this.plugIn = plugIn;
        this.calls = new PlugInCalls(plugIn, path, limitMillis, seen, idle);
        plugIn.lend(calls.path(), path.reactor());
    }

    LeasedPlugIn plugIn() {
        return plugIn;
    }

    /** Whether a command of the plug-in is with the transport. */
    boolean busy() {
        return calls.path().busy();
    }

    /** Puts a question, see {@link PlugInCalls#ask}. */
    <A> boolean ask(String what, PlugInCalls.Question<A> question, long limitNanos, Consumer<Reply<A>> told) {
        return calls.ask(what, question, limitNanos, told);
    }

    /** Takes the path back; whether an answer was awaited. */
    boolean leave() {
        boolean abandoned = calls.abandon();
        calls.path().sever();
        plugIn.takeBack(calls.path());
        return abandoned;
    }
}
