package org.mpath.itests.sim.fabric;

import java.util.List;
import java.util.function.Consumer;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.scsi.Status;
import org.mpath.target.SenseCode;

/** Faults of paths, controllers and the unit: when they begin, what they do, and when they end. */
public final class Mishaps {
    private static final int SENSE_TIMES_MAX = 6;
    private static final int SLOWNESS_MAX = 60;
    private static final int FLAPS_MAX = 8;
    private static final SenseCode[] SENSES = {
        new SenseCode(0x02, 0x04, 0x01), new SenseCode(0x02, 0x04, 0x0a), new SenseCode(0x02, 0x04, 0x0c),
        new SenseCode(0x03, 0x11, 0x00), new SenseCode(0x04, 0x44, 0x00), new SenseCode(0x05, 0x25, 0x00),
        new SenseCode(0x06, 0x3f, 0x03), new SenseCode(0x0b, 0x47, 0x00), new SenseCode(0x0b, 0x00, 0x00)
    };
    private static final SenseCode[] ATTENTIONS = {
        new SenseCode(0x06, 0x29, 0x00), new SenseCode(0x06, 0x2a, 0x06), new SenseCode(0x06, 0x2a, 0x09),
        new SenseCode(0x06, 0x3f, 0x0e)
    };

    private final Scenario scenario;
    private final Fabric fabric;
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final FaultCount counts;
    private final ArrayMishaps ofArray;
    private boolean healed;

    /** Chance for faults. */
    public Mishaps(Scenario scenario, Fabric fabric, Agenda agenda, Chance chance, Trace trace, FaultCount counts) {
        this.scenario = scenario;
        this.fabric = fabric;
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.counts = counts;
        this.ofArray = fabric.array() instanceof FamilyArray array
                ? new ArrayMishaps(scenario, fabric, array, agenda, chance.split(), trace, counts)
                : null;
    }

    /** No more of them. */
    public void heal() {
        healed = true;
        if (ofArray != null) {
            ofArray.heal();
        }
    }

    /** One fault of this kind begins now. Kinds that are not about paths, controllers or the unit do nothing. */
    public void strike(FaultKind kind) {
        SimPath path = chance.of(fabric.paths());
        switch (kind) {
            case SILENCE -> silence(path);
            case CUT -> cut(path);
            case TARGET_RESET -> {
                note(kind, path, 0);
                path.endedByArray("session ended by the array");
            }
            case UNIT_RESET -> {
                note(kind, path, 0);
                fabric.array().resetByAnother();
            }
            case ACCESS_CHANGE -> accessChange(path);
            case FLAP -> flap(path, chance.between(2, FLAPS_MAX), chance.between(1, scenario.trouble().longest() / 8));
            case CONTROLLER_DEATH -> controllerDies(path.controller());
            case SLOW -> forAWhile(kind, path, line -> line.slowness = chance.between(5, SLOWNESS_MAX), line -> line.slowness = 1);
            case BUSY -> forAWhile(kind, path, line -> line.status = Status.BUSY, line -> line.status = 0);
            case TASK_SET_FULL ->
                forAWhile(kind, path, line -> line.status = Status.TASK_SET_FULL, line -> line.status = 0);
            case SENSE -> sense(path);
            case UNIT_ATTENTION -> attention(chance.of(ATTENTIONS));
            case OWNER_TAKEN, HOST_FIGHT, CONTROLLER_FAILURE, CONTROLLER_UPGRADE -> ofArray.strike(kind, path);
            default -> { }
        }
    }

    private void silence(SimPath path) {
        int which = chance.below(3);
        forAWhile(FaultKind.SILENCE, path, line -> {
            line.deaf = which != 1;
            line.mute = which != 0;
        }, line -> {
            line.deaf = false;
            line.mute = false;
        });
    }

    private void cut(SimPath path) {
        forAWhile(FaultKind.CUT, path, line -> line.cut = true, line -> line.cut = false);
        path.drop("connection lost");
    }

    private void accessChange(SimPath path) {
        if (ofArray != null) {
            ofArray.strike(FaultKind.ACCESS_CHANGE, path);
            return;
        }
        if (fabric.array().owns(path.controller())) {
            // there is no owner, or it stays one: this port says it is in standby for a while
            forAWhile(FaultKind.ACCESS_CHANGE, path, line -> {
                line.sense = scenario.shape().passiveSense();
                line.senseCount = Integer.MAX_VALUE;
            }, line -> line.sense = null);
        } else {
            note(FaultKind.ACCESS_CHANGE, path, 0);
            fabric.array().give(path.controller());
        }
    }

    private void flap(SimPath path, int times, long periodNanos) {
        if (healed) {
            return;
        }
        note(FaultKind.FLAP, path, periodNanos);
        path.drop("connection lost");
        if (times > 1) {
            agenda.in(periodNanos, () -> flap(path, times - 1, periodNanos));
        }
    }

    private void controllerDies(int controller) {
        List<SimPath> dying = fabric.paths().stream().filter(path -> path.controller() == controller).toList();
        boolean heard = chance.coin();
        boolean moves = chance.coin();
        long nanos = chance.between(1, scenario.trouble().longest());
        for (SimPath path : dying) {
            note(FaultKind.CONTROLLER_DEATH, path, nanos);
            path.line.dead = true;
            path.nexusDies();
            if (heard) {
                path.endedByArray("controller died");
            }
        }
        if (moves) {
            agenda.in(nanos / 2, () -> takesOver((controller + 1) % fabric.array().controllers()));
        }
        agenda.in(nanos, () -> dying.forEach(path -> path.line.dead = false));
    }

    /** Not in times of peace, when the dead one is back. */
    private void takesOver(int controller) {
        if (!healed) {
            fabric.array().give(controller);
        }
    }

    private void sense(SimPath path) {
        note(FaultKind.SENSE, path, 0);
        path.line.sense = chance.of(SENSES);
        path.line.senseCount = chance.between(1, SENSE_TIMES_MAX);
    }

    private void attention(SenseCode code) {
        for (SimPath path : fabric.paths()) {
            note(FaultKind.UNIT_ATTENTION, path, 0);
            path.line.sense = code;
            path.line.senseCount = 1;
        }
    }

    private void forAWhile(FaultKind kind, SimPath path, Consumer<Line> begin, Consumer<Line> end) {
        long nanos = chance.between(1, scenario.trouble().longest());
        note(kind, path, nanos);
        begin.accept(path.line);
        agenda.in(nanos, () -> {
            trace.note(Trace.Kind.HEAL, path.index(), 0, kind.words());
            end.accept(path.line);
        });
    }

    private void note(FaultKind kind, SimPath path, long nanos) {
        counts.add(kind);
        trace.note(Trace.Kind.FAULT, path.index(), nanos, kind.words());
    }
}
