package org.mpath.itests.sim;

import java.util.Locale;
import org.mpath.api.map.MapException;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.plugin.PlugIn;

/** Somebody who types verbs at random, and takes plug-ins away. */
final class Operator {
    private enum Verb {
        FAIL_PATH,
        REINSTATE_PATH,
        QUEUE_IF_NO_PATH,
        FAIL_IF_NO_PATH,
        DISABLE_GROUP,
        ENABLE_GROUP,
        SWITCH_GROUP,
        RELOAD,
        SUSPEND,
        SUSPEND_FLUSH,
        RESUME,
        PROBE,
        POLICY
    }

    private static final Verb[] VERBS = Verb.values();

    private final Scenario scenario;
    private final Agenda agenda;
    private final Trace trace;
    private final Chance chance;
    private final Fabric fabric;
    private final Tables tables;
    private final PlugIn plugIn;
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
            PlugIn plugIn,
            Driver driver,
            FaultCount counts) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.trace = trace;
        this.chance = chance;
        this.fabric = fabric;
        this.tables = tables;
        this.plugIn = plugIn;
        this.driver = driver;
        this.counts = counts;
    }

    /** Types a verb, or takes a plug-in away and brings it back. */
    void act(FaultKind kind) {
        switch (kind) {
            case SELECTOR_REMOVAL -> removeSelector();
            case HANDLER_REMOVAL -> removeHandler();
            case SELECTOR_BREAK -> {
                counts.add(kind);
                driver.breakSelectors();
            }
            case HANDLER_BREAK -> breakHandler();
            case HANDLER_SWAP -> swapHandler();
            default -> {
                counts.add(FaultKind.OPERATOR);
                attempt(chance.of(VERBS));
            }
        }
    }

    private void attempt(Verb verb) {
        int argument = chance.below(fabric.paths().size());
        trace.note(Trace.Kind.VERB, argument, 0, verb.name());
        try {
            type(verb, argument);
        } catch (MapException refusal) {
            trace.note(Trace.Kind.REFUSED, refusal.code().ordinal(), 0, refusal.getMessage());
        }
    }

    private void type(Verb verb, int argument) {
        switch (verb) {
            case FAIL_PATH, REINSTATE_PATH -> driver.message(word(verb) + " p" + argument);
            case QUEUE_IF_NO_PATH, FAIL_IF_NO_PATH -> driver.message(word(verb));
            case DISABLE_GROUP, ENABLE_GROUP, SWITCH_GROUP ->
                driver.message(word(verb) + " " + chance.between(0, driver.table().groups().size()));
            case RELOAD -> driver.load(tables.another(chance));
            case SUSPEND, SUSPEND_FLUSH -> suspend(verb == Verb.SUSPEND_FLUSH);
            case RESUME -> driver.resumeIo();
            case PROBE -> driver.startProbe();
            case POLICY -> driver.policy(Scenario.policy(chance, scenario.shape()));
        }
    }

    private static String word(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    private void suspend(boolean flush) {
        driver.suspend(flush);
        agenda.in(chance.between(1, scenario.trouble().longest()), () -> {
            if (!healed) {
                driver.resumeIo();
            }
        });
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
        if (plugIn.handles()) {
            counts.add(FaultKind.HANDLER_REMOVAL);
            trace.note(Trace.Kind.VERB, 0, 0, "handler leaves");
            driver.dropHandler();
            bringHandler();
        }
    }

    private void swapHandler() {
        if (driver.hasHandler()) {
            counts.add(FaultKind.HANDLER_SWAP);
            trace.note(Trace.Kind.VERB, 0, 0, "handler is replaced");
            driver.swapHandler();
        }
    }

    private void breakHandler() {
        if (plugIn.handles()) {
            counts.add(FaultKind.HANDLER_BREAK);
            trace.note(Trace.Kind.VERB, 0, 0, "handler breaks");
            plugIn.breakOnce();
            bringHandler();
        }
    }

    private void bringHandler() {
        agenda.in(chance.between(1, scenario.trouble().longest()), () -> {
            if (!healed) {
                driver.bringHandler();
            }
        });
    }

    /** Puts everything in order, and keeps the hands off. */
    void heal() {
        healed = true;
        driver.resumeIo();
        Selectors.names().forEach(driver::restoreSelector);
        driver.bringHandler();
        driver.load(tables.whole());
    }
}
