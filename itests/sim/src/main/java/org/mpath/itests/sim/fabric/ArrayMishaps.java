package org.mpath.itests.sim.fabric;

import java.util.List;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.scsi.AccessState;
import org.mpath.target.Controller;

/** Faults of a real family's array: what happens to its controllers, and to the owner of its unit. */
final class ArrayMishaps {
    private static final long MILLI = 1_000_000L;
    private static final AccessState[] STATES = {
        AccessState.ACTIVE_NON_OPTIMIZED, AccessState.STANDBY, AccessState.UNAVAILABLE, AccessState.OFFLINE
    };

    private final Scenario scenario;
    private final Fabric fabric;
    private final FamilyArray array;
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final FaultCount counts;
    private final OtherHost other;
    private boolean healed;

    ArrayMishaps(
            Scenario scenario,
            Fabric fabric,
            FamilyArray array,
            Agenda agenda,
            Chance chance,
            Trace trace,
            FaultCount counts) {
        this.scenario = scenario;
        this.fabric = fabric;
        this.array = array;
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.counts = counts;
        this.other = new OtherHost(array, agenda);
        array.array().addListener(this::controllerChanged);
    }

    void heal() {
        healed = true;
        other.makePeace();
    }

    void strike(FaultKind kind, SimPath path) {
        int controller = path.controller();
        long nanos = chance.between(1, scenario.trouble().longest());
        note(kind, path, nanos);
        switch (kind) {
            case OWNER_TAKEN -> array.transfer(controller, takes());
            case HOST_FIGHT -> {
                other.fight(controller, period());
                agenda.in(nanos, other::makePeace);
            }
            case CONTROLLER_FAILURE -> fails(controller, nanos);
            case CONTROLLER_UPGRADE -> array.upgrade(controller, nanos / 4);
            case ACCESS_CHANGE -> changes(controller, nanos);
            default -> { }
        }
    }

    private long takes() {
        return chance.coin() ? 0 : scenario.maker().transitionNanos();
    }

    private long period() {
        return chance.of(10, 50, 200) * MILLI;
    }

    private void fails(int controller, long nanos) {
        if (chance.coin()) {
            array.reboot(controller, nanos);
        } else {
            array.fail(controller);
            agenda.in(nanos, () -> array.repair(controller));
        }
    }

    /** The ports of a controller get into another state, and out of it again; or the array tries in vain. */
    private void changes(int controller, long nanos) {
        boolean graded = array.array().personality().tpgs() != 0;
        if (!graded || chance.coin()) {
            array.transfer(controller, takes());
            return;
        }
        array.state(controller, chance.of(STATES), takes(), chance.permille(200));
        agenda.in(nanos, () -> {
            if (!healed) {
                array.heal();
            }
        });
    }

    // ---- controllers ----

    /** Initiators hear of a controller that went down, or find out by themselves. */
    private void controllerChanged(Controller controller) {
        trace.note(Trace.Kind.CONTROLLER, controller.index(), 0, controller.state().words());
        if (controller.up()) {
            return;
        }
        boolean heard = chance.coin();
        List<SimPath> cut = fabric.paths().stream().filter(path -> path.controller() == controller.index()).toList();
        if (heard) {
            cut.forEach(path -> agenda.in(chance.between(0, scenario.pace().latency()),
                    () -> path.hearOfEnd("the controller went down")));
        }
    }

    private void note(FaultKind kind, SimPath path, long nanos) {
        counts.add(kind);
        trace.note(Trace.Kind.FAULT, path.index(), nanos, kind.words());
    }
}
