package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.config.GlobalSettings.MarginalGroups;
import org.mpath.config.PathSettings.Shaky;

/** What the past of a path makes of its checks: who judges, and what it means to be judged. */
class PathHealthTest {
    private static final Shaky FAILURES = new Shaky(1, 5, 60, 0, 0, 0, 0);
    private static final Shaky READS = new Shaky(0, 0, 0, 120, 10, 300, 60);
    private static final Shaky BOTH = new Shaky(1, 5, 60, 120, 10, 300, 60);
    private static final CheckOutcome UP = CheckOutcome.UP;
    private static final CheckOutcome GHOST = new CheckOutcome(CheckerState.GHOST, "standby");
    private static final CheckOutcome DOWN = new CheckOutcome(CheckerState.DOWN, "no answer");
    private static final CheckOutcome PENDING = new CheckOutcome(CheckerState.PENDING, "transition");
    private static final CheckOutcome GONE = new CheckOutcome(CheckerState.DISCONNECTED, "05/25/00");

    private final List<String> sampling = new ArrayList<>();
    private final PathHealth health = new PathHealth(new PathHealth.Sampling() {
        @Override
        public void begin(int seconds) {
            sampling.add("begin " + seconds);
        }

        @Override
        public void end() {
            sampling.add("end");
        }
    });
    private HealthRules rules = new HealthRules(FAILURES, MarginalGroups.OFF);
    private boolean last;
    private Moment now = new Moment(0, Instant.parse("2026-11-21T23:00:00Z"));

    @Test
    void aPathThatFailedTooOftenIsLeftOutThoughItIsUp() {
        flap();
        assertThat(check(UP)).isEqualTo(UP);
        flap();
        assertThat(check(UP)).isEqualTo(new CheckOutcome(CheckerState.DELAYED,
                "2 failures, left out until 2026-11-21T23:01:00Z, san_path_err_threshold 1"));
        assertThat(check(GHOST).state()).isEqualTo(CheckerState.DELAYED);
        assertThat(check(DOWN)).as("a bad check is believed").isEqualTo(DOWN);
        assertThat(check(PENDING)).isEqualTo(PENDING);
        assertThat(health.marginal()).isFalse();
    }

    @Test
    void isUsedAgainAfterTheRecoveryTime() {
        flap();
        flap();
        now = now.plusSeconds(60);
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(health.reason()).isEmpty();
    }

    @Test
    void aFailureThatOnlyTheEngineSawCounts() {
        check(UP);
        health.engineFailed(rules, now);
        check(UP);
        health.engineFailed(rules, now);
        assertThat(check(UP).state()).isEqualTo(CheckerState.DELAYED);
    }

    @Test
    void aFailureThatBothSawCountsOnce() {
        check(UP);
        health.engineFailed(rules, now);
        check(DOWN);
        health.engineFailed(rules, now);
        assertThat(check(UP)).isEqualTo(UP);
    }

    @Test
    void withGroupsForMarginalPathsItStaysInUse() {
        rules = new HealthRules(FAILURES, MarginalGroups.ON);
        flap();
        flap();
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(health.marginal()).isTrue();
        assertThat(health.reason()).startsWith("2 failures, left out until");
        now = now.plusSeconds(60);
        check(UP);
        assertThat(health.marginal()).isFalse();
        assertThat(health.reason()).isEmpty();
    }

    @Test
    void theLastUsablePathIsNotLeftOutAndTakenBackIfItIs() {
        flap();
        flap();
        assertThat(check(UP).state()).isEqualTo(CheckerState.DELAYED);
        last = true;
        assertThat(check(UP)).isEqualTo(UP);
        last = false;
        assertThat(check(UP)).as("its failures are forgotten").isEqualTo(UP);
        last = true;
        flap();
        flap();
        assertThat(check(UP)).isEqualTo(UP);
    }

    @Test
    void beingTheLastForgetsNothingOfAPathThatIsNotOut() {
        flap();
        last = true;
        check(UP);
        last = false;
        flap();
        assertThat(check(UP).state()).isEqualTo(CheckerState.DELAYED);
    }

