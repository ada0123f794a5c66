package org.mpath.api.io;

/**
 * Thrown on a thread that a plug-in kept so long that the reactor went on on another one ({@link Reactor#returned}). Whoever
 * meets it lets it pass and touches nothing: all that the thread had to do is somebody else's by now. It has no stack trace.
 */
public final class ThreadAbandoned extends Error {
    private static final long serialVersionUID = 1L;

    /** Says what the thread was kept by. */
    public ThreadAbandoned(String call) {
        super("the reactor went on without this thread, which was in " + call, null, false, false);
    }
}
