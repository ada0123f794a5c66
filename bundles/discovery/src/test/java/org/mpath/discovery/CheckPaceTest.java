package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;

/** When paths are checked, in virtual time. */
class CheckPaceTest {
    private static final CheckTimes TIMES = CheckTimes.DEFAULT.following(1, 4);
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long BUCKET_NANOS = 25_000_000;
    private static final int PATHS = 4_000;
    private static final CheckOutcome UP = CheckOutcome.UP;
    private static final CheckOutcome DOWN = new CheckOutcome(CheckerState.DOWN, "gone");
    private static final CheckOutcome GHOST = new CheckOutcome(CheckerState.GHOST, "standby");
    private static final CheckOutcome PENDING = new CheckOutcome(CheckerState.PENDING, "transition");

    private final CheckPace pace = new CheckPace(0);

    @Test
    void theIntervalDoublesWithEveryGoodCheckThatChangesNothingUpToTheLongest() {
        assertThat(intervalsAfter(UP(), UP(), UP(), UP(), UP())).containsExactly(1L, 2L, 4L, 4L, 4L);
    }

    @Test
    void itIsTheShortestAgainWhenTheStateChanges() {
        intervalsAfter(UP(), UP(), UP());
        assertThat(intervalsAfter(GHOST, GHOST, UP(), UP())).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void itStaysTheShortestWhileAPathIsNotGood() {
        intervalsAfter(UP(), UP(), UP());
        assertThat(intervalsAfter(DOWN, DOWN, DOWN, PENDING, PENDING)).containsOnly(1L);
    }

    @Test
    void itIsTheShortestAgainWhenSomethingHappensBetweenTwoChecks() {
        intervalsAfter(UP(), UP(), UP());
        assertThat(pace.disturbed()).isTrue();
        assertThat(pace.intervalNanos(TIMES)).isEqualTo(SECOND_NANOS);
        assertThat(pace.disturbed()).isFalse();
        assertThat(intervalsAfter(UP(), UP())).containsExactly(1L, 2L);
    }

    @Test
    void theLongestIntervalNeedNotBeADoubleOfTheShortest() {
        CheckTimes odd = CheckTimes.DEFAULT.following(3, 10);
        for (int i = 0; i < 9; i++) {
            pace.checked(UP(), odd);
        }
        assertThat(pace.intervalNanos(odd)).isEqualTo(10 * SECOND_NANOS);
    }

    @Test
    void saysWhetherTheIntervalIsAnotherOne() {
        assertThat(pace.checked(UP(), TIMES)).isFalse();
        assertThat(pace.checked(UP(), TIMES)).isTrue();
        assertThat(pace.checked(UP(), TIMES)).isTrue();
        assertThat(pace.checked(UP(), TIMES)).isFalse();
        assertThat(pace.checked(DOWN, TIMES)).isTrue();
        assertThat(pace.checked(DOWN, TIMES)).isFalse();
    }

    @Test
    void anIntervalThatIsConfiguredAnewCountsAtOnce() {
        intervalsAfter(UP(), UP(), UP());
        assertThat(pace.intervalNanos(CheckTimes.DEFAULT.following(2, 3))).isEqualTo(3 * SECOND_NANOS);
        assertThat(pace.intervalNanos(CheckTimes.DEFAULT.following(60, 60))).isEqualTo(60 * SECOND_NANOS);
    }

    @Test
    void theNextCheckComesAfterHalfAnIntervalAtLeastAndOneAndAHalfAtMost() {
        for (long now = 0; now < 3 * SECOND_NANOS; now += 7_777_777) {
            assertThat(new CheckPace(0.3).delayNanos(now, TIMES)).isBetween(SECOND_NANOS / 2, SECOND_NANOS * 3 / 2);
            assertThat(new CheckPace(0.3).delayNanos(-now, TIMES)).isBetween(SECOND_NANOS / 2, SECOND_NANOS * 3 / 2);
        }
    }

    @Test
    void aTimerThatIsLateDoesNotMoveThePathFromItsPlace() {
        CheckPace third = new CheckPace(1.0 / 3);
        long now = 0;
        for (int i = 0; i < 1_000; i++) {
            now += third.delayNanos(now, TIMES) + 40_000_000;
        }
        assertThat(now % SECOND_NANOS).isEqualTo(325_000_000L + 40_000_000);
        assertThat(now / SECOND_NANOS).isBetween(999L, 1_001L);
    }

    /** A thousand checks a second are forty wake-ups, not a thousand. */
    @Test
    void checksThatAreCloseTogetherFallIntoOneMoment() {
        Set<Long> moments = new HashSet<>();
        List<Watched> paths = fabric(CheckTimes.DEFAULT.following(4, 4), PATHS);
        run(paths, 20 * SECOND_NANOS, UP());
        paths.forEach(path -> path.checksUntil(24 * SECOND_NANOS, UP()).forEach(moments::add));
        assertThat(moments).hasSizeBetween(150, 160);
    }

    @Test
    void theLongestConfigurableIntervalIsKept() {
        CheckTimes rare = CheckTimes.DEFAULT.following(Integer.MAX_VALUE, Integer.MAX_VALUE);
        long delayNanos = new CheckPace(0.9).delayNanos(System.nanoTime(), rare);
        assertThat(delayNanos).isBetween(rare.intervalNanos() / 2, rare.intervalNanos() / 2 * 3 + 2);
    }

    @Test
    void fourThousandPathsAreSpreadEvenlyAtEveryInterval() {
        for (CheckTimes times : List.of(TIMES, CheckTimes.DEFAULT.following(4, 4))) {
            assertSpread(fabric(times, PATHS), times);
        }
    }

    /** What bunches all of them: they start together, and a fault of the fabric changes all of them in one moment. */
    @Test
    void theyAreSpreadEvenlyAgainSoonAfterAllOfThemChangedAtOnce() {
        List<Watched> paths = fabric(TIMES, PATHS);
        run(paths, 60 * SECOND_NANOS, UP());
        long storm = paths.get(0).now;
        paths.forEach(path -> path.disturbed(storm));
        run(paths, storm + 20 * SECOND_NANOS, UP());
        assertSpread(paths, TIMES);
    }

    /** In every 25 ms, which is as fine as places are, after some settling: about the mean of all, whatever the interval is by then. */
    private static void assertSpread(List<Watched> paths, CheckTimes times) {
        long begin = paths.stream().mapToLong(path -> path.now).max().orElseThrow() + 10 * SECOND_NANOS;
        int buckets = (int) (2 * times.intervalNanosMax() / BUCKET_NANOS);
        int[] checks = new int[buckets];
        run(paths, begin, UP());
        for (Watched path : paths) {
            path.checksUntil(begin + buckets * BUCKET_NANOS, UP())
                    .filter(at -> at >= begin)
                    .forEach(at -> checks[(int) ((at - begin) / BUCKET_NANOS)]++);
        }
        double mean = (double) PATHS * BUCKET_NANOS / times.intervalNanosMax();
        assertThat(IntStream.of(checks).sum()).isEqualTo(2 * PATHS);
        assertThat(IntStream.of(checks).max().orElseThrow()).isLessThanOrEqualTo((int) mean + 4);
        assertThat(IntStream.of(checks).min().orElseThrow()).isGreaterThanOrEqualTo((int) mean - 4);
    }

    private static List<Watched> fabric(CheckTimes times, int count) {
        List<Watched> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(new Watched(new CheckPace(CheckPace.phase(i)), times));
        }
        return paths;
    }

