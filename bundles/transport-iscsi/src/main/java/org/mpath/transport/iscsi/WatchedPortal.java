package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import org.mpath.api.io.ReactorTimer;
import org.mpath.iscsi.Isid;

/** A configured portal whose targets are all wanted: asks it until it offers some, and again on a rescan. */
final class WatchedPortal implements SendTargets.Listener {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");

    /** Told what a portal offers. */
    interface Listener {
        /** The portal answered. */
        void portalAnswered(WatchedPortal portal, List<OfferedTarget> targets);

        /** The portal did not; it is asked again. */
        void portalFailed(WatchedPortal portal);
    }

    private final Surroundings surroundings;
    private final Portal portal;
    private final Isid isid;
    private final Listener listener;
    private final ReactorTimer retry;
    private final Backoff backoff = new Backoff();
    private SendTargets running;
    private boolean tried;
    private String lastReason;

    WatchedPortal(Surroundings surroundings, Portal portal, Isid isid, Listener listener) {
        this.surroundings = surroundings;
        this.portal = portal;
        this.isid = isid;
        this.listener = listener;
        this.retry = surroundings.reactor().timer(this::ask);
    }

    Portal portal() {
        return portal;
    }

    /** Whether it was asked and answered, or failed, once. */
    boolean tried() {
        return tried;
    }

    /** Why it did not answer last time; null when it did. */
    String lastReason() {
        return lastReason;
    }

    /** Asks, unless it is being asked already. */
    void ask() {
        if (running != null) {
            return;
        }
        retry.cancel();
        running = new SendTargets(surroundings, portal, isid, this);
        running.start();
    }

    void close() {
        retry.cancel();
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    @Override
    public void offered(List<OfferedTarget> targets, InetSocketAddress asked) {
        running = null;
        tried = true;
        List<OfferedTarget> through = OfferedTarget.through(targets, portal, asked);
        if (through.isEmpty()) {
            nothingOffered();
        } else {
            lastReason = null;
            backoff.reset();
            LOG.log(Level.INFO, "event=iscsi.portal.discovered portal=" + portal + " targets=" + targets.size());
        }
        listener.portalAnswered(this, through);
    }

    /** A target may be opened to us any time: a portal that offers none yet is asked again. */
    private void nothingOffered() {
        complain("it offers no target to this initiator");
        retry.arm(backoff.next(surroundings.settings().timing(), LoginRefused.Cause.REFUSED));
    }

    @Override
    public void failed(LoginRefused why) {
        running = null;
        tried = true;
        complain(why.getMessage());
        retry.arm(backoff.next(surroundings.settings().timing(), why.kind()));
        listener.portalFailed(this);
    }

    /** Logs a reason once, until it changes. */
    private void complain(String reason) {
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            LOG.log(Level.WARNING, "event=iscsi.discovery.failed portal=" + portal + " reason=" + Quoted.of(reason));
        }
    }
}
