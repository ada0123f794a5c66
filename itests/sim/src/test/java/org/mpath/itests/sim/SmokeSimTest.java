package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.itests.sim.canary.Sabotage;

/** Whole failovers in virtual time: the same seeds in each build, seeds that failed once, and fresh ones. */
class SmokeSimTest {
    private static final int SMOKE_SEEDS = 300;
    private static final int FAMILY_SEEDS = 40;
    private static final Path REGRESSION = Path.of("regression/seeds.txt");
    private static final long FRESH_SECONDS = Long.getLong("mpath.sim.seconds", 60);

    @Test
    void smokeSeedsFindNothingAndReplayToTheSameTrace() {
        FaultCount faults = new FaultCount();
        long failovers = 0;
        for (long seed = 1; seed <= SMOKE_SEEDS; seed++) {
            Result result = play(seed, Family.drawn());
            assertThat(play(seed, Family.drawn()).hash()).as("trace hash of seed %d, played again", seed).isEqualTo(result.hash());
            faults.add(result.faults());
            failovers += result.failovers();
        }
        assertThat(failovers).as("failovers").isGreaterThan(SMOKE_SEEDS);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(faults.of(kind)).as("%s in %d seeds", kind.words(), SMOKE_SEEDS).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void eachFamilyMovesItsIo(Family family) {
        long failovers = 0;
        for (long seed = 1; seed <= FAMILY_SEEDS; seed++) {
            failovers += play(seed, List.of(family)).failovers();
        }
        assertThat(failovers).as("failovers of %d worlds", FAMILY_SEEDS).isGreaterThan(FAMILY_SEEDS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("regressions")
    void aSeedThatFailedOnceStaysGreen(String line) {
        String[] words = line.split(" ", 3);
        play(Long.parseLong(words[0]), List.of(Family.named(words[1])));
    }

    static Stream<String> regressions() throws IOException {
        return Files.readAllLines(REGRESSION).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @Test
    void freshSeedsFindNothing() {
        long first = Long.getLong("mpath.seed", System.currentTimeMillis() * 1000);
        System.out.printf("simulating for %d s from seed %d (-Dmpath.seed, -Dmpath.sim.seconds)%n", FRESH_SECONDS, first);
        Session session = new Session(System.out, System::nanoTime, Family.drawn(), Sabotage::new, "");
        long next = session.play(first, 0, FRESH_SECONDS);
        System.out.println(session.totals().text());
        assertThat(session.totals().findings()).as("findings in seeds %d to %d, above", first, next - 1).isZero();
        assertThat(session.totals().failovers()).isPositive();
    }

    private static Result play(long seed, List<Family> families) {
        Replay replay = Replay.of(seed, families, new Sabotage(), null);
        return replay.finding() == null ? replay.result() : fail(replay.text());
    }
}
