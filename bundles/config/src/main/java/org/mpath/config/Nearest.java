package org.mpath.config;

import java.util.Collection;

/** The word that was most likely meant. */
final class Nearest {
    /** Longer words are no typing errors. */
    private static final int LENGTH_MAX = 64;

    private Nearest() {}

    /** The candidate with the fewest letters to change, at most a third of them; empty when there is none. */
    static String of(String word, Collection<String> candidates) {
        if (word.length() > LENGTH_MAX) {
            return "";
        }
        String best = "";
        int least = Math.max(2, word.length() / 3) + 1;
        for (String candidate : candidates.stream().sorted().toList()) {
            int distance = candidate.length() > LENGTH_MAX ? least : distance(word, candidate);
            if (distance < least && distance < candidate.length()) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
