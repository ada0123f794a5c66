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
        long letters = letters(word);
        for (String candidate : candidates) {
            boolean tooFar = Math.abs(candidate.length() - word.length()) > least
                    || Long.bitCount(letters & ~letters(candidate)) > least;
            if (tooFar) {
                continue; // at least as many letters are to change: most candidates go without more work
            }
            int distance = distance(word, candidate, least);
            boolean nearer = distance < least || distance == least && !best.isEmpty() && candidate.compareTo(best) < 0;
            if (nearer && distance < candidate.length()) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Which letters a word has, a bit for each; two letters may share one. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1L << word.charAt(i); // by the last six bits
        }
        return letters;
    }

    /** Levenshtein's distance, or a number above {@code most} when it is above that. */
    private static int distance(String from, String to, int most) {
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        int least = 0;
        for (int row = 1; row <= from.length() && least <= most; row++) {
            current[0] = row;
            least = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(previous[column], current[column - 1]));
                least = Math.min(least, current[column]);
            }
            int[] done = current;
            current = previous;
            previous = done;
        }
        return least <= most ? previous[to.length()] : most + 1;
    }
}
