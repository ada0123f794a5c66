package org.mpath.itests.sim.fabric;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Family;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.scsi.AccessState;
import org.mpath.target.Controller;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.Transition;
import org.mpath.target.UnitAccess;

/** An array of a real family, byte by byte as bundle {@code target} has it, and watched. */
final class FamilyArray extends SimArray {
    private final Set<SenseCode> refusals = new HashSet<>();

    FamilyArray(Scenario scenario, Executions executions, Sabotage sabotage, Agenda agenda, Trace trace) {
        super(scenario, executions, sabotage, agenda, trace);
        array().ownership().transitionNanos(scenario.maker().transitionNanos());
        array().ownership().failback(scenario.maker().failback());
    }

    @Override
    Personality personality(Scenario scenario, Executions executions, Sabotage sabotage) {
        Scenario.Maker maker = scenario.maker();
        Family family = maker.family();
        Personality made = family.array().create("sim", 1, 1, maker.words()).personality();
        return new WatchedCommands(made, executions, sabotage, this::refused).personality();
    }

    private void refused(SenseCode code) {
        refusals.add(code);
    }

    private UnitAccess access() {
        return unit().access();
    }

    private Controller controller(int index) {
        return array().controllers().get(index);
    }

    // ---- ownership ----

    @Override
    public void give(int controller) {
        transfer(controller, array().ownership().transitionNanos());
    }

    /** Moves the unit in so much time. */
    void transfer(int controller, long takesNanos) {
        touch();
        trace.note(Trace.Kind.OWNERSHIP, controller, takesNanos);
        array().ownership().transfer(List.of(unit()), controller(controller), null, takesNanos, done -> {});
    }

    @Override
    public boolean owns(int controller) {
        return takesIo(access().state(controller(controller)));
    }

    static boolean takesIo(AccessState state) {
        return switch (state) {
            case ACTIVE_OPTIMIZED, ACTIVE_NON_OPTIMIZED, LBA_DEPENDENT -> true;
            case STANDBY, UNAVAILABLE, OFFLINE, TRANSITIONING -> false;
        };
    }

    @Override
    public boolean refuses(int key, int asc, int ascq) {
        return refusals.contains(new SenseCode(key, asc, ascq));
    }

    @Override
    public int owner() {
        return access().nextOwner().index();
    }

    /** A controller's ports have another state, perhaps one the array could not get them into. */
    void state(int controller, AccessState state, long takesNanos, boolean fails) {
        touch();
        Transition transition = Transition.of(unit(), Map.of(controller(controller), state)).takes(takesNanos);
        array().ownership().begin(fails ? transition.failing() : transition);
    }

    // ---- controllers ----

    void fail(int controller) {
        touch();
        array().maintenance().fail(controller(controller));
    }

    void repair(int controller) {
        touch();
        array().maintenance().heal(controller(controller));
    }

    void reboot(int controller, long takesNanos) {
        touch();
        array().maintenance().reboot(controller(controller), takesNanos);
    }

    void upgrade(int first, long takesNanos) {
        touch();
        array().maintenance().upgrade(controller(first), takesNanos);
    }

    @Override
    public boolean calm() {
        return !array().maintenance().upgrading()
                && !access().changing()
                && array().controllers().stream().allMatch(Controller::up);
    }

    @Override
    public void heal() {
        touch();
        array().controllers().forEach(array().maintenance()::heal);
        array().ownership().begin(Transition.toOwner(unit(), access().nextOwner()));
    }
}
