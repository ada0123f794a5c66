package org.mpath.itests.sim;

import org.mpath.api.map.MapException;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.SimHandler;

/** Somebody who types verbs at random, and takes plug-ins away. */
final class Operator {
    private enum Verb {
        FAIL_PATH,
        REINSTATE_PATH,
        QUEUE_IF_NO_PATH,
        FAIL_IF_NO_PATH,
        RELOAD
    }

    private final Scenario scenario;
    private final Agenda agenda;
    private final Trace trace;
    private final Chance chance;
    private final Fabric fabric;
    private final Tables tables;
    private final SimHandler handler;
    private final Driver driver;
    private final FaultCount counts;
    private boolean healed;

    Operator(
            Scenario scenario,
            Agenda agenda,
            Trace trace,
            Chance chance,
            Fabric fabric,
            Tables tables,
            SimHandler handler,
            Driver driver,
            FaultCount counts) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.trace = trace;
        this.chance = chance;
        this.fabric = fabric;
        this.tables = tables;
        this.handler = handler;
        this.driver = driver;
        this.counts = counts;
    }

    /** Types a verb, or takes a plug-in away and brings it back. */
    void act(FaultKind kind) {
        switch (kind) {
            case SELECTOR_REMOVAL -> removeSelector();
            case HANDLER_REMOVAL -> removeHandler();
            default -> {
                counts.add(FaultKind.OPERATOR);
                attempt(chance.of(Verb.values()));
            }
        }
    }

    private void attempt(Verb verb) {
        int argument = chance.below(fabric.paths().size());
        trace.note(Trace.Kind.VERB, argument, 0, verb.name());
        try {
            type(verb, "p" + argument);
        } catch (MapException refusal) {
            trace.note(Trace.Kind.REFUSED, refusal.code().ordinal(), 0, refusal.getMessage());
        }
    }

    private void type(Verb verb, String path) {
        switch (verb) {
            case FAIL_PATH -> driver.fail(path, "failed by message");
            case REINSTATE_PATH -> driver.reinstate(path);
            case QUEUE_IF_NO_PATH -> driver.queueIfNoPath(true);
            case FAIL_IF_NO_PATH -> driver.queueIfNoPath(false);
            case RELOAD -> driver.load(tables.another(chance));
        }
    }

    private void removeSelector() {
        counts.add(FaultKind.SELECTOR_REMOVAL);
        String name = chance.of(Selectors.names());
        trace.note(Trace.Kind.VERB, 0, 0, "selector leaves");
        driver.dropSelector(name);
        agenda.in(chance.between(1, scenario.trouble().longest()), () -> {
            if (!healed) {
                driver.restoreSelector(name);
            }
        });
    }

    private void removeHandler() {
        if (scenario.shape().activation() == Activation.NONE) {
            return;
        }
        counts.add(FaultKind.HANDLER_REMOVAL);
        trace.note(Trace.Kind.VERB, 0, 0, "handler leaves");
        driver.useHandler(null);
        agenda.in(chance.between(1, scenario.trouble().longest()), () -> {
            if (!healed) {
                driver.useHandler(handler);
            }
        });
    }

    /** Puts everything in order, and keeps the hands off. */
    void heal() {
        healed = true;
        Selectors.names().forEach(driver::restoreSelector);
        if (scenario.shape().activation() != Activation.NONE) {
            driver.useHandler(handler);
        }
        driver.load(tables.whole());
    }
}
