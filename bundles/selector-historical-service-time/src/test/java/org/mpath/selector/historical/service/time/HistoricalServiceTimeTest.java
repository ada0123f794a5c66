package org.mpath.selector.historical.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathSelector;

class HistoricalServiceTimeTest {
    private static final long MILLI = 1_000_000;

    private PathSelector selector = create();

    private static PathSelector create(String... arguments) {
        return new HistoricalServiceTimeFactory().create(List.of(arguments));
    }

    private void add(int... paths) {
        for (int path : paths) {
            selector.add(path, List.of());
        }
    }

    /** A request alone on its path. */
    private void serve(int path, long startedNanos, long endedNanos) {
        selector.started(path, 4096, startedNanos);
        selector.ended(path, 4096, startedNanos, endedNanos);
    }

    private void start(int path, int times) {
        for (int i = 0; i < times; i++) {
            selector.started(path, 4096, 0);
        }
    }

    private int select(long nowNanos) {
        return selector.select(4096, nowNanos);
    }

    private List<Integer> select(int times, long nowNanos) {
        return Stream.generate(() -> select(nowNanos)).limit(times).toList();
    }

    private String status(int path) {
        return selector.statusArguments(path);
    }

    @Test
    void showsAverageOutstandingAndStaleAfter() {
        // golden: sel-historical-service-time-path0
        add(0);
        assertThat(status(0)).isEqualTo("1024 0 0");
        assertThat(selector.statusArgumentCount()).isEqualTo(3);
        selector.started(0, 4096, 5 * MILLI);
        assertThat(status(0)).isEqualTo("1024 1 0");
        selector.ended(0, 4096, 5 * MILLI, 6 * MILLI);
        // (1024 x 972 + 1 ms x 1024 x 52) / 1024, and stale one such average later
        assertThat(status(0)).isEqualTo("52000972 0 " + (6 * MILLI + 50782));
    }

    @Test
    void showsTheLiteralZeroAsThePathsTableWord() {
        // golden: sel-historical-service-time-path1_2
        selector.add(0, List.of("2"));
        assertThat(selector.tableArguments(0)).isEqualTo("0");
        assertThat(selector.tableArgumentCount()).isEqualTo(1);
    }

    /** What is left of the start value's 1024, by how long the request took: the base weight, 972, and its powers. */
    @ParameterizedTest
    @CsvSource({
        "0, 972",
        "1, 972",
        "16777215, 972",
        "16777216, 923",
        "33554431, 923",
        "33554432, 876",
        "67108864, 789",
        "1040187392, 38",
        "1056964607, 38",
        "1056964608, 0",
        "1200000000, 0",
        "68719476735, 0",
    })
    void weighsLongRequestsMoreThanShortOnes(long serviceNanos, long weight) {
        add(0);
        serve(0, 7, 7 + serviceNanos);
        long average = (1024 * weight + serviceNanos * 1024 * (1024 - weight)) / 1024;
        assertThat(status(0)).isEqualTo(average + " 0 " + (7 + serviceNanos + average / 1024));
    }

    @Test
    void averagesOverRequests() {
        selector = create("512");
        add(0);
        serve(0, 0, 1000);
        assertThat(status(0)).startsWith("512512 ");
        serve(0, 2000, 2000);
        assertThat(status(0)).startsWith("256256 ");
        serve(0, 3000, 3100);
        assertThat(status(0)).startsWith("179328 ");
    }

    @Test
    void ignoresHistoryWithBaseWeightZero() {
        selector = create("0");
        add(0);
        serve(0, 0, 5000);
        assertThat(status(0)).startsWith("5120000 ");
        serve(0, 6000, 6007);
        assertThat(status(0)).startsWith("7168 ");
    }

