package org.mpath.selector.service.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathSelector;

class ServiceTimeTest {
    private static final int KIB = 1024;

    private final PathSelector selector = new ServiceTimeFactory().create(List.of());

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private void add(int path, int throughput) {
        selector.add(path, List.of("1", Integer.toString(throughput)));
    }

    private int select() {
        return selector.select(4 * KIB, 0);
    }

    private List<Integer> select(int times) {
        return Stream.generate(this::select).limit(times).toList();
    }

    @Test
    void isFoundByTheKernelsName() {
        assertThat(new ServiceTimeFactory().name()).isEqualTo("service-time");
    }

    /**
     * Two paths, A and B, with bytes in flight and throughput, and the size of the request: which one is taken when A is
     * first in order, and which when B is. The same letter twice: it is the better one; first and then second: they are
     * equal.
     */
    @ParameterizedTest(name = "A {0} at {1}, B {2} at {3}, request {4}: {5}")
    @CsvSource({
        // equal throughput: fewer bytes in flight
        "0, 1, 0, 1, 4096, AB",
        "8192, 1, 4096, 1, 4096, BB",
        "4096, 7, 8192, 7, 4096, AA",
        "100, 0, 200, 0, 4096, AA",
        // equal bytes in flight: higher throughput
        "0, 1, 0, 4, 4096, BB",
        "65536, 50, 65536, 49, 4096, AA",
        "4096, 0, 4096, 1, 4096, BB",
        // zero throughput: the other one, whatever is in flight
        "0, 0, 1048576, 1, 4096, BB",
        "1048576, 100, 0, 0, 4096, AA",
        // else what is in flight and the request, by throughput
        "4096, 1, 16384, 4, 4096, BB",
        "0, 1, 16384, 4, 4096, AA",
        "4096, 1, 32768, 4, 4096, AA",
        "1000, 2, 2000, 3, 0, AA",
        "1000, 2, 1400, 3, 0, BB",
        // equal quotients: higher throughput
        "0, 1, 12288, 4, 4096, BB",
        "4096, 2, 0, 1, 4096, AA",
        // the request weighs on a slow path more than on a fast one
        "0, 1, 1, 2, 1, BB",
        "0, 1, 1, 2, 0, AA",
        // sums of 2^56 bytes and more are shifted before they are multiplied
        "72057594037927936, 99, 72057594037927937, 100, 0, BB",
        "7205759403792793600, 100, 72057594037927936, 2, 0, BB",
        "7205759403792793600, 100, 0, 1, 4096, BB",
        "7205759403792793600, 100, 216172782113783808, 2, 0, AA",
        "72057594037927934, 100, 72057594037927935, 1, 1, AA",
        // at the limit, 2^56 - 1, the shift turns the verdict; one byte below there is none
        "72057594037927935, 3, 48038396025285289, 2, 0, AA",
        "72057594037927934, 3, 48038396025285289, 2, 0, BB",
        "72057594037927934, 3, 48038396025285290, 2, 0, AA",
        // lost in the shift, so equal, so higher throughput
        "144115188075855872, 2, 72057594037927935, 1, 1, AA",
        "144115188075855999, 2, 72057594037927936, 1, 0, AA",
    })
    void comparesAsTheKernel(long aBytes, int aThroughput, long bBytes, int bThroughput, long bytes, String expected) {
        assertThat(choice('A', aBytes, aThroughput, 'B', bBytes, bThroughput, bytes)
                        + choice('B', bBytes, bThroughput, 'A', aBytes, aThroughput, bytes))
                .isEqualTo(expected);
    }

    private static String choice(
            char first, long firstBytes, int firstThroughput, char second, long secondBytes, int secondThroughput, long bytes) {
        PathSelector selector = new ServiceTimeFactory().create(List.of());
        selector.add(first, List.of("1", Integer.toString(firstThroughput)));
        selector.add(second, List.of("1", Integer.toString(secondThroughput)));
        selector.started(first, firstBytes, 0);
        selector.started(second, secondBytes, 0);
        return Character.toString(selector.select(bytes, 0));
    }

    @Test
    void equalsTakeTurns() {
        add(3, 1);
        add(4, 1);
        add(5, 1);
        assertThat(select(6)).containsExactly(3, 4, 5, 3, 4, 5);
    }

    @Test
    void sharesLoadByThroughput() {
        add(0, 1);
        add(1, 3);
        int[] sent = new int[2];
        for (int i = 0; i < 400; i++) {
            int path = select();
            sent[path]++;
            selector.started(path, 4 * KIB, 0);
        }
        assertThat(sent).containsExactly(100, 300);
    }

    @Test
    void usesAPathWithZeroThroughputOnlyWhenNoOtherIsUsable() {
        add(0, 0);
        add(1, 1);
        selector.started(1, 1_000_000, 0);
        assertThat(select(3)).containsOnly(1);
        selector.fail(1);
        assertThat(select(3)).containsOnly(0);
        selector.reinstate(1);
        assertThat(select(3)).containsOnly(1);
    }

    @Test
    void aReinstatedPathGoesLastAndKeepsItsBytes() {
        add(0, 1);
        add(1, 1);
        add(2, 1);
        selector.started(0, 512, 0);
        selector.fail(0);
        selector.reinstate(0);
        assertThat(selector.statusArguments(0)).isEqualTo("512 1");
        selector.ended(0, 512, 0, 1);
        assertThat(select(4)).containsExactly(1, 2, 0, 1);
    }

