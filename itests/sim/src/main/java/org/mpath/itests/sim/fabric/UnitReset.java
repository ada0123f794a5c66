package org.mpath.itests.sim.fabric;

import org.mpath.api.path.ResetListener;
import org.mpath.target.Nexus;

/** A LOGICAL UNIT RESET on its way. */
final class UnitReset {
    final ResetListener listener;
    final Nexus nexus;
    final long order;
    final long expiresNanos;
    boolean over;

    UnitReset(ResetListener listener, Nexus nexus, long order, long expiresNanos) {
        this.listener = listener;
        this.nexus = nexus;
        this.order = order;
        this.expiresNanos = expiresNanos;
    }
}
