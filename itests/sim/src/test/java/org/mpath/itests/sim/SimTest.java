package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./mpath sim} as somebody at a terminal meets it. */
class SimTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int exitCode;

    private String run(String... arguments) {
        bytes.reset();
        exitCode = Sim.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSeedPrintsItsScenarioItsFaultsAndTheHashOfItsTrace() {
        assertThat(run("--seed", "1"))
                .contains("Scenario[seed=1,")
                .containsPattern("trace hash [0-9a-f]{16}")
                .contains("failovers")
                .contains("cut connections");
        assertThat(exitCode).isZero();
    }

    @Test
    void verbosePrintsEachStep() {
        List<String> quiet = run("--seed", "1").lines().toList();
        List<String> verbose = run("--seed", "1", "--verbose").lines().toList();
        assertThat(verbose).hasSizeGreaterThan(quiet.size() + 100).anyMatch(line -> line.contains("engine sends request 1 "));
        assertThat(verbose).containsAll(quiet.subList(0, 2));
    }

    @Test
    void aFindingEndsWithTheCommandThatReplaysIt() {
        String output = run("--seed", "1", "--runs", "5", "--canary", "complete-twice");
        assertThat(exitCode).isEqualTo(1);
        assertThat(output)
                .contains("every request completes once: ")
                .containsPattern("trace hash [0-9a-f]{16}; again: ./mpath sim --seed 1 --canary complete-twice\n");
        assertThat(run("--seed", "1", "--canary", "complete-twice"))
                .as("the command finds it again")
                .contains("every request completes once: ");
        assertThat(output.lines().filter(line -> line.contains(" us  ")).count())
                .as("lines of the first finding and of the others")
                .isBetween(5L, 5 * 40L);
    }

    @Test
    void aFamilyIsAllThatIsPlayedAndPartOfTheCommandThatReplaysAFinding() {
        assertThat(run("--seed", "1", "--family", "rdac")).contains("family=RDAC, arguments=[");
        String output = run("--seed", "1", "--runs", "300", "--family", "alua", "--canary", "answer-twice");
        assertThat(output)
                .contains("simulating from seed 1, family alua, with")
                .containsPattern("again: ./mpath sim --seed \\d+ --family alua --canary answer-twice\n");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void someSeedsInARowAreSummedUp() {
        assertThat(run("--seed", "1", "--runs", "3")).contains("seeds 1 to 3: 3 worlds, ").contains("0 finding(s)");
        assertThat(exitCode).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seed            | unknown option, or one without its value: '--seed'",
                "--seed many       | --seed takes a whole number, not 'many'",
                "--minutes -1      | --minutes takes a number, not '-1'",
                "--canary parrot   | unknown canary 'parrot'",
                "--family raid     | unknown family 'raid': sim, sym, alua, rdac, emc, hp-sw, hp-sw-2005, hds are known",
                "--speed 3         | unknown option '--speed'"
            })
    void aWrongOptionIsAnsweredInOneSentence(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).startsWith("mpath: sim: " + sentence).endsWith("; try: mpath help sim\n").hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }
}
