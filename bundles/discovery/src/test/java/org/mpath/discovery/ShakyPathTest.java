package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mpath.config.PathSettings.Shaky;

/** {@code san_path_err_*}, in virtual time. */
class ShakyPathTest {
    /** Threshold 2, one failure is forgotten after 3 good checks, recovery takes 60 s. */
    private static final Shaky RULE = new Shaky(2, 3, 60, 0, 0, 0, 0);

    private final ShakyPath path = new ShakyPath();
    private Moment now = new Moment(Long.MAX_VALUE - 100, Instant.parse("2026-11-21T23:00:00.5Z"));

    @Test
    void isUsedUntilItFailsMoreOftenThanTheThreshold() {
        flap(RULE);
        flap(RULE);
        assertThat(path.out()).isFalse();
        flap(RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void theThresholdIsThatOfTheRule() {
        Shaky patient = new Shaky(4, 3, 60, 0, 0, 0, 0);
        for (int failures = 0; failures < 4; failures++) {
            flap(patient);
        }
        assertThat(path.out()).isFalse();
        flap(patient);
        assertThat(path.out()).isTrue();
    }

    @Test
    void oneFailureIsOneHoweverManyChecksItLasts() {
        for (int checks = 0; checks < 10; checks++) {
            path.failed();
        }
        path.worked(now, RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void goodChecksHaveAFailureForgotten() {
        flap(RULE);
        flap(RULE);
        work(3, RULE);
        flap(RULE);
        assertThat(path.out()).as("one of three is forgotten").isFalse();
        flap(RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void fewerGoodChecksThanTheForgetRateHaveNothingForgotten() {
        flap(RULE);
        flap(RULE);
        work(2, RULE);
        flap(RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void aFailureBeginsTheCountOfGoodChecksAnew() {
        Shaky slow = new Shaky(2, 4, 60, 0, 0, 0, 0);
        flap(slow);
        work(3, slow);
        flap(slow);
        work(3, slow);
        flap(slow);
        assertThat(path.out()).isTrue();
    }

    @Test
    void isUsedAgainWhenItWasGoodForTheRecoveryTime() {
        goOut();
        pass(59);
        path.worked(now, RULE);
        assertThat(path.out()).isTrue();
        pass(1);
        path.worked(now, RULE);
        assertThat(path.out()).isFalse();
        flap(RULE);
        flap(RULE);
        assertThat(path.out()).as("its failures are forgotten").isFalse();
    }

    @Test
    void aFailureBeginsTheRecoveryTimeAnew() {
        goOut();
        pass(50);
        flap(RULE);
        pass(50);
        path.worked(now, RULE);
        assertThat(path.out()).isTrue();
        pass(10);
        path.worked(now, RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void theRecoveryTimeDoesNotRunWhileItIsBad() {
        goOut();
        path.failed();
        pass(3_600);
        path.worked(now, RULE);
        assertThat(path.out()).isTrue();
    }

    @Test
    void saysTheNumbers() {
        goOut();
        assertThat(path.reason(RULE)).isEqualTo("3 failures, left out until 2026-11-21T23:01:00Z, san_path_err_threshold 2");
        pass(30);
        flap(RULE);
        assertThat(path.reason(RULE)).isEqualTo("4 failures, left out until 2026-11-21T23:01:30Z, san_path_err_threshold 2");
    }

    @Test
    void aPardonForgetsEverything() {
        goOut();
        path.pardon();
        assertThat(path.out()).isFalse();
        flap(RULE);
        flap(RULE);
        assertThat(path.out()).isFalse();
    }

    @Test
    void isOffWhileOneNumberIsMissing() {
        assertThat(ShakyPath.on(RULE)).isTrue();
        assertThat(ShakyPath.on(new Shaky(0, 3, 60, 0, 0, 0, 0))).isFalse();
        assertThat(ShakyPath.on(new Shaky(2, 0, 60, 0, 0, 0, 0))).isFalse();
        assertThat(ShakyPath.on(new Shaky(2, 3, 0, 0, 0, 0, 0))).isFalse();
    }

    private void goOut() {
        flap(RULE);
        flap(RULE);
        flap(RULE);
    }

    private void flap(Shaky rule) {
        path.failed();
        path.worked(now, rule);
    }

    private void work(int checks, Shaky rule) {
        for (int i = 0; i < checks; i++) {
            path.worked(now, rule);
        }
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