    @Test
    void takesARequestsTimeFromTheEndOfThePreviousOne() {
        selector = create("0");
        add(0);
        start(0, 2);
        selector.ended(0, 4096, 100, 1000);
        assertThat(status(0)).startsWith(900 * 1024 + " 1 ");
        selector.ended(0, 4096, 200, 1300);
        assertThat(status(0)).startsWith(300 * 1024 + " 0 ");
        serve(0, 2000, 2050);
        assertThat(status(0)).startsWith(50 * 1024 + " 0 ");
    }

    @Test
    void boundsATimeThatIsNotPlausible() {
        selector = create("0");
        add(0);
        serve(0, 0, Long.MAX_VALUE / 2);
        assertThat(status(0)).startsWith(((1L << 36) - 1) * 1024 + " 0 ");
        serve(0, 100, 50);
        assertThat(status(0)).isEqualTo("1 0 50");
    }

    @Test
    void isStaleAfterAsManyAveragesAsThereAreUsablePaths() {
        selector = create("0");
        add(0, 1, 2);
        serve(0, 0, 1000);
        assertThat(status(0)).isEqualTo("1024000 0 4000");
        selector.fail(1);
        serve(0, 2000, 2500);
        assertThat(status(0)).isEqualTo("512000 0 3500");
    }

    @Test
    void unmeasuredPathsTakeTurns() {
        add(0, 1, 2);
        assertThat(select(4, 0)).containsExactly(0, 1, 2, 0);
        assertThat(select(4, MILLI)).containsExactly(1, 2, 0, 1);
    }

