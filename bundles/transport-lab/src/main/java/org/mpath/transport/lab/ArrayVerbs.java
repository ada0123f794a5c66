package org.mpath.transport.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ArrayFamily;

/** Makes, removes and watches arrays. Control threads. */
final class ArrayVerbs {
    private static final String COMMAND = "command";

    private final Lab lab;
    private final ArrayPlan plan;
    private final ReactorCalls reactor;

    ArrayVerbs(Lab lab, ArrayPlan plan, ReactorCalls reactor) {
        this.lab = lab;
        this.plan = plan;
        this.reactor = reactor;
    }

    List<LabArray> list() {
        return reactor.call(() -> lab.arrays().stream()
                .map(array -> LabViews.array(array, origin(array)))
                .toList());
    }

    private String origin(TimedArray array) {
        String origin = plan.origin(array.description().name());
        return origin == null || origin.startsWith(COMMAND) ? COMMAND : origin;
    }

    /** Makes an array of its words; each array that a command makes is an origin of its own. */
    void create(String description) {
        try {
            if (!plan.enabled()) {
                throw new ControlException("the lab is switched off: enabled=false in its configuration");
            }
            String name = ArrayGrammar.parse(description).get(0).name();
            if (plan.origin(name) != null) {
                throw new ControlException("there is an array " + name + " already");
            }
            plan.set(COMMAND + ' ' + name, true, description);
        } catch (IOException | IllegalArgumentException refused) {
            throw new ControlException(refused.getMessage());
        }
        awaitApplied();
    }

    List<String> createSamples() {
        List<String> created = new ArrayList<>();
        for (ArrayFamily family : ArrayFamilies.all()) {
            String name = family.name().replace('_', '-'); // which a name may have
            if (plan.origin(name) == null) {
                create("name=" + name + " family=" + family.name() + ' ' + family.sample());
                created.add(name);
            }
        }
        return created;
    }

    void remove(String array) {
        try {
            if (!plan.remove(array)) {
                throw reactor.call(() -> lab.noArray(array));
            }
        } catch (IOException refused) {
            throw new ControlException(refused.getMessage());
        }
        awaitApplied();
    }

    /** The plan's changes are carried out by the reactor, in order: what comes after them finds them done. */
    private void awaitApplied() {
        reactor.call(() -> null);
    }

    List<LabCommand> commands(String name) {
        return reactor.call(() -> {
            TimedArray array = lab.requireArray(name);
            return array.array().log().commands().stream()
                    .map(command -> LabViews.command(array, command))
                    .toList();
        });
    }

    void clearCommands(String name) {
        reactor.call(() -> {
            lab.requireArray(name).array().log().clear();
            return null;
        });
    }
}
