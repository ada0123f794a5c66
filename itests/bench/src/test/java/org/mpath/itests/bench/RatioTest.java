package org.mpath.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static Series series(long... operations) {
        return new Series("s", IntStream.range(0, operations.length)
                .mapToObj(i -> new Sample(operations[i], 1_000_000, 10 * operations[i], 0)).toList());
    }

    @Test
    void comparesWithinRoundsSoThatASlowRoundDoesNotCount() {
        Series base = series(100, 200, 1, 400, 500);
        Series twice = series(200, 400, 2, 800, 1000);

        assertThat(twice.throughputTo(base)).isEqualTo(new Ratio(2, 2, 2));
        assertThat(twice.cpuTo(base)).isEqualTo(new Ratio(1, 1, 1));
    }

    @Test
    void intervalHoldsTheMedianAndShowsTheSpread() {
        Ratio ratio = Ratio.of(new double[] {0.9, 1.0, 1.1, 1.0, 0.5, 1.0, 1.2, 3.0, 1.0});

        assertThat(ratio.median()).isEqualTo(1.0);
        assertThat(ratio.low()).isBetween(0.5, 1.0);
        assertThat(ratio.high()).isBetween(1.0, 3.0);
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Ratio.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    }

    @Test
    void tablePadsItsColumns() {
        Table table = new Table("a", "long head");
        List.of(1.0, 12345.0).forEach(value -> table.row("x", value));

        assertThat(table.toString()).isEqualTo("""
                | a | long head |
                | - | --------- |
                | x | 1.00      |
                | x | 12345     |
                """);
    }
}
