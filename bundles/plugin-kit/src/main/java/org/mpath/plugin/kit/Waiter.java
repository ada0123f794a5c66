package org.mpath.plugin.kit;

import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;

/** A path that waits for its group to be activated; it waits no longer than its link lives. Reactor thread. */
public final class Waiter implements LinkListener {
    private final PathDevice path;
    private final ActivationListener listener;
    private boolean over;

    /** Begins to wait. */
    public Waiter(PathDevice path, ActivationListener listener) {
        this.path = path;
        this.listener = listener;
        path.addLinkListener(this);
    }

    /** Who waits. */
    public PathDevice path() {
        return path;
    }

    /** Whether it has its answer. */
    public boolean over() {
        return over;
    }

    /** Ends the wait; the first answer counts. */
    public void end(ActivationCode code) {
        if (!over) {
            over = true;
            path.removeLinkListener(this);
            listener.activated(code);
        }
    }

    /** Ends the wait and tells nobody: the handler is closed. */
    public void forget() {
        if (!over) {
            over = true;
            path.removeLinkListener(this);
        }
    }

    @Override
    public void linkUp(PathDevice device) {
        end(ActivationCode.NOTCONN); // who is behind the new nexus is not known yet
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        end(ActivationCode.NOTCONN);
    }
}
