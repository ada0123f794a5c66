package org.mpath.reactor;

import java.util.function.Supplier;

/** A thread that runs an {@link EventLoop}, or has run it until a plug-in kept it. */
final class LoopThread extends Thread {
    /** The call of a plug-in that it makes; null when none. This thread's. */
    private WatchedCall call;

    LoopThread(Runnable work, String name) {
        super(work, name);
        setDaemon(true);
    }

    /** It makes a call, or none: null. */
    void makes(WatchedCall present) {
        call = present;
    }

    /** {@link org.mpath.api.io.Reactor#serve}, on whatever thread. */
    static <T> T serve(Supplier<T> work) {
        WatchedCall present = Thread.currentThread() instanceof LoopThread own ? own.call : null;
        return present == null ? work.get() : present.serve(work);
    }
}
