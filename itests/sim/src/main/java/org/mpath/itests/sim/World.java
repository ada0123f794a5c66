package org.mpath.itests.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.itests.sim.fabric.Executions;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.Mishaps;
import org.mpath.itests.sim.fabric.OtherHost;
import org.mpath.itests.sim.fabric.SimArray;
import org.mpath.itests.sim.fabric.SimHandler;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.plugin.FamilyPlugIn;
import org.mpath.itests.sim.plugin.Neighbour;
import org.mpath.itests.sim.plugin.PlugIn;
import org.mpath.itests.sim.plugin.SimPlugIn;
import org.mpath.itests.sim.invariant.CompletedOnce;
import org.mpath.itests.sim.invariant.NothingStale;
import org.mpath.itests.sim.invariant.EndsInTime;
import org.mpath.itests.sim.invariant.GroupReady;
import org.mpath.itests.sim.invariant.MovesInMeasure;
import org.mpath.itests.sim.invariant.OneOrderAtATime;
import org.mpath.itests.sim.invariant.QueueBounded;
import org.mpath.itests.sim.invariant.QuietWhileSuspended;
import org.mpath.itests.sim.invariant.RanOnce;
import org.mpath.itests.sim.invariant.RefusalsStayInside;
import org.mpath.itests.sim.invariant.SentWhereAllowed;
import org.mpath.itests.sim.invariant.ServedWithAccess;
import org.mpath.itests.sim.invariant.StateTold;
import org.mpath.itests.sim.invariant.TimersEnd;

/**
 * One map, its array, its callers and its operator, from one seed, in virtual time.
 *
 * <ol>
 *   <li>Trouble: faults strike, the operator types, callers read and write. Some maps are removed in the middle of it.
 *   <li>Peace: everything is healed. Within a bound every request ends and every path is usable again; then every group
 *       is asked for in turn, the map is suspended and resumed, and every request succeeds.
 *   <li>The map is removed. Nothing of it is left.
 * </ol>
 *
 * Chance is split per concern before anything is drawn, so that a change in one does not reshuffle the others.
 */
public final class World implements Executions {
    private static final Set<Activation> ACTIVATIONS = EnumSet.allOf(Activation.class);

    private static final int FIGHT_PERMILLE = 80;
    private static final long FIGHT_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** Checks as they are in earnest: those of the other times would bring failed paths back far too soon. */
    private static final long FIGHT_CHECK_NANOS = 5_000_000_000L;

    private static final long FIGHT_PERIOD_NANOS = 80_000_000L;

    private final Scenario scenario;
    private final Agenda agenda = new Agenda();
    private final FaultCount counts = new FaultCount();
    private final Invariants invariants = new Invariants();
    private final EndsInTime endsInTime = new EndsInTime(agenda);
    private final Moves moves;
    private final Trace trace;
    private final Fabric fabric;
    private final Mishaps mishaps;
    private final SimArray array;
    private final PlugIn plugIn;
    private final Neighbour neighbour;
    private final Driver driver;
    private final Workload workload;
    private final PathChecks checks;
    private final Operator operator;
    private final Chance plan;
    private final Tables tables;
    /** Since when all links are up and nothing of the troubled times is left. */
    private long linkedNanos = Long.MAX_VALUE;

    private final Sabotage sabotage;
    private final boolean closesInTrouble;

