package org.mpath.selector.round.robin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathSelector;

class RoundRobinTest {
    private final PathSelector selector = new RoundRobinFactory().create(List.of());

    private List<Integer> select(int times) {
        return Stream.generate(() -> selector.select(4096, 0)).limit(times).toList();
    }

    @Test
    void isFoundByTheKernelsName() {
        assertThat(new RoundRobinFactory().name()).isEqualTo("round-robin");
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
    void ignoresAPathItDoesNotKnow() {
        selector.add(0, List.of());
        selector.reinstate(9);
        selector.fail(9);
        selector.started(9, 1, 1);
        selector.ended(9, 1, 1, 2);
        assertThat(select(2)).containsExactly(0, 0);
    }

    @Test
    void printsOneWordInTheTableAndNoneInTheStatus() {
        selector.add(0, List.of("0"));
        selector.add(1, List.of("128"));
        selector.add(2, List.of());
        assertThat(selector.words()).isEmpty();
        assertThat(selector.tableArguments(0)).isEqualTo("0");
        assertThat(selector.tableArguments(1)).isEqualTo("1");
        assertThat(selector.tableArguments(2)).isEqualTo("1");
        assertThat(selector.tableArguments(-1)).isEqualTo("1");
        assertThat(selector.tableArgumentCount()).isEqualTo(1);
        assertThat(selector.statusArguments(0)).isEmpty();
        assertThat(selector.statusArgumentCount()).isZero();
    }

    @Test
    void takesNoNoticeOfSelectorArgumentsAsTheKernel() {
        // golden: sel-round-robin-selargs-1_1, -2_1_1
        assertThat(new RoundRobinFactory().create(List.of("1")).words()).isEmpty();
        assertThat(new RoundRobinFactory().create(List.of("1", "1")).words()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "+1", "", "1x", "4294967296", "99999999999"})
    void refusesARepeatCountThatIsNoNumber(String word) {
        // golden: sel-round-robin-path1_x, -path1_-1
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of(word)))
                .withMessage("round-robin ps: invalid repeat count '" + word + "'");
        assertThat(select(1)).containsExactly(PathSelector.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "4294967295"})
    void takesAnyRepeatCountThatIsANumber(String word) {
        selector.add(4, List.of(word));
        assertThat(select(2)).containsExactly(4, 4);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,x"})
    void refusesMoreThanOnePathArgument(String first, String second) {
        // golden: sel-round-robin-path2_1_1
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of(first, second)))
                .withMessage("round-robin ps: incorrect number of arguments");
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
