package org.mpath.itests.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpath.itests.check.rule.Effort;
import org.mpath.itests.check.rule.Rule;
import org.mpath.itests.check.rule.Rules;

/**
 * What the command line asks for.
 *
 * @param jar what is checked; null with list
 * @param rules which rules
 * @param seed the seed
 * @param effort how much
 * @param json one JSON document instead of lines
 * @param list name the rules instead
 * @param verbose what the handler logs, too
 */
record Options(Path jar, List<Rule> rules, long seed, Effort effort, boolean json, boolean list, boolean verbose) {
    private static final long SEEDS = 1_000_000_000L;
    private static final int COUNT_MAX = 1_000_000;

    /** @throws IllegalArgumentException in one sentence */
    static Options parse(String... arguments) {
        Path jar = null;
        List<Rule> rules = new ArrayList<>();
        long seed = Math.floorMod(System.nanoTime(), SEEDS);
        Effort effort = Effort.DEFAULT;
        boolean json = false;
        boolean list = false;
        boolean verbose = false;
        for (int at = 0; at < arguments.length; at++) {
            String option = arguments[at];
            switch (option) {
                case "--json" -> json = true;
                case "--list" -> list = true;
                case "--verbose" -> verbose = true;
                case "--only" -> rules.addAll(rules(value(arguments, ++at)));
                case "--seed" -> seed = number(option, value(arguments, ++at), SEEDS);
                case "--cycles" -> effort = new Effort(effort.scenes(), count(option, arguments, ++at), effort.swaps());
                case "--swaps" -> effort = new Effort(effort.scenes(), effort.cycles(), count(option, arguments, ++at));
                default -> {
                    if (option.startsWith("-") || jar != null) {
                        throw new IllegalArgumentException("unknown option '" + option + "'");
                    }
                    jar = Path.of(option);
                }
            }
        }
        if (!list && (jar == null || !Files.isRegularFile(jar))) {
            throw new IllegalArgumentException(jar == null ? "name the jar to be checked" : "there is no file " + jar);
        }
        return new Options(jar, rules.isEmpty() ? Rules.all() : List.copyOf(rules), seed, effort, json, list, verbose);
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }

    private static int count(String option, String[] arguments, int at) {
        return (int) Math.max(1, number(option, value(arguments, at), COUNT_MAX));
    }

    private static long number(String option, String text, long max) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > max) {
            throw new IllegalArgumentException(option + " takes a whole number up to " + max + ", not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static List<Rule> rules(String names) {
        List<Rule> found = new ArrayList<>();
        for (String name : names.split(",")) {
            found.add(Rules.all().stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("unknown rule '" + name + "'; --list names them")));
        }
        return found;
    }
}
