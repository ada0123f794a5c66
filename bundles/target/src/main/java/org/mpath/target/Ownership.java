package org.mpath.target;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mpath.scsi.AccessState;

/**
 * Moves units between controllers and changes access states: all changes of {@link UnitAccess} are made here. A change
 * that takes time shows as transitioning until the array's {@link Agenda} ends it; a later change of the same unit ends it
 * early, without success.
 */
public final class Ownership {
    private final Array array;
    private long transitionNanos;
    private boolean failback = true;

    Ownership(Array array) {
        this.array = array;
    }

    /** How long a change takes that nobody gave a time for, in nanoseconds. */
    public long transitionNanos() {
        return transitionNanos;
    }

    /** Sets that time; 0 or more. */
    public void transitionNanos(long nanos) {
        transitionNanos = nanos;
    }

    /** Whether a controller that comes back gets the units it should own. */
    public boolean failback() {
        return failback;
    }

    /** Sets whether it does. */
    public void failback(boolean on) {
        failback = on;
    }

    /**
     * Moves units to a controller, all units when they have one owner together; those it owns already, or that are on their
     * way to it, stay as they are.
     *
     * @param asker who asked for it; null when the array does it on its own
     * @param takesNanos how long it takes; 0 for at once
     * @param end told once: false when the controller is down or another change came before the end
     */
    public void transfer(
            Collection<LogicalUnit> units, Controller to, UnitNexus asker, long takesNanos, Transition.End end) {
        Collection<LogicalUnit> meant = array.personality().access().together() ? array.units() : units;
        List<LogicalUnit> moving = meant.stream().filter(unit -> unit.access().nextOwner() != to).toList();
        if (!to.up() || moving.isEmpty()) {
            end.ended(to.up());
            return;
        }
        AllEnded all = new AllEnded(moving.size(), end);
        moving.forEach(unit -> begin(
                Transition.toOwner(unit, to).askedBy(asker).takes(takesNanos).then(all)));
    }

    /** Moves a unit to a controller at once, on the array's own decision, as an implicit transfer of a command does. */
    public void take(LogicalUnit unit, Controller to) {
        if (unit.access().nextOwner() != to && to.up()) {
            begin(Transition.toOwner(unit, to));
        }
    }

    /** Begins a change; one that takes no time has ended on return. */
    public void begin(Transition transition) {
        UnitAccess access = transition.unit().access();
        supersede(access);
        transition.note(access);
        if (transition.takesNanos() == 0) {
            finish(transition);
            return;
        }
        access.enter(transition);
        tell(transition, array.personality().access().changed());
        array.agenda().after(transition.takesNanos(), () -> {
            if (access.running() == transition) {
                finish(transition);
            }
        });
    }

    private void supersede(UnitAccess access) {
        Transition earlier = access.running();
        if (earlier != null) {
            access.restore(earlier);
            earlier.end(false);
        }
    }

    private void finish(Transition transition) {
        AccessPolicy policy = array.personality().access();
        if (transition.fails()) {
            transition.unit().access().restore(transition);
            tell(transition, policy.changeFailed());
        } else {
            transition.unit().access().complete(transition);
            tell(transition, policy.changed());
        }
        transition.end(!transition.fails());
    }

    /** Every nexus hears of a change, but the one that asked for it (SPC-4 5.15.2). */
    private void tell(Transition transition, SenseCode condition) {
        if (condition != null && !transition.states().isEmpty()) {
            UnitNexus asker = transition.asker();
            array.establish(transition.unit(), condition, asker == null ? null : asker.nexus());
        }
    }

    // ---- controllers ----

    /** A controller went down: its units move to the next one that is up, if any is. */
    void lost(Controller controller) {
        Controller survivor = array.nextUp(controller);
        for (LogicalUnit unit : array.units()) {
            settle(unit, controller, AccessState.UNAVAILABLE);
            if (!unit.access().nextOwner().up() && survivor != null) {
                begin(Transition.toOwner(unit, survivor).takes(transitionNanos));
            }
        }
    }

    /** A controller is up again: its ports are passive, and it gets what it should own, or what nobody serves. */
    void returned(Controller controller) {
        for (LogicalUnit unit : array.units()) {
            Controller owner = unit.access().nextOwner();
            settle(unit, controller, Transition.stateOf(unit, controller, owner == controller));
            if (!owner.up() || failback && unit.access().preferredOwner() == controller) {
                transfer(List.of(unit), controller, null, transitionNanos, succeeded -> {});
            }
        }
    }

    /** A controller's ports have a state at once; a change that is going on between the others goes on. */
    private void settle(LogicalUnit unit, Controller controller, AccessState state) {
        if (unit.access().changing()) {
            unit.access().amend(controller, state);
            tellAll(unit, array.personality().access().changed());
        } else {
            begin(Transition.of(unit, Map.of(controller, state)));
        }
    }

    private void tellAll(LogicalUnit unit, SenseCode condition) {
        if (condition != null) {
            array.establish(unit, condition, null);
        }
    }

    /** Tells of the end of the last of several transitions, with success when all had it. */
    private static final class AllEnded implements Transition.End {
        private final Transition.End end;
        private int left;
        private boolean all = true;

        AllEnded(int count, Transition.End end) {
            this.left = count;
            this.end = end;
        }

        @Override
        public void ended(boolean succeeded) {
            all &= succeeded;
            if (--left == 0) {
                end.ended(all);
            }
        }
    }
}
