package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;

/**
 * Asks a map's handler, and brings each answer to the engine once, on the reactor, and never before the engine is done with
 * the call that asked, whatever the handler does. Reactor thread.
 */
final class HandlerCalls {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");

    private final String map;
    private final Reactor reactor;

    HandlerCalls(String map, Reactor reactor) {
        this.map = map;
        this.reactor = reactor;
    }

    /** Has a path's group made ready. A handler that throws has answered {@link ActivationCode#IO}. */
    void activate(HardwareHandler handler, PathDevice path, boolean bypassed, Consumer<ActivationAnswer> engine) {
        Answer<ActivationAnswer> answer = new Answer<>(path, engine);
        if (handler == null) {
            answer.give(ActivationCode.NOSYS);
            return;
        }
        try {
            handler.activate(path, bypassed, given -> answer.give(given == null ? ActivationCode.IO : given));
        } catch (RuntimeException | LinkageError e) {
            failed(path, "activate", e);
            answer.give(ActivationCode.IO);
        }
    }

    /** Asks whether a path's controller owns the unit. A handler that throws does not know. */
    void askOwner(HardwareHandler handler, PathDevice path, Consumer<OwnerState> engine) {
        Answer<OwnerState> answer = new Answer<>(path, engine);
        if (handler == null) {
            answer.give(OwnerState.UNKNOWN);
            return;
        }
        try {
            handler.askOwner(path, given -> answer.give(given == null ? OwnerState.UNKNOWN : given));
        } catch (RuntimeException | LinkageError e) {
            failed(path, "askOwner", e);
            answer.give(OwnerState.UNKNOWN);
        }
    }

    private void failed(PathDevice path, String call, Throwable thrown) {
        LOG.log(Level.WARNING, "event=handler.failed map=" + map + " path=" + path.name() + " call=" + call, thrown);
    }

    /** Takes the first answer, from any thread. */
    private final class Answer<A> {
        private final PathDevice path;
        private final Consumer<A> engine;
        private final AtomicBoolean given = new AtomicBoolean();

        Answer(PathDevice path, Consumer<A> engine) {
            this.path = path;
            this.engine = engine;
        }

        void give(A answer) {
            if (!given.compareAndSet(false, true)) {
                return;
            }
            try {
                reactor.execute(() -> engine.accept(answer));
            } catch (RejectedExecutionException e) {
                // the engine's own deadline ends the wait
                LOG.log(Level.WARNING, "event=handler.answer_lost map=" + map + " path=" + path.name() + " reason=\""
                        + e.getMessage() + '"');
            }
        }
    }
}
