package org.mpath.transport.sg;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.mpath.api.io.Reactor;

/** Reads what sysfs says of a device, on a thread that may wait, and tells the reactor. */
final class Looks {
    private final Executor thread;
    private final Reactor reactor;

    Looks(Executor thread, Reactor reactor) {
        this.thread = thread;
        this.reactor = reactor;
    }

    /** Looks at a path's device; {@link SgPath#seen} follows. Any thread. */
    void look(SgPath path) {
        try {
            thread.execute(() -> {
                String reason = path.device().down();
                tell(() -> path.seen(reason));
            });
        } catch (RejectedExecutionException stopped) {
            // the transport is being stopped: its paths are closed next
        }
    }

    private void tell(Runnable news) {
        try {
            reactor.execute(news);
        } catch (RejectedExecutionException stopped) {
            // no reactor, nobody to tell
        }
    }
}
