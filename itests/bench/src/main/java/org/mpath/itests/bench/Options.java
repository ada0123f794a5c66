package org.mpath.itests.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line.
 *
 * @param figures names of the figures to measure
 * @param units what a map is measured on, words of {@link RigMaker}
 * @param selectors whose choice is measured; empty for all
 * @param paths numbers of paths to choose among; empty for each figure's own
 * @param rounds rounds of each comparison; 0 for the figure's own number
 * @param seconds how long a program runs in a round, where programs cannot be sliced
 * @param sliceMillis length of a slice, where contenders are time-sliced
 */
record Options(List<String> figures, List<String> units, List<String> selectors, List<String> paths, int rounds,
        int seconds, int sliceMillis) {
    private static final int ROUNDS_MAX = 10_000;
    private static final int SECONDS_MAX = 600;
    private static final int SLICE_MILLIS_MAX = 10_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final List<String> PATHS = List.of("1", "2", "4", "8", "16", "32", "64");

    /**
     * Reads {@code [FIGURE...] [--on UNIT,...] [--selector NAME,...] [--paths N,...] [--rounds N] [--seconds S] [--slice MILLIS]}.
     *
     * @throws IllegalArgumentException naming the word that is wrong
     */
    static Options parse(List<String> words) {
        List<String> figures = new ArrayList<>();
        List<String> units = RigMaker.usualWords();
        List<String> selectors = List.of();
        List<String> paths = List.of();
        int rounds = 0;
        int seconds = 2;
        int sliceMillis = 150;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--on" -> units = some(RigMaker.words(), words, ++i);
                case "--selector" -> selectors = some(Selectors.NAMES, words, ++i);
                case "--paths" -> paths = some(PATHS, words, ++i);
                case "--rounds" -> rounds = number(words, ++i, word, ROUNDS_MAX);
                case "--seconds" -> seconds = number(words, ++i, word, SECONDS_MAX);
                case "--slice" -> sliceMillis = number(words, ++i, word, SLICE_MILLIS_MAX);
                default -> figures.add(word);
            }
        }
        return new Options(List.copyOf(figures), units, selectors, paths, rounds, seconds, sliceMillis);
    }

    private static List<String> some(List<String> known, List<String> words, int at) {
        List<String> named = at < words.size() ? List.of(words.get(at).split(",")) : List.of();
        if (named.isEmpty() || !known.containsAll(named)) {
            throw new IllegalArgumentException(words.get(at - 1) + " takes some of " + String.join(",", known) + ", not '"
                    + String.join(",", named) + "'");
        }
        return named;
    }

    private static int number(List<String> words, int at, String option, int max) {
        String word = at < words.size() ? words.get(at) : "";
        int value = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : 0;
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(option + " takes a number from 1 to " + max + ", not '" + word + "'");
        }
        return value;
    }

    /** The rounds asked for, or else the figure's own number. */
    int roundsOr(int usual) {
        return rounds == 0 ? usual : rounds;
    }

    SlicePlan slices(int usualRounds) {
        return new SlicePlan(roundsOr(usualRounds), WARM_UP_ROUNDS, sliceMillis * 1_000_000L);
    }
}
