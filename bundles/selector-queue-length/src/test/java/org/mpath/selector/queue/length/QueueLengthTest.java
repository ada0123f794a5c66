package org.mpath.selector.queue.length;

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

class QueueLengthTest {
    private final PathSelector selector = new QueueLengthFactory().create(List.of());

    private void add(int... paths) {
        for (int path : paths) {
            selector.add(path, List.of());
        }
    }

    private void start(int path, int times) {
        for (int i = 0; i < times; i++) {
            selector.started(path, 4096, 0);
        }
    }

    private void end(int path) {
        selector.ended(path, 4096, 0, 1);
    }

    private int select() {
        return selector.select(4096, 0);
    }

    private List<Integer> select(int times) {
        return Stream.generate(this::select).limit(times).toList();
    }

    @Test
    void isFoundByTheKernelsName() {
        assertThat(new QueueLengthFactory().name()).isEqualTo("queue-length");
    }

    @Test
    void takesThePathWithTheFewestRequestsInFlight() {
        add(0, 1, 2);
        start(0, 3);
        start(1, 1);
        start(2, 2);
        assertThat(select(3)).containsOnly(1);
        start(1, 2);
        assertThat(select()).isEqualTo(2);
    }

    @Test
    void stopsAtTheFirstIdlePath() {
        add(0, 1, 2);
        start(0, 1);
        assertThat(select(4)).containsExactly(1, 2, 1, 2);
    }

    @Test
    void equalsTakeTurns() {
        add(5, 6, 7);
        start(5, 2);
        start(6, 2);
        start(7, 2);
        assertThat(select(6)).containsExactly(5, 6, 7, 5, 6, 7);
    }

    @Test
    void anEndedRequestIsNoLongerInFlight() {
        add(0, 1);
        start(0, 2);
        start(1, 2);
        end(1);
        assertThat(selector.statusArguments(0)).isEqualTo("2");
        assertThat(selector.statusArguments(1)).isEqualTo("1");
        assertThat(select()).isEqualTo(1);
    }

    @Test
    void aReinstatedPathGoesLastAndKeepsItsRequests() {
        add(0, 1, 2);
        start(0, 1);
        selector.fail(0);
        assertThat(select(3)).containsExactly(1, 2, 1);
        selector.reinstate(0);
        assertThat(selector.statusArguments(0)).isEqualTo("1");
        end(0);
        assertThat(selector.statusArguments(0)).isEqualTo("0");
        assertThat(select(4)).containsExactly(2, 1, 0, 2);
    }

    @Test
    void answersNoneWithoutUsablePaths() {
        assertThat(select()).isEqualTo(PathSelector.NONE);
        add(0);
        selector.fail(0);
        assertThat(select()).isEqualTo(PathSelector.NONE);
    }

    @Test
    void countsPathsWithFarNumbers() {
        add(1000, 4);
        start(1000, 1);
        assertThat(select(2)).containsExactly(4, 4);
        start(4, 2);
        assertThat(select()).isEqualTo(1000);
        assertThat(selector.statusArguments(1000)).isEqualTo("1");
        assertThat(selector.statusArguments(4)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 4, 5, 9, 1000})
    void ignoresAPathItDoesNotKnow(int unknown) {
        add(0);
        selector.started(unknown, 1, 1);
        selector.ended(unknown, 1, 1, 2);
        selector.fail(unknown);
        selector.reinstate(unknown);
        assertThat(selector.statusArguments(unknown)).isEqualTo("0");
        assertThat(select(2)).containsExactly(0, 0);
    }

    @Test
    void aPathAddedAgainStartsAnew() {
        add(0, 1);
        start(0, 5);
        add(0);
        assertThat(selector.statusArguments(0)).isEqualTo("0");
        assertThat(select(3)).containsExactly(1, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"128,1", "1,1", "0,0", "4294967295,1"})
    void cutsTheRepeatCountToOneInTheTable(String given, String shown) {
        // golden: sel-queue-length-path1_128
        selector.add(0, List.of(given));
        assertThat(selector.tableArguments(0)).isEqualTo(shown);
        assertThat(selector.tableArgumentCount()).isEqualTo(1);
    }

    @Test
    void printsItsWordsAsTheKernel() {
        // golden: sel-queue-length-selargs-1_1, -2_1_1
        PathSelector bare = new QueueLengthFactory().create(List.of("1", "1"));
        bare.add(0, List.of());
        assertThat(bare.words()).isEmpty();
        assertThat(bare.tableArguments(0)).isEqualTo("1");
        assertThat(bare.tableArguments(-1)).isEqualTo("1");
        assertThat(bare.tableArguments(4)).isEqualTo("1");
        assertThat(bare.statusArguments(0)).isEqualTo("0");
        assertThat(bare.statusArgumentCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "", "1x", "4294967296", "99999999999"})
    void refusesARepeatCountThatIsNoNumber(String word) {
        // golden: sel-queue-length-path1_x
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of(word)))
                .withMessage("queue-length ps: invalid repeat count '" + word + "'");
        assertThat(select()).isEqualTo(PathSelector.NONE);
    }

    @Test
    void refusesMoreThanOnePathArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of("1", "1")))
                .withMessage("queue-length ps: incorrect number of arguments");
    }

    @Test
    void agreesWithANaiveModelUnderRandomUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> model = new ArrayList<>();
        int[] inFlight = new int[20];
        for (int path = 0; path < inFlight.length; path += 2) {
            add(path);
            model.add(path);
        }
        for (int step = 0; step < 20_000; step++) {
            int path = random.nextInt(10) * 2;
            switch (random.nextInt(12)) {
                case 0 -> {
                    selector.fail(path);
                    model.remove(Integer.valueOf(path));
                }
                case 1 -> {
                    selector.reinstate(path);
                    model.remove(Integer.valueOf(path));
                    model.add(path);
                }
                case 2, 3, 4, 5, 6 -> {
                    if (inFlight[path] > 0) {
                        inFlight[path]--;
                        end(path);
                    }
                }
                default -> {
                    // the first of the least loaded: min() keeps the first among equals
                    int expected = model.stream().min((a, b) -> inFlight[a] - inFlight[b]).orElse(PathSelector.NONE);
                    assertThat(select()).as("seed %d step %d", seed, step).isEqualTo(expected);
                    if (expected >= 0) {
                        model.remove(Integer.valueOf(expected));
                        model.add(expected);
                        inFlight[expected]++;
                        start(expected, 1);
                    }
                }
            }
        }
    }
}
