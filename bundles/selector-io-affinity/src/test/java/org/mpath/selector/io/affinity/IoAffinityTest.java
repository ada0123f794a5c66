package org.mpath.selector.io.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathSelector;

class IoAffinityTest {
    /** Two nodes of four processors. */
    private final FakeProcessors processors = new FakeProcessors(0, 0, 0, 0, 1, 1, 1, 1);

    private final PathSelector selector = new IoAffinityFactory(processors).create(List.of());

    private void add(int path, String mask) {
        selector.add(path, List.of(mask));
    }

    private int selectOn(int processor) {
        processors.current = processor;
        return selector.select(4096, 0);
    }

    /** What is chosen on each processor. */
    private int[] choices() {
        return IntStream.range(0, processors.count()).map(this::selectOn).toArray();
    }

    private String misses() {
        return selector.statusArguments(0);
    }

    @Test
    void isFoundByTheKernelsName() {
        assertThat(new IoAffinityFactory(processors).name()).isEqualTo("io-affinity");
    }

    @Test
    void eachProcessorUsesThePathThatClaimsIt() {
        add(7, "55");
        add(8, "aa");
        assertThat(choices()).containsExactly(7, 8, 7, 8, 7, 8, 7, 8);
        assertThat(misses()).isEqualTo("0");
    }

    @Test
    void aProcessorBelongsToTheFirstPathThatClaimsIt() {
        add(0, "0f");
        add(1, "3c");
        add(2, "ff");
        assertThat(choices()).containsExactly(0, 0, 0, 0, 1, 1, 2, 2);
        assertThat(selector.tableArguments(1)).as("the mask as given").isEqualTo("3c");
    }