    @Test
    void answersNoneWithoutUsablePaths() {
        assertThat(select()).isEqualTo(PathSelector.NONE);
        add(0, 1);
        selector.fail(0);
        assertThat(select()).isEqualTo(PathSelector.NONE);
    }

    @Test
    void countsBytesOfPathsWithFarNumbers() {
        add(1000, 2);
        add(4, 5);
        selector.started(1000, 4096, 0);
        selector.started(1000, 512, 0);
        selector.started(4, 100, 0);
        selector.ended(1000, 4096, 0, 9);
        assertThat(selector.statusArguments(1000)).isEqualTo("512 2");
        assertThat(selector.statusArguments(4)).isEqualTo("100 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 5, 9, 1000})
    void ignoresAPathItDoesNotKnow(int unknown) {
        add(0, 1);
        selector.started(unknown, 1, 1);
        selector.ended(unknown, 1, 1, 2);
        selector.fail(unknown);
        selector.reinstate(unknown);
        assertThat(selector.statusArguments(unknown)).isEqualTo("0 1");
        assertThat(selector.tableArguments(unknown)).isEqualTo("1 1");
        assertThat(select(2)).containsExactly(0, 0);
    }

    @Test
    void aPathAddedAgainStartsAnew() {
        add(0, 1);
        selector.started(0, 4096, 0);
        add(0, 9);
        assertThat(selector.statusArguments(0)).isEqualTo("0 9");
        selector.fail(0);
        assertThat(select()).isEqualTo(PathSelector.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        // golden: sel-service-time-path1_7, -path2_1_1, -path2_1_50, -path2_1_100, -selargs-1_1
        "7, 1 1, 0 1",
        "1 1, 1 1, 0 1",
        "1 50, 1 50, 0 50",
        "1 100, 1 100, 0 100",
        "'', 1 1, 0 1",
        "0 0, 0 0, 0 0",
        "4294967295, 1 1, 0 1",
    })
    void printsTwoWordsInTableAndStatus(String given, String table, String status) {
        PathSelector any = new ServiceTimeFactory().create(List.of("1"));
        any.add(0, words(given));
        assertThat(any.words()).isEmpty();
        assertThat(any.tableArguments(0)).isEqualTo(table);
        assertThat(any.tableArgumentCount()).isEqualTo(2);
        assertThat(any.statusArguments(0)).isEqualTo(status);
        assertThat(any.statusArgumentCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // golden: sel-service-time-path2_1_101
        "1 101, invalid relative_throughput value '101'",
        "1 -1, invalid relative_throughput value '-1'",
        "1 x, invalid relative_throughput value 'x'",
        "x 1, invalid repeat count 'x'",
        "4294967296, invalid repeat count '4294967296'",
        "1 1 1, incorrect number of arguments",
    })
    void refusesWrongPathArgumentsInTheKernelsWords(String given, String keyword) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, words(given)))
                .withMessage("service-time ps: " + keyword);
        assertThat(select()).isEqualTo(PathSelector.NONE);
    }

    @Test
    void agreesWithANaiveModelUnderRandomUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> model = new ArrayList<>();
        int[] throughputs = {0, 1, 2, 3, 50, 100, 1, 0, 2, 100};
        long[] inFlight = new long[throughputs.length];
        for (int path = 0; path < throughputs.length; path++) {
            add(path, throughputs[path]);
            model.add(path);
        }
        for (int step = 0; step < 20_000; step++) {
            int path = random.nextInt(throughputs.length);
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
                case 2 -> {
                    selector.ended(path, inFlight[path], 0, 0);
                    inFlight[path] = 0;
                }
                default -> {
                    long bytes = 512L * random.nextInt(9);
                    int expected = best(model, inFlight, throughputs, bytes);
                    assertThat(selector.select(bytes, 0))
                            .as("seed %d step %d %s", seed, step, Arrays.toString(inFlight))
                            .isEqualTo(expected);
                    if (expected >= 0) {
                        model.remove(Integer.valueOf(expected));
                        model.add(expected);
                        inFlight[expected] += bytes;
                        selector.started(expected, bytes, 0);
                    }
                }
            }
        }
    }

    private static int best(List<Integer> paths, long[] inFlight, int[] throughputs, long bytes) {
        int best = PathSelector.NONE;
        for (int path : paths) {
            if (best < 0 || beats(inFlight[path], throughputs[path], inFlight[best], throughputs[best], bytes)) {
                best = path;
            }
        }
        return best;
    }

    private static boolean beats(long bytesA, int throughputA, long bytesB, int throughputB, long bytes) {
        if (throughputA == throughputB) {
            return bytesA < bytesB;
        }
        boolean higher = throughputA > throughputB;
        if (bytesA == bytesB || throughputA == 0 || throughputB == 0) {
            return higher;
        }
        int order = product(bytesA + bytes, throughputB).compareTo(product(bytesB + bytes, throughputA));
        return order == 0 ? higher : order < 0;
    }

    private static BigInteger product(long sum, long throughput) {
        return BigInteger.valueOf(sum).multiply(BigInteger.valueOf(throughput));
    }
}
