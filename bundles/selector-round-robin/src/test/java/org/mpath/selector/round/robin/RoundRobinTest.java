package org.mpath.selector.round.robin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.PathSelector;

class RoundRobinTest {
    private final PathSelector selector = new RoundRobinFactory().create(List.of());

    private List<Integer> select(int times) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            chosen.add(selector.select(4096, 0));
        }
        return chosen;
    }

    @Test
    void takesEachPathInTurn() {
        selector.add(3, List.of("1"));
        selector.add(5, List.of());
        selector.add(7, List.of("1000"));
        assertThat(select(7)).containsExactly(3, 5, 7, 3, 5, 7, 3);
    }

    @Test
    void skipsAFailedPathAndUsesAReinstatedOneNext() {
        selector.add(0, List.of());
        selector.add(1, List.of());
        selector.add(2, List.of());
        selector.fail(1);
        assertThat(select(4)).containsExactly(0, 2, 0, 2);
        selector.reinstate(1);
        assertThat(select(3)).containsExactly(1, 0, 2);
    }

    @Test
    void answersNoneWithoutUsablePaths() {
        assertThat(select(1)).containsExactly(PathSelector.NONE);
        selector.add(0, List.of());
        selector.fail(0);
        assertThat(select(1)).containsExactly(PathSelector.NONE);
    }

    @Test
    void refusesArgumentsInTheKernelsWords() {
        assertThatThrownBy(() -> new RoundRobinFactory().create(List.of("2")))
                .hasMessageContaining("incorrect number of arguments");
        assertThatThrownBy(() -> selector.add(0, List.of("many"))).hasMessageContaining("invalid repeat count 'many'");
        assertThatThrownBy(() -> selector.add(0, List.of("1", "2"))).hasMessageContaining("incorrect number of arguments");
    }

    @Test
    void agreesWithAListModelUnderRandomFailures() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> model = new ArrayList<>();
        for (int path = 0; path < 9; path++) {
            selector.add(path, List.of());
            model.add(path);
        }
        for (int step = 0; step < 10_000; step++) {
            Integer path = random.nextInt(9);
            switch (random.nextInt(6)) {
                case 0 -> {
                    selector.fail(path);
                    model.remove(path);
                }
                case 1 -> {
                    selector.reinstate(path);
                    model.remove(path);
                    model.add(0, path);
                }
                default -> {
                    Integer expected = model.isEmpty() ? Integer.valueOf(PathSelector.NONE) : model.remove(0);
                    if (expected >= 0) {
                        model.add(expected);
                    }
                    assertThat(selector.select(1, 0)).as("seed %d step %d", seed, step).isEqualTo(expected);
                }
            }
        }
    }
}
