package org.mpath.itests.sim.invariant;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.mpath.itests.sim.Agenda;

/** A controller that takes one order at a time to become the owner is not given a second one before it has answered. */
public final class OneOrderAtATime extends Invariant {
    private final Agenda agenda;
    private final boolean applies;
    /** Until when each controller may still answer its order, by who gave it. */
    private final Map<Object, Map<Integer, Long>> busyNanos = new IdentityHashMap<>();

    /** @param applies whether the family's controllers are so */
    public OneOrderAtATime(Agenda agenda, boolean applies) {
        super("one order at a time");
        this.agenda = agenda;
        this.applies = applies;
    }

    @Override
    public void ordered(Object version, int opcode, int controller, long timeoutNanos) {
        Map<Integer, Long> its = busyNanos.computeIfAbsent(version, first -> new HashMap<>());
        if (applies && agenda.now() < its.getOrDefault(controller, Long.MIN_VALUE)) {
            throw broken("controller %d is given command %02xh before it has answered the last one", controller, opcode);
        }
        its.put(controller, agenda.now() + timeoutNanos);
    }

    @Override
    public void orderAnswered(Object version, int controller) {
        Map<Integer, Long> its = busyNanos.get(version);
        if (its != null) {
            its.remove(controller);
        }
    }

    @Override
    public void forgotten(Object version) {
        busyNanos.remove(version);
    }
}
