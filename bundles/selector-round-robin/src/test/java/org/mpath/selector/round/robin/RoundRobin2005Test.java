package org.mpath.selector.round.robin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.PathSelector;

class RoundRobin2005Test {
    private final PathSelector selector = new RoundRobin2005Factory().create(List.of("1"));

    private List<Integer> select(int times) {
        return Stream.generate(() -> selector.select(4096, 0)).limit(times).toList();
    }

    private void addOnceEach(int... paths) {
        for (int path : paths) {
            selector.add(path, List.of("1"));
        }
    }

    @Test
    void isFoundByItsName() {
        assertThat(new RoundRobin2005Factory().name()).isEqualTo("round-robin-2005");
    }

    @Test
    void usesThePathListedLastFirst() {
        addOnceEach(10, 20, 30);
        assertThat(select(7)).containsExactly(30, 20, 10, 30, 20, 10, 30);
    }

    @Test
    void usesAPathAsOftenInARowAsItsRepeatCountSays() {
        selector.add(0, List.of("1"));
        selector.add(1, List.of("3"));
        selector.add(2, List.of("2"));
        assertThat(select(9)).containsExactly(2, 2, 1, 1, 1, 0, 2, 2, 1);
    }

    @Test
    void repeatsAThousandTimesUnlessTold() {
        selector.add(0, List.of());
        selector.add(1, List.of());
        assertThat(select(1000)).containsOnly(1);
        assertThat(select(1000)).containsOnly(0);
        assertThat(select(1)).containsExactly(1);
        assertThat(selector.tableArguments(0)).isEqualTo("1000");
    }

    @Test
    void staysOnAPathWithCountZeroUntilItFails() {
        selector.add(0, List.of("0"));
        selector.add(1, List.of("0"));
        assertThat(select(5000)).containsOnly(1);
        selector.fail(1);
        assertThat(select(5000)).containsOnly(0);
    }

    @Test
    void leavesAFailedPathInTheMiddleOfItsTurn() {
        selector.add(0, List.of("3"));
        selector.add(1, List.of("3"));
        assertThat(select(1)).containsExactly(1);
        selector.fail(1);
        assertThat(select(5)).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void usesAReinstatedPathWhenTheTurnInProgressIsOver() {
        selector.add(0, List.of("2"));
        selector.add(1, List.of("2"));
        selector.add(2, List.of("2"));
        selector.fail(0);
        assertThat(select(1)).containsExactly(2);
        selector.reinstate(0);
        assertThat(select(6)).containsExactly(2, 0, 0, 1, 1, 2);
    }

    @Test
    void answersNoneWithoutUsablePathsAndGoesOnWhenOneIsBack() {
        assertThat(select(1)).containsExactly(PathSelector.NONE);
        addOnceEach(0);
        selector.fail(0);
        assertThat(select(2)).containsExactly(PathSelector.NONE, PathSelector.NONE);
        selector.reinstate(0);
        assertThat(select(2)).containsExactly(0, 0);
    }

    @Test
    void ignoresAPathItDoesNotKnow() {
        addOnceEach(0);
        selector.fail(7);
        selector.reinstate(7);
        assertThat(select(2)).containsExactly(0, 0);
        assertThat(selector.tableArguments(7)).isEqualTo("0");
        assertThat(selector.tableArguments(-1)).isEqualTo("0");
    }

    @Test
    void printsItsRepeatCountsInTheTableAndNothingInTheStatus() {
        selector.add(0, List.of("7"));
        selector.add(1000, List.of("128"));
        selector.add(3, List.of("4294967295"));
        assertThat(selector.tableArguments(0)).isEqualTo("7");
        assertThat(selector.tableArguments(1000)).isEqualTo("128");
        assertThat(selector.tableArguments(3)).isEqualTo("4294967295");
        assertThat(selector.tableArgumentCount()).isEqualTo(1);
        assertThat(selector.statusArgumentCount()).isZero();
        assertThat(selector.words()).isEmpty();
    }

    @Test
    void refusesWrongPathArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of("many")))
                .withMessage("round-robin ps: invalid repeat count 'many'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of("1", "2")))
                .withMessage("round-robin ps: incorrect number of arguments");
    }

    @Test
    void agreesWithAListModelUnderRandomFailures() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> model = new ArrayList<>();
        for (int path = 0; path < 9; path++) {
            selector.add(path, List.of(Integer.toString(path + 1)));
            model.add(0, path);
        }
        int running = PathSelector.NONE;
        int used = 0;
        for (int step = 0; step < 20_000; step++) {
            Integer path = random.nextInt(9);
            switch (random.nextInt(30)) {
                case 0 -> {
                    selector.fail(path);
                    model.remove(path);
                    running = running == path ? PathSelector.NONE : running;
                }
                case 1 -> {
                    selector.reinstate(path);
                    model.remove(path);
                    model.add(0, path);
                }
                default -> {
                    if (running == PathSelector.NONE || used == running + 1) {
                        running = model.isEmpty() ? PathSelector.NONE : model.remove(0);
                        used = 0;
                        if (running >= 0) {
                            model.add(running);
                        }
                    }
                    used++;
                    assertThat(selector.select(1, 0)).as("seed %d step %d", seed, step).isEqualTo(running);
                }
            }
        }
    }
}