    @Test
    void refusesAMaskWithNothingLeftToClaim() {
        // golden: sel-io-affinity-path1_0
        assertThatIllegalArgumentException()
                .isThrownBy(() -> add(0, "0"))
                .withMessage("io-affinity ps: No new/valid CPU mapping found in '0'");
        add(0, "0f");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> add(1, "03"))
                .withMessage("io-affinity ps: No new/valid CPU mapping found in '03'");
        selector.fail(0);
        assertThat(selectOn(0)).isEqualTo(PathSelector.NONE);
    }

    @Test
    void takesAPathOfTheSameNodeWhenItsOwnFailed() {
        add(0, "01");
        add(1, "10");
        add(2, "02");
        add(3, "20");
        selector.fail(0);
        selector.fail(1);
        assertThat(selectOn(0)).isEqualTo(2);
        assertThat(selectOn(4)).isEqualTo(3);
        assertThat(misses()).as("a failed path is no miss").isEqualTo("0");
        selector.reinstate(0);
        assertThat(selectOn(0)).isZero();
    }

    @Test
    void takesThePathOfTheLowestProcessorWhenItsNodeHasNone() {
        add(0, "0c");
        add(1, "02");
        add(2, "f0");
        selector.fail(2);
        assertThat(selectOn(5)).isEqualTo(1);
        selector.fail(1);
        assertThat(selectOn(5)).isZero();
        assertThat(misses()).isEqualTo("0");
    }

    @Test
    void countsRequestsFromProcessorsThatNoPathClaims() {
        add(0, "80");
        add(1, "02");
        assertThat(choices()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
        assertThat(selector.statusArguments(0)).isEqualTo("6");
        assertThat(selector.statusArguments(1)).as("of the selector, not of the path").isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(ints = {Processors.UNKNOWN, 8, 4096})
    void takesThePathOfTheLowestProcessorWhenItsOwnIsUnknown(int unknown) {
        add(4, "10");
        add(5, "06");
        assertThat(selectOn(unknown)).isEqualTo(5);
        selector.fail(5);
        assertThat(selectOn(unknown)).isEqualTo(4);
        assertThat(misses()).isEqualTo("2");
    }

    @Test
    void answersNoneWithoutUsablePaths() {
        assertThat(selectOn(0)).isEqualTo(PathSelector.NONE);
        assertThat(selectOn(Processors.UNKNOWN)).isEqualTo(PathSelector.NONE);
        add(0, "ff");
        selector.fail(0);
        assertThat(selectOn(3)).isEqualTo(PathSelector.NONE);
        assertThat(selectOn(Processors.UNKNOWN)).isEqualTo(PathSelector.NONE);
    }

    @Test
    void asksOnceWhichThreadItRunsOnAndNotBeforeTheFirstRequest() {
        add(0, "ff");
        assertThat(processors.threadsAsked).isZero();
        choices();
        assertThat(processors.threadsAsked).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 4, 5, 1000})
    void ignoresAPathItDoesNotKnow(int unknown) {
        add(0, "1");
        selector.fail(unknown);
        selector.reinstate(unknown);
        selector.started(unknown, 1, 1);
        selector.ended(unknown, 1, 1, 2);
        assertThat(selectOn(0)).isZero();
        assertThat(selector.tableArguments(unknown)).isEqualTo("00");
        assertThat(selector.statusArguments(unknown)).isEqualTo("0");
    }

    @Test
    void takesPathsWithFarNumbers() {
        add(1000, "1");
        add(4, "2");
        assertThat(selectOn(0)).isEqualTo(1000);
        assertThat(selectOn(1)).isEqualTo(4);
        assertThat(selector.tableArguments(1000)).isEqualTo("01");
        assertThat(selector.tableArguments(4)).isEqualTo("02");
    }

    @Test
    void printsOneWordInTableAndStatus() {
        // golden: sel-io-affinity-path1_3, on a machine with two processors
        PathSelector pair = new IoAffinityFactory(new FakeProcessors(0, 0)).create(List.of("1"));
        pair.add(0, List.of("3"));
        assertThat(pair.words()).isEmpty();
        assertThat(pair.tableArguments(0)).isEqualTo("3");
        assertThat(pair.tableArgumentCount()).isEqualTo(1);
        assertThat(pair.statusArguments(0)).isEqualTo("0");
        assertThat(pair.statusArgumentCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"ffff", "4", "x", "''", "-1", "0x1", "1g", "'1,'"})
    void refusesAMaskOfProcessorsThereAreNot(String mask) {
        // golden: sel-io-affinity-path1_ffff, -path1_x
        PathSelector pair = new IoAffinityFactory(new FakeProcessors(0, 0)).create(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.add(0, List.of(mask)))
                .withMessage("io-affinity ps: invalid cpumask '" + mask + "'");
    }

    @Test
    void needsExactlyOnePathArgument() {
        // golden: sel-io-affinity-path0, -path2_1_1, -selargs-1_1
        for (List<String> given : List.of(List.<String>of(), List.of("1", "1"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> selector.add(0, given))
                    .withMessage("io-affinity ps: invalid number of arguments");
        }
    }

    @Test
    void agreesWithANaiveModelUnderRandomUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] claims = new int[processors.count()];
        Arrays.fill(claims, PathSelector.NONE);
        BitSet failed = new BitSet();
        int misses = 0;
        for (int path = 0; path < 4; path++) {
            for (int processor : new int[] {path, (path * 3 + 1) % 7}) {
                claims[processor] = claims[processor] == PathSelector.NONE ? path : claims[processor];
            }
            add(path, Integer.toHexString(1 << path | 1 << (path * 3 + 1) % 7));
        }
        for (int step = 0; step < 5000; step++) {
            int path = random.nextInt(4);
            if (random.nextBoolean()) {
                selector.fail(path);
                failed.set(path);
            } else {
                selector.reinstate(path);
                failed.clear(path);
            }
            int processor = random.nextInt(claims.length);
            misses += claims[processor] == PathSelector.NONE ? 1 : 0;
            assertThat(selectOn(processor)).as("seed %d step %d", seed, step).isEqualTo(expected(claims, failed, processor));
        }
        assertThat(misses()).isEqualTo(Integer.toString(misses));
    }

    private int expected(int[] claims, BitSet failed, int processor) {
        IntStream same = IntStream.of(processor);
        IntStream near = IntStream.range(0, claims.length).filter(i -> processors.node(i) == processors.node(processor));
        IntStream all = IntStream.range(0, claims.length);
        return IntStream.concat(IntStream.concat(same, near), all)
                .map(i -> claims[i])
                .filter(path -> path != PathSelector.NONE && !failed.get(path))
                .findFirst()
                .orElse(PathSelector.NONE);
    }
}
