package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mpath.config.PathSettings.Shaky;

/** {@code marginal_path_*}, in virtual time. */
class MarginalPathTest {
    /** Two failures within 60 s; 120 s of reads, 10 of 1000 may fail; read again after 300 s. */
    private static final Shaky RULE = rule(120, 10, 300, 60);

    private final MarginalPath path = new MarginalPath();
    private Moment now = new Moment(Long.MAX_VALUE - 100, Instant.parse("2026-11-21T23:00:00Z"));

    @Test
    void oneFailureIsNotEnough() {
        path.failed(now, RULE);
        assertThat(path.worked(now, RULE)).isFalse();
        assertThat(path.out()).isFalse();
    }

    @Test
    void twoFailuresCloseTogetherHaveItReadFromAsSoonAsItWorks() {
        fail();
        pass(60);
        path.failed(now, RULE);
        assertThat(path.out()).isTrue();
        assertThat(path.sampling()).isFalse();
        assertThat(path.worked(now, RULE)).isTrue();
        assertThat(path.sampling()).isTrue();
        assertThat(path.worked(now, RULE)).as("begins once").isFalse();
        assertThat(path.reason(RULE)).isEqualTo("2 failures within marginal_path_double_failed_time 60 s,"
                + " its reads are counted until 2026-11-21T23:03:00Z");
    }

    @Test
    void twoFailuresFarApartAreTwoSingleOnes() {
        fail();
        pass(61);
        fail();
        assertThat(path.out()).isFalse();
        pass(59);
        path.failed(now, RULE);
        assertThat(path.out()).as("the second of these and this one").isTrue();
    }

    @Test
    void oneFailureThatLastsIsOne() {
        path.failed(now, RULE);
        pass(1);
        path.failed(now, RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void isUsedAgainWhenFewEnoughReadsFail() {
        suspect();
        path.sampled(1_200, 12, now, RULE);
        assertThat(path.out()).isFalse();
        fail();
        assertThat(path.out()).as("what was before is forgotten").isFalse();
    }

    @Test
    void staysOutWhenTooManyReadsFail() {
        suspect();
        path.sampled(1_200, 13, now, RULE);
        assertThat(path.out()).isTrue();
        assertThat(path.reason(RULE)).isEqualTo("13 of 1200 reads failed, left out until 2026-11-21T23:05:00Z,"
                + " marginal_path_err_rate_threshold 10");
    }

    @Test
    void theRateIsThatOfTheRule() {
        suspect();
        path.sampled(1_200, 13, now, rule(120, 11, 300, 60));
        assertThat(path.out()).isFalse();
    }

    @Test
    void isReadFromAgainAfterTheGap() {
        suspect();
        path.sampled(1_200, 1_200, now, RULE);
        pass(299);
        assertThat(path.worked(now, RULE)).isFalse();
        pass(1);
        assertThat(path.worked(now, RULE)).isTrue();
        path.sampled(1_200, 0, now, RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void isNotReadFromWhileItIsBad() {
        suspect();
        path.sampled(1_200, 1_200, now, RULE);
        path.failed(now, RULE);
        pass(3_600);
        path.failed(now, RULE);
        assertThat(path.sampling()).isFalse();
        assertThat(path.worked(now, RULE)).isTrue();
    }

    @Test
    void aPathThatTookNoReadAtAllIsNotTrusted() {
        suspect();
        path.sampled(0, 0, now, RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void countsOnlyWhileItIsReadFrom() {
        path.sampled(1_200, 1_200, now, RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void numbersOfReadsThatDoNotFitAnIntAreCompared() {
        suspect();
        path.sampled(10_000_000_000L, 100_000_001L, now, RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void isOffWhileOneNumberIsMissing() {
        assertThat(MarginalPath.on(RULE)).isTrue();
        assertThat(MarginalPath.on(rule(0, 10, 300, 60))).isFalse();
        assertThat(MarginalPath.on(rule(120, 0, 300, 60))).isFalse();
        assertThat(MarginalPath.on(rule(120, 10, 0, 60))).isFalse();
        assertThat(MarginalPath.on(rule(120, 10, 300, 0))).isFalse();
    }

    private static Shaky rule(int sampleSeconds, int ratePerMille, int gapSeconds, int doubleSeconds) {
        return new Shaky(0, 0, 0, sampleSeconds, ratePerMille, gapSeconds, doubleSeconds);
    }

    private void suspect() {
        fail();
        path.failed(now, RULE);
        path.worked(now, RULE);
    }

    private void fail() {
        path.failed(now, RULE);
        path.worked(now, RULE);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
