package org.mpath.target;

import java.util.Arrays;
import java.util.List;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.TargetPortGroup;

/**
 * Which controller owns a unit, and the access state of each controller's ports, which form one target port group. Changed
 * by {@link Ownership} only.
 */
public final class UnitAccess {
    private final List<Controller> controllers;
    private final AccessState[] states;
    private final int[] statusCodes;
    private Controller preferred;
    private Controller owner;
    private Transition running;

    UnitAccess(List<Controller> controllers, Controller owner, AccessState passive) {
        this.controllers = controllers;
        this.preferred = owner;
        this.owner = owner;
        this.states = new AccessState[controllers.size()];
        this.statusCodes = new int[controllers.size()];
        Arrays.fill(states, passive);
        states[owner.index()] = AccessState.ACTIVE_OPTIMIZED;
    }

    /** The controller that owns the unit; the last one that did when all that could are down. */
    public Controller owner() {
        return owner;
    }

    /** The controller that should own it. */
    public Controller preferredOwner() {
        return preferred;
    }

    /** Chooses the controller that should own it; moves nothing. */
    public void prefer(Controller controller) {
        preferred = controller;
    }

    /** The access state through a controller's ports. */
    public AccessState state(Controller controller) {
        return states[controller.index()];
    }

    /** Why that state, as REPORT TARGET PORT GROUPS has it: 0, 1 by command, 2 by the array. */
    public int statusCode(Controller controller) {
        return statusCodes[controller.index()];
    }

    /** Whether a change is going on. */
    public boolean changing() {
        return running != null;
    }

    /** The controller that owns the unit when the change that is going on is done. */
    public Controller nextOwner() {
        return running == null || running.owner() == null ? owner : running.owner();
    }

    // ---- Ownership's ----

    Transition running() {
        return running;
    }

    /** A change begins that takes time: its groups are between two states. */
    void enter(Transition transition) {
        running = transition;
        transition.states().keySet().forEach(controller -> set(controller, AccessState.TRANSITIONING, transition));
    }

    /** A group has another state from now on, and at the end of the change that is going on, whatever that will be. */
    void amend(Controller controller, AccessState state) {
        running.states().put(controller, state);
        running.before().put(controller, state);
        states[controller.index()] = state;
        statusCodes[controller.index()] = TargetPortGroup.STATUS_IMPLICIT;
    }

    /** The groups of a change have what they had before it. */
    void restore(Transition transition) {
        running = null;
        transition.before().forEach((controller, state) -> set(controller, state, transition));
    }

    /** A change is done. */
    void complete(Transition transition) {
        running = null;
        transition.states().forEach((controller, state) -> set(controller, state, transition));
        if (transition.owner() != null) {
            owner = transition.owner();
        }
    }

    private void set(Controller controller, AccessState state, Transition transition) {
        states[controller.index()] = state;
        statusCodes[controller.index()] =
                transition.asker() == null ? TargetPortGroup.STATUS_IMPLICIT : TargetPortGroup.STATUS_EXPLICIT;
    }

    @Override
    public String toString() {
        return "owner " + owner.name() + ' ' + controllers.stream().map(this::state).toList();
    }
}
