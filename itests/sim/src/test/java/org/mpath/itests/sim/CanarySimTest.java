package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.itests.sim.canary.Canary;

/** An engine, or a fabric, that is broken on purpose is found out, by the invariant that is there for it. */
class CanarySimTest {
    private static final int SEEDS_MAX = 300;

    @ParameterizedTest
    @EnumSource(Canary.class)
    void isCaughtByTheInvariantThatIsThereForIt(Canary canary) {
        Map<String, Integer> found = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS_MAX && !found.containsKey(canary.invariant()); seed++) {
            try {
                new World(seed, Family.drawn(), canary.sabotage(), null).play();
            } catch (Finding finding) {
                found.merge(finding.invariant(), 1, Integer::sum);
            }
        }
        assertThat(found).as("what %d seeds found", SEEDS_MAX).containsKey(canary.invariant());
    }
}
