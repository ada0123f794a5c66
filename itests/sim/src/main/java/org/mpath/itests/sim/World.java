package org.mpath.itests.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.itests.sim.fabric.Executions;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.Mishaps;
import org.mpath.itests.sim.fabric.SimArray;
import org.mpath.itests.sim.fabric.SimHandler;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.invariant.CompletedOnce;
import org.mpath.itests.sim.invariant.NothingStale;
import org.mpath.itests.sim.invariant.GroupReady;
import org.mpath.itests.sim.invariant.QueueBounded;
import org.mpath.itests.sim.invariant.QuietWhileSuspended;
import org.mpath.itests.sim.invariant.RanOnce;
import org.mpath.itests.sim.invariant.SentWhereAllowed;
import org.mpath.itests.sim.invariant.StateTold;
import org.mpath.itests.sim.invariant.TimersEnd;

/**
 * One map, its array, its callers and its operator, from one seed, in virtual time.
 *
 * <ol>
 *   <li>Trouble: faults strike, the operator types, callers read and write. Some maps are removed in the middle of it.
 *   <li>Peace: everything is healed. Within a bound every request ends and every path is usable again.
 *   <li>The map is removed. Nothing of it is left.
 * </ol>
 *
 * Chance is split per concern before anything is drawn, so that a change in one does not reshuffle the others.
 */
public final class World implements Executions {
    /** How long, in virtual time, everything may take to be in order once faults are over. */
    private static final long PEACE_NANOS = 120_000 * Scenario.MILLI;
    /** Most actions of a world; a world that spins is found by it. */
    private static final long ACTIONS_MAX = 3_000_000;
    /** Most actions at one moment. */
    private static final long ACTIONS_AT_ONCE_MAX = 50_000;

    private static final Set<Activation> ACTIVATIONS = EnumSet.allOf(Activation.class);

    private final Scenario scenario;
    private final Agenda agenda = new Agenda();
    private final FaultCount counts = new FaultCount();
    private final Invariants invariants = new Invariants();
    private final Moves moves;
    private final Trace trace;
    private final Fabric fabric;
    private final Mishaps mishaps;
    private final SimHandler handler;
    private final Driver driver;
    private final Workload workload;
    private final PathChecks checks;
    private final Operator operator;
    private final Chance plan;
    private final Tables tables;
    private final boolean closesInTrouble;
    private long sameMoment;

