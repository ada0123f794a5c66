package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mpath.config.Configuration.Loaded;

/** Whatever a file holds, it is accepted or refused, with a bounded number of findings, and nothing escapes. */
class ParserFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mpath.rounds", 3_000);
    private static final List<String> WORDS = List.of("{", "}", "\"", "\n", "#", "!", " ", "\t", "\"\"", "defaults", "devices",
            "device", "blacklist", "multipaths", "multipath", "overrides", "protocol", "wwid", "vendor", "(", "[a", "\\", "*",
            "polling_interval", "99999999999999999999", "-1", "features", "\u0000", "\u00e9", "\ud800", "\r\n", "path_selector",
            "reservation_key", "0x", "{1,255}");

    @Test
    void everyMutationOfAFileIsAcceptedOrRefused() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        System.out.println("-Dmpath.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(RandomConfiguration.text(random), random);
            Loaded loaded = Given.load(text);
            assertThat(loaded.findings()).as(text).hasSizeLessThanOrEqualTo(2 * Findings.COUNT_MAX + 2 + Keyword.all().size());
            if (loaded instanceof Configuration.Refused refused) {
                assertThat(refused.findings()).as(text).anySatisfy(
                        finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR));
            }
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.nextInt(12); changes > 0; changes--) {
            int at = random.nextInt(mutated.length() + 1);
            if (random.nextBoolean()) {
                mutated.insert(at, WORDS.get(random.nextInt(WORDS.size())));
            } else {
                mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(8)));
            }
        }
        return mutated.toString();
    }
}