    private static void run(List<Watched> paths, long untilNanos, CheckOutcome outcome) {
        paths.forEach(path -> path.checksUntil(untilNanos, outcome).count());
    }

    private static CheckOutcome UP() {
        return UP;
    }

    /** The intervals in seconds after each of these checks. */
    private List<Long> intervalsAfter(CheckOutcome... outcomes) {
        List<Long> intervals = new ArrayList<>();
        for (CheckOutcome outcome : outcomes) {
            pace.checked(outcome, TIMES);
            intervals.add(pace.intervalNanos(TIMES) / SECOND_NANOS);
        }
        return intervals;
    }

    /** A path that is checked in virtual time. */
    private static final class Watched {
        private final CheckPace pace;
        private final CheckTimes times;
        private long now;
        private long next;

        Watched(CheckPace pace, CheckTimes times) {
            this.pace = pace;
            this.times = times;
            this.next = pace.delayNanos(0, times);
        }

        void disturbed(long at) {
            if (pace.disturbed()) {
                next = at + pace.delayNanos(at, times);
            }
        }

        /** When it is checked before {@code untilNanos}. */
        LongStream checksUntil(long untilNanos, CheckOutcome outcome) {
            LongStream.Builder checks = LongStream.builder();
            while (next < untilNanos) {
                now = next;
                checks.add(now);
                pace.checked(outcome, times);
                next = now + pace.delayNanos(now, times);
            }
            now = untilNanos;
            return checks.build();
        }
    }
}