    /**
     * A world of an array of one of these families.
     *
     * @param reader gets each line of the trace; null for nobody
     */
    public World(long seed, List<Family> families, Sabotage sabotage, Consumer<String> reader) {
        this.sabotage = sabotage;
        scenario = sabotage.scenario(Scenario.of(seed, Selectors.names(), ACTIVATIONS, families));
        Chance chance = new Chance(seed ^ 0x5eed);
        plan = chance.split();
        trace = new Trace(agenda, reader);
        array = SimArray.of(scenario, this, sabotage, agenda, trace);
        fabric = new Fabric(scenario, array, agenda, trace, chance.split(), counts);
        mishaps = new Mishaps(scenario, fabric, agenda, chance.split(), trace, counts);
        plugIn = plugIn(chance.split());
        driver = new Driver(scenario, agenda, trace, fabric, new Selectors(), plugIn, invariants, sabotage);
        workload = new Workload(scenario, agenda, trace, chance.split(), invariants, driver);
        checks = new PathChecks(scenario, agenda, trace, fabric, plugIn, driver);
        tables = new Tables(scenario, fabric, Selectors.names(), plugIn.tableWords());
        operator = new Operator(scenario, agenda, trace, chance.split(), fabric, tables, plugIn, driver, counts);
        neighbour = new Neighbour(scenario, fabric.neighbours(), plugIn::attachNeighbour, agenda, chance.split());
        closesInTrouble = plan.permille(100);
        moves = new Moves(fabric.paths().size());
        invariants.watch(
                new CompletedOnce(),
                new NothingStale(scenario.load().blocks()),
                new RanOnce(),
                new SentWhereAllowed(fabric.paths().size(), driver::shownGroup),
                new QuietWhileSuspended(),
                new GroupReady(agenda, fabric.paths().size(), scenario.limits().activationTimeoutNanos()),
                new QueueBounded(scenario.policy()),
                new TimersEnd(),
                new StateTold(fabric.paths().size(), driver::state),
                new RefusalsStayInside(array, this::hasGoodPath),
                new ServedWithAccess(scenario.maker().family().forbidsPassive()),
                new MovesInMeasure(scenario.shape().activation()),
                new OneOrderAtATime(agenda, takesOneOrder()),
                endsInTime,
                moves);
    }