    /** @param reader gets each line of the trace; null for nobody */
    public World(long seed, Sabotage sabotage, Consumer<String> reader) {
        scenario = sabotage.scenario(Scenario.of(seed, Selectors.names(), ACTIVATIONS));
        Chance chance = new Chance(seed ^ 0x5eed);
        plan = chance.split();
        trace = new Trace(agenda, reader);
        boolean owned = scenario.shape().activation() != Activation.NONE;
        SimArray array = new SimArray(scenario.shape(), owned, scenario.load().blocks(), this, trace);
        fabric = new Fabric(scenario, array, agenda, trace, chance.split(), counts);
        mishaps = new Mishaps(scenario, fabric, agenda, chance.split(), trace, counts);
        handler = new SimHandler(scenario, array, agenda, chance.split(), counts);
        driver = new Driver(scenario, agenda, trace, fabric, new Selectors(), invariants, sabotage);
        workload = new Workload(scenario, agenda, trace, chance.split(), invariants, driver::submit);
        checks = new PathChecks(scenario, agenda, trace, fabric, handler, driver);
        tables = new Tables(scenario, fabric, Selectors.names());
        operator = new Operator(scenario, agenda, trace, chance.split(), fabric, tables, handler, driver, counts);
        closesInTrouble = plan.permille(100);
        moves = new Moves(fabric.paths().size());
        invariants.watch(
                new CompletedOnce(),
                new NothingStale(scenario.load().blocks()),
                new RanOnce(),
                new SentWhereAllowed(fabric.paths().size()),
                new QuietWhileSuspended(),
                new GroupReady(agenda, fabric.paths().size(), scenario.limits().activationTimeoutNanos(), handler::isPassive),
                new QueueBounded(scenario.policy()),
                new TimersEnd(),
                new StateTold(fabric.paths().size(), driver::state),
                moves);
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    /** Plays it to the end. @throws Finding when something does not hold */
    public Result play() {
        try {
            begin();
            trouble();
            if (!closesInTrouble) {
                peace();
            }
            end();
        } catch (RuntimeException | StackOverflowError unexpected) {
            throw new Finding("no exception", unexpected);
        }
        return new Result(
                trace.hash(), moves.failovers(), workload.count(), moves.commands(), agenda.done(), agenda.now(), counts);
    }

    private void begin() {
        if (scenario.shape().activation() != Activation.NONE) {
            driver.useHandler(handler);
        }
        driver.load(tables.whole());
        workload.begin();
        checks.begin();
        planFaults();
    }

    private void planFaults() {
        List<FaultKind> kinds = new ArrayList<>(scenario.trouble().kinds());
        kinds.removeIf(kind -> switch (kind) {
            case LOSS, LATE_REPLY, LATE_EXECUTION, REORDER, ACTIVATION_HANG, ACTIVATION_FAILURE, ACTIVATION_LATE -> true;
            default -> false;
        });
        for (int fault = 0; fault < scenario.trouble().faults() && !kinds.isEmpty(); fault++) {
            FaultKind kind = plan.of(kinds);
            agenda.in(plan.below(scenario.pace().troubleEnd()), () -> strike(kind));
        }
    }

    private void strike(FaultKind kind) {
        switch (kind) {
            case SELECTOR_REMOVAL, HANDLER_REMOVAL, OPERATOR -> operator.act(kind);
            default -> mishaps.strike(kind);
        }
    }

    private void trouble() {
        while (step(scenario.pace().troubleEnd())) {
            // each step is an action
        }
        trace.note(Trace.Kind.HEALED, 0, 0);
        mishaps.heal();
        handler.heal();
        fabric.heal();
    }

    private void peace() {
        operator.heal();
        invariants.healed();
        workload.finishAfter(4 * scenario.load().depth());
        long bound = agenda.now() + PEACE_NANOS;
        while (!(workload.finished() && allPathsActive() && driver.resets() == 0)) {
            if (!step(bound)) {
                throw new Finding("everything ends in time", String.format(
                        java.util.Locale.ROOT, "%d s after the last fault %d requests have not ended; %s",
                        PEACE_NANOS / 1_000_000_000L, workload.open(), driver.state()));
            }
        }
    }

    private boolean allPathsActive() {
        for (SimPath path : fabric.paths()) {
            if (!path.linkUp()) {
                return false;
            }
        }
        return driver.state().activePaths() == fabric.paths().size();
    }

    private void end() {
        workload.finishAfter(0);
        checks.stop();
        driver.close();
        long bound = agenda.now() + PEACE_NANOS;
        while (step(bound)) {
            // until nothing is left
        }
        if (workload.open() > 0) {
            throw new Finding("everything ends in time", workload.open() + " requests have no end after the map was removed");
        }
        invariants.over();
    }

    private boolean step(long until) {
        long before = agenda.now();
        boolean stepped = agenda.step(until);
        sameMoment = agenda.now() == before ? sameMoment + 1 : 0;
        if (sameMoment > ACTIONS_AT_ONCE_MAX || agenda.done() > ACTIONS_MAX) {
            throw new Finding("everything ends in time", "it spins: " + agenda.done() + " actions, " + sameMoment
                    + " of them at one moment");
        }
        return stepped;
    }

    // ---- what the unit does ----

    @Override
    public void written(int block, long value) {
        Request request = workload.byValue(value);
        request.executions++;
        trace.note(Trace.Kind.EXECUTE, request.id, block);
        invariants.written(request, block);
    }

    @Override
    public void ranOnce(long value) {
        invariants.ranOnce(workload.byValue(value));
    }
}