    @Test
    void readsAreCountedOfAPathThatFailedTwiceAndWorks() {
        rules = new HealthRules(READS, MarginalGroups.OFF);
        check(DOWN);
        check(UP);
        check(DOWN);
        assertThat(sampling).isEmpty();
        assertThat(check(UP).state()).isEqualTo(CheckerState.DELAYED);
        assertThat(sampling).containsExactly("begin 120");
        health.sampled(1_200, 0, rules, now);
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(sampling).hasSize(1);
    }

    @Test
    void aPathThatLosesReadsStaysOutAndIsReadFromAgainAfterTheGap() {
        rules = new HealthRules(READS, MarginalGroups.OFF);
        flap();
        flap();
        health.sampled(1_200, 600, rules, now);
        assertThat(check(UP).reason()).isEqualTo(
                "600 of 1200 reads failed, left out until 2026-11-21T23:05:00Z, marginal_path_err_rate_threshold 10");
        now = now.plusSeconds(300);
        check(UP);
        assertThat(sampling).containsExactly("begin 120", "begin 120");
    }

    @Test
    void theLastUsablePathIsNotReadFromAndReadingFromItEnds() {
        rules = new HealthRules(READS, MarginalGroups.OFF);
        flap();
        flap();
        last = true;
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(sampling).containsExactly("begin 120", "end");
        sampling.clear();
        flap();
        flap();
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(sampling).doesNotContain("begin 120");
    }

    @Test
    void whereReadsAreCountedFailuresAreNot() {
        rules = new HealthRules(BOTH, MarginalGroups.OFF);
        for (int failures = 0; failures < 5; failures++) {
            flap();
            now = now.plusSeconds(61);
        }
        assertThat(check(UP)).isEqualTo(UP);
    }

    @Test
    void whatTheFabricSaysSwitchesTheOthersOff() {
        rules = new HealthRules(BOTH, MarginalGroups.FPIN);
        for (int failures = 0; failures < 5; failures++) {
            flap();
        }
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(health.marginal()).isFalse();
        assertThat(sampling).isEmpty();
    }

    @Test
    void aRuleThatIsTakenAwayHasAPathUsedAgain() {
        flap();
        flap();
        rules = new HealthRules(HealthRules.NONE, MarginalGroups.OFF);
        assertThat(check(UP)).isEqualTo(UP);
        rules = new HealthRules(READS, MarginalGroups.OFF);
        flap();
        flap();
        rules = new HealthRules(FAILURES, MarginalGroups.OFF);
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(sampling).containsExactly("begin 120", "end");
    }

    @Test
    void onePathIsMarginalByHandUntilItIsUnset() {
        rules = new HealthRules(HealthRules.NONE, MarginalGroups.FPIN);
        health.mark(true);
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(health.marginal()).isTrue();
        assertThat(health.reason()).isEqualTo("marginal by hand, until unsetmarginal");
        now = now.plusSeconds(1_000_000);
        check(UP);
        assertThat(health.marginal()).isTrue();
        health.mark(false);
        check(UP);
        assertThat(health.marginal()).isFalse();
    }

    @Test
    void withoutGroupsAPathThatIsMarginalByHandIsLeftOutUnlessItIsTheLast() {
        health.mark(true);
        assertThat(check(UP)).isEqualTo(
                new CheckOutcome(CheckerState.DELAYED, "marginal by hand, until unsetmarginal"));
        last = true;
        assertThat(check(UP)).isEqualTo(UP);
        assertThat(health.reason()).isEqualTo("marginal by hand, until unsetmarginal; in use as the last usable path");
        last = false;
        assertThat(check(UP).state()).isEqualTo(CheckerState.DELAYED);
    }

    @Test
    void aUnitIsGoneWhenItIsNotThereTwiceInARow() {
        check(GONE);
        assertThat(health.gone()).isFalse();
        check(UP);
        check(GONE);
        assertThat(health.gone()).isFalse();
        check(GONE);
        assertThat(health.gone()).isTrue();
        check(UP);
        assertThat(health.gone()).isFalse();
    }

    private void flap() {
        check(DOWN);
        check(UP);
    }

    private CheckOutcome check(CheckOutcome said) {
        return health.judge(said, rules, last, now);
    }
}
