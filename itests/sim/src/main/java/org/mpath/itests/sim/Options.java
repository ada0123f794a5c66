package org.mpath.itests.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mpath.itests.sim.canary.Canary;

/**
 * What the command line asks for.
 *
 * @param seed the first seed; -1 for one that the clock gives
 * @param runs how many seeds; 0 for as many as there is time for
 * @param seconds how long
 * @param verbose every line of the trace
 * @param canary what is broken on purpose; null for nothing
 * @param family what every array is; null for any
 */
record Options(long seed, long runs, long seconds, boolean verbose, Canary canary, Family family) {
    static final long NO_SEED = -1;
    private static final long SECONDS_DEFAULT = 60;

    /** @throws IllegalArgumentException in one sentence */
    static Options parse(String... arguments) {
        long seed = NO_SEED;
        long runs = 0;
        double minutes = 0;
        boolean verbose = false;
        Canary canary = null;
        Family family = null;
        for (int at = 0; at < arguments.length; at++) {
            String option = arguments[at];
            if (option.equals("--verbose")) {
                verbose = true;
                continue;
            }
            if (at + 1 == arguments.length) {
                throw new IllegalArgumentException("unknown option, or one without its value: '" + option + "'");
            }
            String value = arguments[++at];
            switch (option) {
                case "--seed" -> seed = whole(option, value);
                case "--runs" -> runs = whole(option, value);
                case "--minutes" -> minutes = decimal(option, value);
                case "--canary" -> canary = canary(value);
                case "--family" -> family = Family.named(value);
                default -> throw new IllegalArgumentException("unknown option '" + option + "'");
            }
        }
        if (runs == 0 && minutes == 0 && seed != NO_SEED) {
            runs = 1;
        }
        long seconds = minutes > 0 ? Math.max(1, Math.round(minutes * 60)) : runs > 0 ? Long.MAX_VALUE : SECONDS_DEFAULT;
        return new Options(seed, runs, seconds, verbose, canary, family);
    }

    /** What the arrays can be. */
    List<Family> families() {
        return family == null ? Family.drawn() : List.of(family);
    }

    private static long whole(String option, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(option + " takes a whole number, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static double decimal(String option, String text) {
        if (!text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
            throw new IllegalArgumentException(option + " takes a number, not '" + text + "'");
        }
        return Double.parseDouble(text);
    }

    private static Canary canary(String word) {
        return Arrays.stream(Canary.values())
                .filter(canary -> canary.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown canary '" + word + "': "
                        + Arrays.stream(Canary.values()).map(Canary::word).collect(Collectors.joining(", "))
                        + " are known"));
    }
}
