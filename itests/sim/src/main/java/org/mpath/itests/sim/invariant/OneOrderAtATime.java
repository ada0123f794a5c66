package org.mpath.itests.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.Agenda;

/** A controller that takes one order at a time to become the owner is not given a second one before it has answered. */
public final class OneOrderAtATime extends Invariant {
    private final Agenda agenda;
    private final boolean applies;
    /** Until when each controller may still answer its order. */
    private final Map<Integer, Long> busyNanos = new HashMap<>();

    /** @param applies whether the family's controllers are so */
    public OneOrderAtATime(Agenda agenda, boolean applies) {
        super("one order at a time");
        this.agenda = agenda;
        this.applies = applies;
    }

    @Override
    public void handler(HardwareHandler handler) {
        busyNanos.clear(); // a successor does not know what its predecessor had sent
    }

    @Override
    public void ordered(int opcode, int controller, long timeoutNanos) {
        if (applies && agenda.now() < busyNanos.getOrDefault(controller, Long.MIN_VALUE)) {
            throw broken("controller %d is given command %02xh before it has answered the last one", controller, opcode);
        }
        busyNanos.put(controller, agenda.now() + timeoutNanos);
    }

    @Override
    public void orderAnswered(int controller) {
        busyNanos.remove(controller);
    }
}
