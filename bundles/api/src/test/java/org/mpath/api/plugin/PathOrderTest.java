package org.mpath.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathOrderTest {
    private final PathOrder order = new PathOrder();

    private List<Integer> paths() {
        return IntStream.range(0, order.count()).mapToObj(order::at).toList();
    }

    @Test
    void keepsTheOrderOfAdding() {
        order.addLast(7);
        order.addLast(1000);
        order.addFirst(3);
        assertThat(paths()).containsExactly(3, 7, 1000);
    }

    @Test
    void movesAChosenPathToTheEndAndKeepsTheOthersInOrder() {
        IntStream.range(0, 5).forEach(order::addLast);
        assertThat(order.toLast(2)).isEqualTo(2);
        assertThat(paths()).containsExactly(0, 1, 3, 4, 2);
        assertThat(order.toLast(0)).isZero();
        assertThat(paths()).containsExactly(1, 3, 4, 2, 0);
        assertThat(order.toLast(4)).isZero();
        assertThat(paths()).containsExactly(1, 3, 4, 2, 0);
    }

    @Test
    void aPathAddedAgainIsThereOnce() {
        order.addLast(1);
        order.addLast(2);
        order.addLast(1);
        assertThat(paths()).containsExactly(2, 1);
        order.addFirst(1);
        assertThat(paths()).containsExactly(1, 2);
    }

    @Test
    void findsTheFirstOfThoseWithTheLeast() {
        long[] amounts = {5, 3, 9, 3, Long.MAX_VALUE - 1};
        assertThat(order.least(amounts)).isEqualTo(-1);
        order.addLast(4);
        assertThat(order.least(amounts)).isZero();
        order.addLast(0);
        order.addLast(3);
        order.addLast(1);
        assertThat(order.least(amounts)).isEqualTo(2);
        order.toLast(2);
        assertThat(order.least(amounts)).isEqualTo(2);
        assertThat(order.at(2)).isEqualTo(1);
        order.fail(1);
        order.fail(3);
        assertThat(order.least(amounts)).isEqualTo(1);
    }

    @Test
    void looksNoFurtherThanTheFirstWithNothing() {
        long[] amounts = {1, 0, 0};
        IntStream.range(0, 4).forEach(order::addLast);
        // path 3 would be past the end of what is told
        assertThat(order.least(amounts)).isEqualTo(1);
    }

    @Test
    void ignoresPathsThatWereNotAdded() {
        order.addLast(1);
        order.fail(2);
        order.reinstateFirst(2);
        order.reinstateLast(2);
        order.reinstateFirst(-1);
        order.reinstateLast(-1);
        assertThat(paths()).containsExactly(1);
    }

    @Test
    void agreesWithAListUnderRandomUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> model = new ArrayList<>();
        Set<Integer> known = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            Integer path = random.nextInt(step < 10_000 ? 20 : 70);
            int what = random.nextInt(12);
            if (what >= 5 && !model.isEmpty()) {
                int place = random.nextInt(model.size());
                model.add(model.remove(place));
                order.toLast(place);
            } else {
                change(what, path, known, model);
            }
            assertThat(paths()).as("seed %d step %d", seed, step).isEqualTo(model);
        }
    }

    private void change(int what, Integer path, Set<Integer> known, List<Integer> model) {
        switch (what) {
            case 0 -> {
                order.addLast(path);
                known.add(path);
                model.remove(path);
                model.add(path);
            }
            case 1 -> {
                order.addFirst(path);
                known.add(path);
                model.remove(path);
                model.add(0, path);
            }
            case 2 -> {
                order.reinstateLast(path);
                if (known.contains(path)) {
                    model.remove(path);
                    model.add(path);
                }
            }
            case 3 -> {
                order.reinstateFirst(path);
                if (known.contains(path)) {
                    model.remove(path);
                    model.add(0, path);
                }
            }
            default -> {
                order.fail(path);
                model.remove(path);
            }
        }
    }
}
