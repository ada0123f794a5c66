package org.mpath.itests.check.rule;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;

/** What its factory makes of the arguments of a table. */
final class ArgumentsRule {
    private static final String NONSENSE = "no-such-argument-7f3a";
    private static final int CREATES = 1000;
    private static final int ALIVE_MAX = 16;
    private static final int COLLECTIONS_MAX = 20;

    private ArgumentsRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            family.with(factory -> {
                accepts(factory, trial);
                refuses(factory, List.of(NONSENSE), trial);
                refuses(factory, Collections.nCopies(1000, NONSENSE), trial);
                random(factory, trial);
                unknownPriorityWords(factory, trial);
                return null;
            });
        }
    }

    private static void accepts(HardwareHandlerFactory factory, Trial trial) {
        List<String> own = factory.defaults().handlerArguments();
        for (List<String> arguments : own.isEmpty() ? List.of(own) : List.of(own, List.<String>of())) {
            try {
                if (factory.create(arguments) == null) {
                    trial.find("create(" + arguments + ") is null", "make a handler, or throw IllegalArgumentException");
                }
            } catch (RuntimeException | LinkageError e) {
                if (arguments == own) {
                    trial.find("create(" + own + ") threw " + e, "accept the arguments that your own defaults() name");
                } else if (!(e instanceof IllegalArgumentException)) {
                    trial.find("create([]) threw " + e, "throw IllegalArgumentException when there must be arguments");
                }
            }
        }
    }

    private static void refuses(HardwareHandlerFactory factory, List<String> arguments, Trial trial) {
        String shown = arguments.size() == 1 ? "create(" + arguments + ')' : "create() with 1000 words";
        try {
            factory.create(arguments);
            trial.find(shown + " is accepted", "throw IllegalArgumentException for words you do not know: a typing error in a"
                    + " table is found when it is loaded, or never");
        } catch (IllegalArgumentException refused) {
            String message = refused.getMessage();
            if (message == null || !message.contains(" ") || arguments.size() == 1 && !message.contains(NONSENSE)) {
                trial.find(shown + " is refused with the message '" + message + "'",
                        "say in one sentence what is allowed and what was given: it is all that people see");
            }
        } catch (RuntimeException | LinkageError e) {
            trial.find(shown + " threw " + e, "throw IllegalArgumentException, and nothing else");
        }
    }

    private static void random(HardwareHandlerFactory factory, Trial trial) {
        Random chance = trial.chance(1);
        List<String> words = List.of("0", "1", "2", "-1", "", " ", "follow", "99999999999999999999", "\u00e4\0", "%s", NONSENSE);
        for (int i = 0; i < trial.effort().scenes(); i++) {
            List<String> arguments = new ArrayList<>();
            for (int n = chance.nextInt(5); n > 0; n--) {
                arguments.add(words.get(chance.nextInt(words.size())));
            }
            try {
                factory.create(List.copyOf(arguments)).close();
            } catch (IllegalArgumentException refused) {
                continue;
            } catch (RuntimeException | LinkageError e) {
                trial.find("create(" + arguments + ") threw " + e, "throw IllegalArgumentException, and nothing else");
            }
        }
    }

    private static void unknownPriorityWords(HardwareHandlerFactory factory, Trial trial) {
        try {
            if (factory.prioritizer() != null && factory.prioritizer(List.of(NONSENSE)) == null) {
                trial.find("prioritizer([" + NONSENSE + "]) is null", "answer prioritizer() for words you do not know");
            }
        } catch (RuntimeException | LinkageError e) {
            trial.find("prioritizer([" + NONSENSE + "]) threw " + e, "answer prioritizer() for words you do not know");
        }
    }

    /** Handlers that were closed are forgotten. */
    static void instances(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            family.with(factory -> {
                List<WeakReference<HardwareHandler>> made = new ArrayList<>();
                for (int i = 0; i < CREATES; i++) {
                    made.add(made(factory));
                }
                int alive = alive(made);
                for (int i = 0; i < COLLECTIONS_MAX && alive > ALIVE_MAX; i++) {
                    System.gc();
                    alive = alive(made);
                }
                if (alive > ALIVE_MAX) {
                    trial.find("of " + CREATES + " handlers that were made and closed " + alive + " are still reachable",
                            "let the factory forget a handler when that is closed, or never know it");
                }
                return null;
            });
        }
    }

    private static WeakReference<HardwareHandler> made(HardwareHandlerFactory factory) {
        HardwareHandler handler = factory.create(factory.defaults().handlerArguments());
        handler.close();
        return new WeakReference<>(handler);
    }

    private static int alive(List<WeakReference<HardwareHandler>> made) {
        Set<HardwareHandler> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        made.forEach(each -> alive.add(each.get()));
        alive.remove(null);
        return alive.size();
    }
}
