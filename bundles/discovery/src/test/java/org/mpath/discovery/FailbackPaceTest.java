package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a map may go back to its best group. */
class FailbackPaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FailbackPace pace = new FailbackPace();

    @Test
    void theFirstTurnWaitsForNothingButTheDelay() {
        assertThat(pace.waitNanos(5 * SECOND, 0)).isZero();
        pace.rest();
        assertThat(pace.waitNanos(6 * SECOND, 10 * SECOND)).isEqualTo(10 * SECOND);
        assertThat(pace.waitNanos(12 * SECOND, 10 * SECOND)).isEqualTo(4 * SECOND);
        assertThat(pace.waitNanos(16 * SECOND, 10 * SECOND)).isZero();
    }

    @Test
    void theDelayBeginsAnewWhenTheGroupWasNotReadyBetween() {
        pace.waitNanos(0, 10 * SECOND);
        pace.rest();
        assertThat(pace.waitNanos(9 * SECOND, 10 * SECOND)).isEqualTo(10 * SECOND);
    }

    @Test
    void everyTurnOfAFightDoublesTheHoldTimeUpToItsLimit() {
        List<Long> waits = new ArrayList<>();
        long now = 0;
        for (int turn = 0; turn < 12; turn++) {
            long wait = pace.waitNanos(now, 0);
            waits.add(wait / SECOND);
            now += wait;
            assertThat(pace.waitNanos(now, 0)).isZero();
            pace.switched(now);
            now += SECOND / 10; // the other host takes it at once
        }
        assertThat(waits).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void aMapThatCameToRestGoesBackAtOnceAgain() {
        pace.waitNanos(0, 0);
        pace.switched(0);
        assertThat(pace.waitNanos(9 * SECOND, 0)).isEqualTo(SECOND);
        pace.switched(10 * SECOND);
        pace.rest();
        assertThat(pace.waitNanos(21 * SECOND, 0)).isZero();
        pace.switched(21 * SECOND);
        assertThat(pace.waitNanos(22 * SECOND, 0)).as("from the beginning").isEqualTo(SECOND);
    }

    @Test
    void oneLookIsAnnouncedAtATime() {
        assertThat(pace.announce()).isTrue();
        assertThat(pace.announce()).isFalse();
        pace.announced();
        assertThat(pace.announce()).isTrue();
    }
}
