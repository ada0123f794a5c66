package org.mpath.itests.sim.invariant;

/** The one timer is used with reason: never for the past, not over and over at one moment, and not beyond the map. */
public final class TimersEnd extends Invariant {
    private static final long OFF = -1;
    private static final int AT_ONCE_MAX = 1000;

    private boolean armed;
    private boolean closing;
    private int firedAtOnce;

    /** No timer yet. */
    public TimersEnd() {
        super("timers end with the map");
    }

    @Override
    public void timerSet(long delayNanos) {
        if (delayNanos < OFF) {
            throw broken("the engine asks for its timer %d ns ago", -delayNanos);
        }
        armed = delayNanos != OFF;
        if (delayNanos > 0) {
            firedAtOnce = 0;
        }
    }

    @Override
    public void timerFired() {
        armed = false;
        if (++firedAtOnce > AT_ONCE_MAX) {
            throw broken("the timer fired %d times without a delay", firedAtOnce);
        }
    }

    @Override
    public void closing() {
        closing = true;
    }

    @Override
    public void settled() {
        if (closing && armed) {
            throw broken("a timer is armed after the map was removed");
        }
    }

    @Override
    public void over() {
        if (armed) {
            throw broken("a timer is left");
        }
    }
}
