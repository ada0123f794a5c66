package org.mpath.selector.historical.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.PathSelector;

/** The selector against its rules written once more, in floating point, with a list and no care for speed. */
class HistoricalModelTest {
    private static final int BYTES = 4096;

    @Test
    void agreesWithANaiveModelUnderRandomUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            long threshold = random.nextInt(4);
            int base = random.nextInt(1024);
            PathSelector real = new HistoricalServiceTimeFactory()
                    .create(List.of(Integer.toString(base), Long.toString(threshold)));
            Model model = new Model(base, threshold, real, 7);
            for (int step = 0; step < 2000; step++) {
                model.step(random, "seed " + seed + " run " + run + " step " + step);
            }
        }
    }

    private static final class Model {
        private static final class Path {
            final int number;
            double average = 1;
            double staleAfter;
            long finished;
            final Queue<Long> started = new ArrayDeque<>();

            Path(int number) {
                this.number = number;
            }

            int load() {
                return started.size();
            }

            double cost() {
                return average * (1 + load());
            }
        }

        private final double base;
        private final long threshold;
        private final PathSelector real;
        private final List<Path> order = new ArrayList<>();
        private final List<Path> all = new ArrayList<>();
        private long now = 1;

        Model(int base, long threshold, PathSelector real, int paths) {
            this.base = base / 1024.0;
            this.threshold = threshold;
            this.real = real;
            for (int i = 0; i < paths; i++) {
                Path path = new Path(i);
                order.add(path);
                all.add(path);
                real.add(i, List.of());
            }
        }

        void step(Random random, String where) {
            now += random.nextInt(5) == 0 ? random.nextInt(100_000_000) : random.nextInt(100_000);
            Path path = all.get(random.nextInt(all.size()));
            int what = random.nextInt(20);
            if (what == 0) {
                real.fail(path.number);
                order.remove(path);
            } else if (what == 1) {
                real.reinstate(path.number);
                order.remove(path);
                order.add(path);
            } else if (what < 11) {
                end(path);
            } else {
                select(where);
            }
            adopt();
        }

        private void end(Path path) {
            if (path.load() > 0) {
                long start = path.started.remove();
                real.ended(path.number, BYTES, start, now);
                double service = now - Math.max(start, path.finished);
                int bucket = (int) (service / (1 << 24));
                double weight = bucket >= 63 ? 0 : Math.pow(base, bucket + 1);
                double expected = path.average * weight + service * (1 - weight);
                path.finished = now;
                double shown = Double.parseDouble(real.statusArguments(path.number).split(" ")[0]) / 1024;
                assertThat(shown).isBetween(expected - service / 1000 - path.average / 1000 - 1,
                        expected + service / 1000 + path.average / 1000 + 1);
            }
        }

        private void select(String where) {
            Path expected = null;
            for (Path path : all) {
                if (order.contains(path) && (expected == null || beats(path, expected))) {
                    expected = path;
                }
            }
            int chosen = real.select(BYTES, now);
            assertThat(chosen).as(where).isEqualTo(expected == null ? PathSelector.NONE : expected.number);
            if (expected != null) {
                order.remove(expected);
                order.add(expected);
                expected.started.add(now);
                real.started(expected.number, BYTES, now);
            }
        }

        private boolean beats(Path a, Path b) {
            boolean turn = order.indexOf(a) < order.indexOf(b);
            if (Math.max(a.average, b.average) <= threshold * Math.min(a.average, b.average)) {
                return a.load() == b.load() ? turn : a.load() < b.load();
            }
            boolean tryA = a.load() == 0 && now > a.staleAfter;
            boolean tryB = b.load() == 0 && now > b.staleAfter;
            if (tryA && tryB && a.staleAfter == b.staleAfter || a.cost() == b.cost() && !tryA && !tryB) {
                return turn;
            }
            if (tryA || tryB) {
                return tryA && (!tryB || a.staleAfter < b.staleAfter);
            }
            Path winner = b.cost() < a.cost() ? b : a;
            if (now > winner.staleAfter) {
                return a.load() == b.load() ? turn : a.load() < b.load();
            }
            return winner == a;
        }

        /** The averages as shown: rounding must not add up, here it is the choice that is checked. */
        private void adopt() {
            for (Path path : all) {
                String[] shown = real.statusArguments(path.number).split(" ");
                path.average = Long.parseLong(shown[0]) / 1024.0;
                assertThat(Integer.parseInt(shown[1])).isEqualTo(path.load());
                path.staleAfter = Double.parseDouble(shown[2]);
            }
        }
    }
}
