package org.mpath.export.nbd;

import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;

/**
 * Ends a connection whose client leaves a payload half sent or does not take its replies: both hold buffers that others
 * need. The timer is armed once and looks back when it fires, so progress costs nothing; a stall is noticed after one to
 * two periods.
 */
final class StallWatch {
    private final Runnable onStall;
    private final ReactorTimer timer;
    private final long periodNanos;
    private boolean waiting;
    private long progress;
    private long progressSeen;

    /** @param periodNanos 0 to never end a connection */
    StallWatch(Reactor reactor, long periodNanos, Runnable onStall) {
        this.timer = reactor.timer(this::fired);
        this.periodNanos = periodNanos;
        this.onStall = onStall;
    }

    /**
     * Notes where the connection is.
     *
     * @param waitingForClient whether only the client can bring it on
     * @param bytesMoved a number that grows when it gets on
     */
    void look(boolean waitingForClient, long bytesMoved) {
        waiting = waitingForClient;
        progress = bytesMoved;
        if (waiting && periodNanos > 0 && !timer.armed()) {
            progressSeen = progress;
            timer.arm(periodNanos);
        }
    }

    void stop() {
        waiting = false;
        timer.cancel();
    }

    private void fired() {
        if (!waiting) {
            return;
        }
        if (progress == progressSeen) {
            onStall.run();
        } else {
            progressSeen = progress;
            timer.arm(periodNanos);
        }
    }
}
