package org.mpath.itests.sim.fabric;

import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;

/** What chance does to single messages and commands, and how long everything takes. */
public final class Hazards {
    /** How much longer than the initiator waits something late takes, at most. */
    private static final int LATENESS = 4;
    /** How much the ways of two messages differ when they may overtake each other. */
    private static final int REORDERING = 20;

    private final Scenario scenario;
    private final Chance chance;
    private final FaultCount counts;
    private boolean healed;

    /** Chance for the fabric. */
    public Hazards(Scenario scenario, Chance chance, FaultCount counts) {
        this.scenario = scenario;
        this.chance = chance;
        this.counts = counts;
    }

    /** From now on nothing goes wrong. */
    public void heal() {
        healed = true;
    }

    Scenario scenario() {
        return scenario;
    }

    Chance chance() {
        return chance;
    }

    /** Whether a message gets lost. */
    boolean loses() {
        return strikes(FaultKind.LOSS);
    }

    /** How long a message takes one way. */
    long latency(Line line) {
        long most = scenario.pace().latency() * line.slowness;
        if (scenario.has(FaultKind.REORDER) && !healed && chance.permille(100)) {
            counts.add(FaultKind.REORDER);
            most *= REORDERING;
        }
        return chance.between(most / 4, most);
    }

    /** How long an answer takes. */
    long replyLatency(Line line) {
        return strikes(FaultKind.LATE_REPLY) ? lateness() : latency(line);
    }

    /** How long an answer takes that may come when nobody waits any more. */
    long tooLate(Flight flight) {
        return chance.below(2 * Math.max(scenario.pace().timeout(), flight.task.timeoutNanos));
    }

    /** How long the array takes to carry a command out. */
    long service() {
        return strikes(FaultKind.LATE_EXECUTION) ? lateness() : chance.between(0, scenario.pace().service());
    }

    /** How long a command lies in the array that its initiator has given up. */
    long strandedService() {
        return scenario.has(FaultKind.LATE_EXECUTION) && !healed ? lateness() : chance.between(0, scenario.pace().service());
    }

    private long lateness() {
        return chance.below(LATENESS * scenario.pace().timeout());
    }

    private boolean strikes(FaultKind kind) {
        if (healed || !scenario.has(kind) || !chance.permille(scenario.trouble().permille())) {
            return false;
        }
        counts.add(kind);
        return true;
    }
}
