package org.mpath.itests.sim.invariant;

import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Finding;

/** Once faults are over everything ends, and works again, within a bound of virtual time; and nothing spins, ever. */
public final class EndsInTime extends Invariant {
    /** How long, in virtual time, everything may take to be in order: START STOP UNIT has a minute, and a second one when it is late. */
    private static final long BOUND_NANOS = 180_000_000_000L;
    /** Most actions of a world. */
    private static final long ACTIONS_MAX = 3_000_000;
    /** Most actions at one moment. */
    private static final long ACTIONS_AT_ONCE_MAX = 50_000;

    private final Agenda agenda;
    private long boundNanos = Long.MAX_VALUE;
    private long atOnce;

    /** Nothing has begun. */
    public EndsInTime(Agenda agenda) {
        super("everything ends in time");
        this.agenda = agenda;
    }

    /** From now on the bound runs anew. */
    public void begin() {
        boundNanos = agenda.now() + BOUND_NANOS;
    }

    /** Takes the next step; false when there is none before {@code until} or the bound. */
    public boolean step(long until) {
        long before = agenda.now();
        boolean stepped = agenda.step(Math.min(until, boundNanos));
        atOnce = agenda.now() == before ? atOnce + 1 : 0;
        if (atOnce > ACTIONS_AT_ONCE_MAX || agenda.done() > ACTIONS_MAX) {
            throw broken("it spins: %d actions, %d of them at one moment", agenda.done(), atOnce);
        }
        return stepped;
    }

    /** Takes the next step towards an end. */
    public void stepTowards(String end, Object state) {
        if (!step(Long.MAX_VALUE)) {
            throw overdue(end, state);
        }
    }

    /** The bound is over, or nothing is left to happen. */
    public Finding overdue(String end, Object state) {
        return broken("%d s after the last fault there is no end of: %s; %s", BOUND_NANOS / 1_000_000_000L, end, state);
    }
}
