package org.mpath.reactor;

import java.util.function.Supplier;

/** A thread that runs an {@link EventLoop}, or has run it until a plug-in kept it. */
final class LoopThread extends Thread {
    /** The call of a plug-in that it makes; null when none. This thread's. */
    private WatchedCall call;
    /** A call in the middle of other work that the watchdog has found it in; null when none. */
    private volatile WatchedCall nested;
    /** The loop went on without it. This thread's. */
    private boolean lost;

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

    /** It was found in this call: when that returns it is to end it. Null: in none. */
    void foundIn(WatchedCall found) {
        nested = found;
    }

    /** The call that it was found in; null when none. */
    WatchedCall nested() {
        return nested;
    }

    /** The loop went on without it. */
    void lose() {
        lost = true;
    }

    /** Whether it runs the loop still; it touches nothing of it otherwise. This thread. */
    boolean here() {
        return !lost;
    }
}