    private PlugIn plugIn(Chance chance) {
        return scenario.maker().family() == Family.SIM
                ? new SimPlugIn(scenario, new SimHandler(scenario, agenda, chance, counts), sabotage)
                : new FamilyPlugIn(scenario, agenda, trace, chance, counts, invariants, sabotage);
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    /** Plays it to the end. @throws Finding when something does not hold */
    public Result play() {
        long nanos;
        try {
            begin();
            trouble();
            if (!closesInTrouble) {
                peace();
                exam();
            }
            nanos = agenda.now();
            end();
        } catch (RuntimeException | StackOverflowError unexpected) {
            throw new Finding("nothing is thrown", unexpected);
        }
        return new Result(
                trace.hash(), moves.failovers(), workload.count(), moves.commands(), agenda.done(), nanos, counts);
    }

    private void begin() {
        driver.bringHandler();
        driver.load(tables.whole());
        workload.begin();
        checks.begin();
        neighbour.begin();
        planFaults();
    }

    private void planFaults() {
        List<FaultKind> kinds = new ArrayList<>(scenario.trouble().kinds());
        kinds.removeIf(kind -> switch (kind) {
            case LOSS, LATE_REPLY, LATE_EXECUTION, REORDER, ACTIVATION_HANG, ACTIVATION_FAILURE, ACTIVATION_LATE,
                    HOSTILE_ANSWER -> true;
            default -> false;
        });
        for (int fault = 0; fault < scenario.trouble().faults() && !kinds.isEmpty(); fault++) {
            FaultKind kind = plan.of(kinds);
            agenda.in(plan.below(scenario.pace().troubleEnd()), () -> strike(kind));
        }
    }

    private void strike(FaultKind kind) {
        switch (kind) {
            case SELECTOR_REMOVAL, HANDLER_REMOVAL, SELECTOR_BREAK, HANDLER_BREAK, HANDLER_SWAP, OPERATOR -> operator.act(kind);
            default -> mishaps.strike(kind);
        }
    }

    private void trouble() {
        while (endsInTime.step(scenario.pace().troubleEnd())) {
            // each step is an action
        }
        trace.note(Trace.Kind.HEALED, 0, 0);
        mishaps.heal();
        plugIn.heal();
        fabric.heal();
        checks.heal();
        neighbour.heal();
    }

    private void peace() {
        operator.heal();
        invariants.healed();
        endsInTime.begin();
        workload.finishAfter(2 * scenario.load().depth());
        while (!(workload.finished() && quiet() && allPathsUsed())) {
            endsInTime.stepTowards("requests, or paths that failed", this);
        }
    }

    @Override
    public String toString() {
        return "requests " + workload.open() + ", checks " + checks.settled() + ", engine " + driver.settled() + ", plug-in "
                + plugIn.idle() + ", neighbour " + neighbour.idle() + ", array " + array.calm() + ", paths " + allPathsUsed() + ", " + driver;
    }

    /** Whether nothing of the troubled times is left on its way. */
    private boolean quiet() {
        return checks.settled() && driver.settled() && plugIn.idle() && neighbour.idle() && array.calm() && fabric.quiet();
    }

    /** Whether every path is used that I/O can take now; the simulator's own array lets all of them be used. */
    private boolean allPathsUsed() {
        boolean own = scenario.maker().family() == Family.SIM;
        if (!fabric.paths().stream().allMatch(SimPath::linkUp)) {
            linkedNanos = Long.MAX_VALUE;
            return false;
        }
        linkedNanos = Math.min(linkedNanos, agenda.now());
        return (own || checks.allSince(linkedNanos))
                && driver.failedPaths().noneMatch(path -> own || array.owns(path.controller()));
    }

    /** A lie about which controller answers makes two of one. */
    private boolean takesOneOrder() {
        return scenario.maker().family().oneOrderAtATime() && !scenario.has(FaultKind.HOSTILE_ANSWER);
    }

    private boolean hasGoodPath() {
        return driver.usedPaths().anyMatch(path -> path.linkUp() && array.owns(path.controller()));
    }

    /** Every group works when it is asked for, and so does suspending. */
    private void exam() {
        driver.policy(patient(scenario.policy()));
        workload.mustSucceed();
        for (int group = 1; group <= driver.table().groups().size(); group++) {
            driver.message("switch_group " + group);
            oneAfterTheOther();
        }
        driver.suspend(plan.coin());
        endsInTime.begin();
        while (!driver.isSuspended()) {
            endsInTime.stepTowards("suspending", driver);
        }
        driver.resumeIo();
        oneAfterTheOther();
        boolean wanted = scenario.shape().activation() != Activation.NONE && array.controllers() > 1;
        if (wanted && (plan.permille(FIGHT_PERMILLE) || sabotage.fights())) {
            fight();
        }
    }

    /** A unit attention of troubled times that nobody fetched yet may fail every path until its next check: I/O waits for two. */
    private MapPolicy patient(MapPolicy policy) {
        long checks = 2 * scenario.pace().check() / NANOS_PER_MILLI;
        return policy.with("no_path_timeout", lasting(policy.noPathTimeoutMillis(), checks))
                .with("queued_age", lasting(policy.queuedAgeMillis(), checks));
    }

    /** Zero is for ever. */
    private static String lasting(long millis, long least) {
        return String.valueOf(millis == 0 ? 0 : Math.max(millis, least));
    }

    /** Another host takes the unit back again and again; when it gives up, all is well again. */
    private void fight() {
        OtherHost other = new OtherHost(array, agenda);
        checks.every(FIGHT_CHECK_NANOS);
        workload.fight();
        invariants.fight(true);
        other.fight(plan.below(array.controllers()), plan.between(FIGHT_PERIOD_NANOS / 4, FIGHT_PERIOD_NANOS));
        endsInTime.begin();
        long end = agenda.now() + FIGHT_NANOS;
        while (endsInTime.step(end)) {
            // each step is an action
        }
        other.makePeace();
        invariants.fight(false);
        checks.every(scenario.pace().check());
        workload.finishAfter(0);
        linkedNanos = Long.MAX_VALUE;
        while (!(workload.finished() && quiet() && allPathsUsed())) {
            endsInTime.stepTowards("a fight", this);
        }
        workload.mustSucceed();
        oneAfterTheOther();
    }

    private void oneAfterTheOther() {
        endsInTime.begin();
        workload.more(2);
        while (!workload.finished()) {
            endsInTime.stepTowards("a request of a healed map", driver);
        }
    }

    private void end() {
        workload.finishAfter(0);
        checks.stop();
        neighbour.close();
        driver.close();
        endsInTime.begin();
        while (endsInTime.step(Long.MAX_VALUE)) {
            // until nothing is left
        }
        plugIn.close();
        if (workload.open() > 0) {
            throw endsInTime.overdue("requests after the map was removed", driver);
        }
        invariants.over();
    }

    /** The hash of the trace so far. */
    public long hash() {
        return trace.hash();
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

    @Override
    public void moved(int opcode, int controller) {
        trace.note(Trace.Kind.MOVED, opcode, controller);
        invariants.moved(controller);
    }

    @Override
    public void servedWithoutAccess(int opcode, int controller, String state) {
        invariants.servedWithoutAccess(opcode, controller, state);
    }
}
