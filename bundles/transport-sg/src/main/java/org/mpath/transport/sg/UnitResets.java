package org.mpath.transport.sg;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.natives.NativeException;
import org.mpath.natives.ScsiNode;
import org.mpath.natives.ScsiNodes;

/** Has the kernel reset units, on threads of their own: that blocks for as long as the host adapter's driver likes. */
final class UnitResets {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");

    private final Executor threads;
    private final Reactor reactor;
    private final ScsiNodes nodes;

    UnitResets(Executor threads, Reactor reactor, ScsiNodes nodes) {
        this.threads = threads;
        this.reactor = reactor;
        this.nodes = nodes;
    }

    /** Resets the unit of a path; {@code done} is told on the reactor whether that worked. */
    void reset(SgPath path, Consumer<Boolean> done) {
        try {
            threads.execute(() -> {
                boolean worked = reset(path);
                reactor.execute(() -> done.accept(worked));
            });
        } catch (RejectedExecutionException full) {
            reactor.execute(() -> done.accept(false));
        }
    }

    /** Through an opening of its own: those of the reactor may be closed meanwhile. */
    private boolean reset(SgPath path) {
        try (ScsiNode node = nodes.open(path.device().resetNode())) {
            int errno = node.resetUnit();
            if (errno != 0) {
                LOG.log(Level.WARNING, "event=sg.reset_failed path=" + path.name() + " errno=" + errno);
            }
            return errno == 0;
        } catch (NativeException e) {
            LOG.log(Level.WARNING, "event=sg.reset_failed path=" + path.name() + " reason=\"" + e.getMessage() + '"');
            return false;
        }
    }
}
