package org.mpath.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;

/** The command works: a quick run on the lab. The numbers of such a run mean nothing. */
class BenchSmokeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Programs.Result bench(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = Path.of("run").toAbsolutePath().toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return Programs.run(LIMIT, command);
    }

    @Test
    void printsATableOfTheMapOnTheLab() {
        String output = bench("map", "--on", "lab", "--rounds", "2", "--slice", "20").ok();

        assertThat(output).startsWith("Machine: ").contains("### map: ");
        List<String> rows = output.lines().filter(line -> line.startsWith("| lab")).toList();
        assertThat(rows).hasSize(8);
        assertThat(rows).filteredOn(row -> row.contains("map of 4 paths")).hasSize(2)
                .allSatisfy(row -> assertThat(row).containsPattern("[0-9.]+ \\([0-9.]+-[0-9.]+\\)"));
    }

    @Test
    void givesAVerdictOnTheChoiceOfAPathAndOnTheEngine() {
        String output = bench("choice", "engine", "--selector", "queue-length", "--paths", "8", "--rounds", "1", "--slice", "20").ok();

        assertThat(output).contains("### choice: ").contains("### engine: ");
        List<String> rows = output.lines().filter(line -> line.startsWith("| queue-length")).toList();
        assertThat(rows).hasSize(4).allSatisfy(row -> assertThat(row).containsPattern("\\| (20|300) +\\| (yes|no)"));
    }

    @Test
    void namesTheSelectorsWhenAskedForOneItDoesNotHave() {
        Programs.Result result = bench("choice", "--selector", "random");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).contains("--selector takes some of round-robin,").contains("not 'random'");
    }

    @Test
    void namesTheFiguresWhenAskedForOneItDoesNotHave() {
        Programs.Result result = bench("latency");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).contains("no figure 'latency'").contains("map, initiator, bridge");
    }
}
