package org.mpath.discovery;

import java.util.function.Consumer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.LeasedReactor;

/** A plug-in at work on one path, until it {@link #leave leaves}. Reactor thread. */
final class PlugInSeat {
    private final LeasedPlugIn plugIn;
    private final LeasedPath leased;
    private final PlugInCalls calls;

    /**
     * Lends the path.
     *
     * @param seen told of every command of the plug-in that ended
     * @param idle called when commands of the plug-in that were given up have come back
     */
    PlugInSeat(PathDevice path, LeasedPlugIn plugIn, Consumer<ScsiTask> seen, Runnable idle) {
        this.plugIn = plugIn;
        LeasedReactor reactor = new LeasedReactor(path.reactor(), () -> this::guarded);
        this.leased = new LeasedPath(path, reactor, seen, this::guarded, idle);
        this.calls = new PlugInCalls(plugIn, leased);
        plugIn.lend(leased, path.reactor());
    }

    LeasedPlugIn plugIn() {
        return plugIn;
    }

    /** Whether a command of the plug-in is with the transport. */
    boolean busy() {
        return leased.busy();
    }

    /** Puts a question, see {@link PlugInCalls#ask}. */
    <A> boolean ask(PlugInCalls.Question<A> question, long limitNanos, Consumer<Reply<A>> told) {
        return calls.ask(question, limitNanos, told);
    }

    /** Takes the path back; whether an answer was awaited. */
    boolean leave() {
        boolean abandoned = calls.abandon();
        leased.sever();
        plugIn.takeBack(leased);
        return abandoned;
    }

    /** A listener or timer of the plug-in. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            calls.failed(failure);
        }
    }
}