    @Test
    void prefersTheLowerAverageAtEqualLoad() {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 2000);
        serve(1, 0, 1000);
        // both fresh and idle
        assertThat(select(3, 1000)).containsOnly(1);
        start(0, 3);
        start(1, 3);
        assertThat(select(3, 1000)).containsOnly(1);
    }

    @ParameterizedTest
    @CsvSource({
        // two to one in averages; with 1, 3 and 7 on the fast one the costs are equal, and the slow one is first in order
        "0, 0, 1", "0, 1, 0", "0, 2, 0", "1, 2, 1", "1, 3, 0", "1, 4, 0", "3, 6, 1", "3, 7, 0", "3, 8, 0",
    })
    void weighsTheAverageWithTheRequestsOutstanding(int onSlow, int onFast, int expected) {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 2000);
        serve(1, 0, 1000);
        start(0, onSlow);
        start(1, onFast);
        assertThat(select(2000)).isEqualTo(expected);
    }

    @Test
    void equalCostsTakeTurns() {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 2000);
        serve(1, 0, 1000);
        start(1, 1);
        assertThat(select(4, 2000)).containsExactly(0, 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void triesAnIdlePathAgainWhenItsAverageIsStale(String threshold) {
        selector = create("0", threshold);
        add(0, 1);
        serve(0, 299_000, 300_000);
        serve(1, 0, 100_000);
        start(0, 1);
        // 0 is fresh until 302,000; 1 is stale after 100,000 + 2 x 100,000
        assertThat(select(300_000)).isEqualTo(0);
        assertThat(select(300_001)).isEqualTo(1);
        start(1, 1);
        // no longer idle
        assertThat(select(3, 300_001)).containsOnly(0);
    }

    @Test
    void triesTheIdlePathThatIsStaleForLongest() {
        selector = create("0");
        add(0, 1, 2);
        serve(0, 0, 1000);
        serve(1, 0, 3000);
        serve(2, 0, 2000);
        assertThat(status(0)).endsWith(" 4000");
        assertThat(status(1)).endsWith(" 12000");
        assertThat(status(2)).endsWith(" 8000");
        assertThat(select(3, 20_000)).containsOnly(0);
        start(0, 1);
        assertThat(select(3, 20_000)).containsOnly(2);
        start(2, 1);
        assertThat(select(3, 20_000)).containsOnly(1);
        // none idle: the cheapest by cost is 0, but stale, so load decides, and it is equal
        start(1, 1);
        assertThat(select(20_000)).isEqualTo(0);
    }

    @Test
    void takesALoadedPathWithAStaleAverageForNoBetterThanItsLoad() {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 10);
        serve(1, 0, 1_000_000);
        start(0, 5);
        start(1, 4);
        // by cost 0 is far better; its average is stale after 10 + 2 x 10
        assertThat(select(30)).isEqualTo(0);
        assertThat(select(31)).isEqualTo(1);
        selector.ended(0, 4096, 0, 31);
        selector.ended(0, 4096, 31, 32);
        assertThat(status(0)).isEqualTo("1024 3 34");
        assertThat(select(34)).isEqualTo(0);
        start(0, 2);
        assertThat(select(35)).isEqualTo(1);
    }

    @Test
    void theWinnersFreshnessCountsNotTheLosers() {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 10);
        serve(1, 0, 1_000_000);
        start(0, 4);
        start(1, 5);
        // 0 wins by cost and by load, stale or not
        assertThat(select(2, 31)).containsOnly(0);
        // 0 loses by cost now; 1 is fresh, so cost decides although 0 is stale
        start(0, 1_000_000);
        assertThat(select(2, 31)).containsOnly(1);
    }

    @Test
    void takesAveragesWithinTheThresholdAsEqual() {
        selector = create("0", "3");
        assertThat(selector.words()).isEqualTo("0 3");
        add(0, 1);
        serve(0, 0, 3000);
        serve(1, 0, 1000);
        start(0, 1);
        start(1, 2);
        assertThat(select(3000)).isEqualTo(0);
        start(0, 1);
        assertThat(select(4, 3000)).containsExactly(1, 0, 1, 0);
        // one more nanosecond apart than three to one
        selector.ended(0, 4096, 3000, 6001);
        start(0, 1);
        assertThat(select(3, 3000)).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void thresholdsBelowTwoHaveNoEffect(String threshold) {
        selector = create("0", threshold);
        add(0, 1);
        serve(0, 0, 1001);
        serve(1, 0, 1000);
        assertThat(select(3, 1001)).containsOnly(1);
    }

    @Test
    void theGreatestThresholdMakesAllAveragesEqual() {
        selector = create("0", "4294967295");
        add(0, 1);
        serve(0, 0, 60_000_000_000L);
        serve(1, 0, 1_000_000_000);
        assertThat(select(4, 60_000_000_000L)).containsExactly(0, 1, 0, 1);
    }

    @Test
    void aReinstatedPathGoesLastAndKeepsItsHistory() {
        add(0, 1, 2);
        start(0, 1);
        selector.fail(0);
        assertThat(select(3, 0)).containsExactly(1, 2, 1);
        selector.reinstate(0);
        assertThat(status(0)).isEqualTo("1024 1 0");
        selector.ended(0, 4096, 0, 0);
        assertThat(status(0)).isEqualTo("972 0 0");
    }

    @Test
    void answersNoneWithoutUsablePaths() {
        assertThat(select(0)).isEqualTo(PathSelector.NONE);
        add(0);
        selector.fail(0);
        assertThat(select(0)).isEqualTo(PathSelector.NONE);
    }

    @Test
    void measuresPathsWithFarNumbers() {
        selector = create("0");
        add(1000, 4);
        serve(1000, 0, 10);
        serve(4, 0, 20);
        start(1000, 1);
        assertThat(status(1000)).isEqualTo("10240 1 30");
        assertThat(status(4)).isEqualTo("20480 0 60");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 4, 5, 1000})
    void ignoresAPathItDoesNotKnow(int unknown) {
        add(0);
        serve(unknown, 1, 2);
        selector.fail(unknown);
        selector.reinstate(unknown);
        assertThat(status(unknown)).isEqualTo("1024 0 0");
        assertThat(select(2, 0)).containsExactly(0, 0);
    }

    @Test
    void aPathAddedAgainStartsAnew() {
        selector = create("0");
        add(0, 1);
        serve(0, 0, 1000);
        start(0, 2);
        add(0);
        assertThat(status(0)).isEqualTo("1024 0 0");
        serve(0, 0, 10);
        assertThat(status(0)).startsWith("10240 ");
    }
}
