package org.mpath.itests.sim;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.plugin.Attached;

/** The handler that the map uses now, if any; what it says is shown to the invariants. */
final class HandlerInUse {
    private final Invariants invariants;
    private Attached attached;
    /** What the engine is about to judge; null while it is not. */
    private ScsiTask judged;

    HandlerInUse(Invariants invariants) {
        this.invariants = invariants;
    }

    /** Whether there is one. */
    boolean present() {
        return attached != null;
    }

    /** Another one from now on, null for none. Answers the one before, to be closed when the engine knows. */
    Attached use(Attached next) {
        Attached before = attached;
        attached = next;
        invariants.handler(next == null ? null : next.handler());
        return before;
    }

    /** What the engine is given; null for none. */
    HardwareHandler forEngine() {
        return attached == null ? null : new Judging(attached.handler());
    }

    /** A path as the handler is shown it. */
    PathDevice path(SimPath path) {
        return attached == null ? path : attached.path(path);
    }

    void activate(SimPath path, boolean bypassed, ActivationListener listener) {
        attached.handler().activate(attached.path(path), bypassed, listener);
    }

    void askOwner(SimPath path, OwnerListener listener) {
        attached.handler().askOwner(attached.path(path), listener);
    }

    /** Sense data that it is asked about is this task's. */
    void judges(ScsiTask task) {
        judged = task;
    }

    /** Shows verdicts to the invariants. */
    private final class Judging implements HardwareHandler {
        private final HardwareHandler handler;

        Judging(HardwareHandler handler) {
            this.handler = handler;
        }

        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            ScsiTask task = judged;
            Verdict verdict = handler.checkSense(path, senseKey, asc, ascq);
            if (task != null) {
                invariants.judged(Request.of(task), task, verdict);
            }
            return verdict;
        }

        @Override
        public Activation activation() {
            return handler.activation();
        }

        @Override
        public String statusWords() {
            return handler.statusWords();
        }
    }
}
