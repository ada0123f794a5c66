package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which word was meant: candidates that are passed over at a glance change no answer. */
class NearestTest {
    @Test
    void namesTheWordWithTheFewestLettersToChangeTheFirstInTheAlphabetOfSeveral() {
        assertThat(Nearest.of("polling_intervall", List.of("max_polling_interval", "polling_interval"))).isEqualTo("polling_interval");
        assertThat(Nearest.of("abcx", List.of("abcz", "abcd"))).isEqualTo("abcd");
        assertThat(Nearest.of("qqqqqq", List.of("abcdef"))).isEmpty();
    }

    @Test
    void answersAsIfEveryCandidateWereMeasuredToTheEnd() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            List<String> candidates = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                candidates.add(word(random));
            }
            String word = word(random);
            assertThat(Nearest.of(word, candidates)).as("seed %d: %s of %s", seed, word, candidates)
                    .isEqualTo(measured(word, candidates));
        }
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(7);
        while (word.length() < length) {
            word.append((char) ('a' + random.nextInt(4)));
        }
        return word.toString();
    }

    private static String measured(String word, List<String> candidates) {
        String best = "";
        int least = Math.max(2, word.length() / 3) + 1;
        for (String candidate : candidates.stream().sorted().toList()) {
            int distance = distance(word, candidate);
            if (distance < least && distance < candidate.length()) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String from, String to) {
        if (from.isEmpty() || to.isEmpty()) {
            return from.length() + to.length();
        }
        if (from.charAt(0) == to.charAt(0)) {
            return distance(from.substring(1), to.substring(1));
        }
        return 1 + Math.min(distance(from.substring(1), to.substring(1)),
                Math.min(distance(from.substring(1), to), distance(from, to.substring(1))));
    }
}
