package org.mpath.transport.lab;

import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/** LOGICAL UNIT RESET on the wire (SAM-5 7.6). */
final class ResetMessage implements Message {
    final PathDevice path;
    final long order;
    final long expiresNanos;
    private final PortSession session;
    private final ResetListener listener;
    private boolean complete;

    ResetMessage(PortSession session, PathDevice path, ResetListener listener, long order, long expiresNanos) {
        this.session = session;
        this.path = path;
        this.listener = listener;
        this.order = order;
        this.expiresNanos = expiresNanos;
    }

    @Override
    public boolean carryOut(PortWire wire) {
        if (wire.nexus().ended()) {
            return false;
        }
        complete = wire.nexus().resetUnit(path.lun());
        return true;
    }

    @Override
    public void answered() {
        session.resetAnswered(this, complete);
    }

    /** Tells who asked. */
    void done(boolean answeredComplete) {
        listener.resetDone(path, answeredComplete);
    }
}
