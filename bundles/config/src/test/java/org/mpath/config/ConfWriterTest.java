package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mpath.config.Configuration.Accepted;

/** What is written reads back to what was written. */
class ConfWriterTest {
    private static final int ROUNDS = Integer.getInteger("mpath.rounds", 150);

    @Test
    void everyConfigurationReadsBackToItself() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        System.out.println("-Dmpath.seed=" + seed);
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<SourceFile> files = new ArrayList<>();
            for (int number = 1 + random.nextInt(3); number > 0; number--) {
                files.add(new SourceFile("file" + number, RandomConfiguration.text(random)));
            }
            if (Configuration.load(files, Given.EVERYTHING) instanceof Accepted loaded) {
                accepted++;
                readsBack(loaded.configuration(), ConfWriter.complete(loaded.configuration()));
                readsBack(loaded.configuration(), ConfWriter.own(loaded.configuration()));
            }
        }
        assertThat(accepted).as("configurations that are compared").isGreaterThan(ROUNDS / 3);
    }

    private static void readsBack(Configuration configuration, String written) {
        Configuration again = Given.accepted(written);
        assertThat(ConfDiff.between(configuration, again)).as(written).isEmpty();
        for (String vendor : List.of("A", "B7", "xAx", "a\"b", "b")) {
            PathIdentity path = new PathIdentity("sda", vendor, "x . y", "A", "scsi:iscsi", "36 #1", List.of("ID_WWN", "A"));
            assertThat(values(again, path)).isEqualTo(values(configuration, path));
            assertThat(again.exclusion().decide(path, "").excluded()).isEqualTo(configuration.exclusion().decide(path, "").excluded());
        }
    }

    private static List<String> values(Configuration configuration, PathIdentity path) {
        return EffectiveSettings.of(configuration, path).all().values().stream().map(Setting::value).toList();
    }

    @Test
    void whatIsWrittenForPathsHasTheirRowsOnly() {
        String written = ConfWriter.local(Given.accepted(), List.of(Given.unit("HITACHI", "DF600F-CM")));
        assertThat(written.lines().dropWhile(line -> !line.equals("devices {")).filter(line -> line.contains("product \"")))
                .containsExactly("\t\tproduct \"^DF\"", "\t\tproduct \"^DF600F\"");
        assertThat(Given.load(written)).isInstanceOf(Accepted.class);
    }

    @Test
    void whatIsNotInAFileIsNotWrittenAsOwn() {
        assertThat(ConfWriter.own(Given.accepted(Given.defaults("no_path_retry 5")))).isEqualTo("""
                defaults {
                \tno_path_retry 5
                }
                blacklist {
                }
                blacklist_exceptions {
                }
                devices {
                }
                overrides {
                }
                multipaths {
                }
                """);
    }
}
