package org.mpath.target;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mpath.scsi.AccessState;

/**
 * A change of access states of one unit, explicit (an initiator asked) or implicit (the array's own). Made here, begun by
 * {@link Ownership#begin}.
 */
public final class Transition {
    /** Told once how a transition ended. */
    @FunctionalInterface
    public interface End {
        /** @param succeeded false when it failed, or another change came before its end */
        void ended(boolean succeeded);
    }

    private final LogicalUnit unit;
    private final Map<Controller, AccessState> states;
    private final Map<Controller, AccessState> before = new LinkedHashMap<>();
    private Controller owner;
    private UnitNexus asker;
    private long takesNanos;
    private boolean failing;
    private End end = succeeded -> {};

    private Transition(LogicalUnit unit, Map<Controller, AccessState> states) {
        this.unit = unit;
        this.states = new LinkedHashMap<>(states);
    }

    /** New states of some controllers' ports. The array's own doing, at once, unless told otherwise. */
    public static Transition of(LogicalUnit unit, Map<Controller, AccessState> states) {
        return new Transition(unit, states);
    }

    /**
     * A move of ownership: the new owner's ports become active/optimized, those of the others passive, or unavailable when
     * they are down.
     */
    public static Transition toOwner(LogicalUnit unit, Controller owner) {
        Map<Controller, AccessState> states = new LinkedHashMap<>();
        for (Controller controller : unit.array().controllers()) {
            states.put(controller, stateOf(unit, controller, controller == owner));
        }
        return new Transition(unit, states).owner(owner);
    }

    /** The state that a controller's ports settle in. */
    static AccessState stateOf(LogicalUnit unit, Controller controller, boolean owning) {
        if (!controller.up()) {
            return AccessState.UNAVAILABLE;
        }
        return owning ? AccessState.ACTIVE_OPTIMIZED : unit.array().personality().access().passive();
    }

    /** The unit gets this owner at the end. */
    public Transition owner(Controller newOwner) {
        owner = newOwner;
        return this;
    }

    /** An initiator asked for it: it hears no unit attention of it. */
    public Transition askedBy(UnitNexus nexus) {
        asker = nexus;
        return this;
    }

    /** How long the states are transitioning, in nanoseconds; 0 or more. */
    public Transition takes(long nanos) {
        takesNanos = nanos;
        return this;
    }

    /** It will not work: at its end all is as before. */
    public Transition failing() {
        failing = true;
        return this;
    }

    /** Who is told of its end. */
    public Transition then(End listener) {
        end = listener;
        return this;
    }

    LogicalUnit unit() {
        return unit;
    }

    Map<Controller, AccessState> states() {
        return states;
    }

    Map<Controller, AccessState> before() {
        return before;
    }

    Controller owner() {
        return owner;
    }

    UnitNexus asker() {
        return asker;
    }

    long takesNanos() {
        return takesNanos;
    }

    boolean fails() {
        return failing;
    }

    void end(boolean succeeded) {
        end.ended(succeeded);
    }

    /** Remembers what there is, and drops what would not change. */
    void note(UnitAccess access) {
        states.entrySet().removeIf(entry -> access.state(entry.getKey()) == entry.getValue());
        states.keySet().forEach(controller -> before.put(controller, access.state(controller)));
    }
}
