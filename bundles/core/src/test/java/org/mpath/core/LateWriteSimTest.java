package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;

/**
 * Thousands of seeded failovers against a model of a unit that may still run a write long after its connection was lost.
 * Safety: no acknowledged write is ever overwritten by an older one, no task is completed twice. Liveness: once every
 * fault is healed, every task ends.
 */
class LateWriteSimTest {
    private static final int RUNS = Integer.getInteger("mpath.sim.runs", 5_000);
    private static final int PATHS = 3;
    private static final int BLOCKS = 4;
    private static final int WRITES_PER_BLOCK = 25;
    private static final long MILLI = 1_000_000L;

    /** Seeds that failed once: a write lost while resets were outstanding was taken for fenced by them. */
    @ParameterizedTest
    @ValueSource(longs = {80, 4297265539150L})
    void seedsThatFailedOnceStayGreen(long seed) {
        new World(seed).play();
    }

    @Test
    void noAcknowledgedWriteIsOverwrittenByAnOlderOne() {
        long first = Long.getLong("mpath.seed", System.nanoTime());
        int failovers = 0;
        for (int run = 0; run < RUNS; run++) {
            World world = new World(first + run);
            world.play();
            failovers += world.failovers;
        }
        assertThat(failovers).as("the simulation exercised failovers, seed %d", first).isGreaterThan(RUNS);
    }

    /** One unit, three nexuses, one engine, a clock that jumps from event to event. */
    private static final class World implements MapActions {
        private record Event(long at, long order, Runnable action) {}

        private static final class Attempt {
            final int path;
            final ScsiTask task;
            final int block;
            final int value;
            /** False once the unit can not run it any more. */
            boolean alive = true;
            boolean reported;

            Attempt(int path, ScsiTask task, int block, int value) {
                this.path = path;
                this.task = task;
                this.block = block;
                this.value = value;
            }
        }

        private final long seed;
        private final SplittableRandom random;
        private final PriorityQueue<Event> agenda =
                new PriorityQueue<>((a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
        private final MapEngine engine;
        private final List<Attempt> attempts = new ArrayList<>();
        private final Map<ScsiTask, int[]> open = new HashMap<>();
        private final int[] stored = new int[BLOCKS];
        private final int[] acknowledged = new int[BLOCKS];
        private final int[] nextValue = new int[BLOCKS];
        private final boolean[] up = {true, true, true};
        private long now;
        private long order;
        private long timerOrder;
        private boolean healed;
        private int failovers;

        World(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            EngineLimits limits = new EngineLimits(20 * MILLI, 200 * MILLI, 1000 * MILLI, 1000 * MILLI, true);
            MapPolicy policy = new MapPolicy(MapPolicy.Fence.STRICT, 0, 1000, 1L << 30, 0, 0, 10_000);
            engine = new MapEngine("m", this, policy, limits);
            engine.load(MapTable.parse("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 3 0 p0 p1 p2"),
                    spec -> new EngineRig.Turns());
            engine.start(0);
        }

        void play() {
            for (int block = 0; block < BLOCKS; block++) {
                write(block);
            }
            for (int fault = 0; fault < 12; fault++) {
                int path = random.nextInt(PATHS);
                at(random.nextLong(3000 * MILLI), () -> cut(path));
            }
            at(4000 * MILLI, () -> healed = true);
            for (Event event; (event = agenda.poll()) != null; ) {
                now = event.at();
                event.action().run();
                assertThat(now).as("seed %d: work left after faults ended: %s", seed, open.values()).isLessThan(60_000 * MILLI);
            }
            assertThat(open).as("seed %d: every task ends", seed).isEmpty();
            assertThat(stored).as("seed %d", seed).containsOnly(WRITES_PER_BLOCK);
        }

        private void write(int block) {
            if (nextValue[block] == WRITES_PER_BLOCK) {
                return;
            }
            ScsiTask task = new ScsiTask();
            task.cdbLength = Cdb.write(task.cdb, block, 1, false);
            task.direction = DataDirection.WRITE;
            task.changesMedium = true;
            task.data = ByteBuffer.allocate(0);
            open.put(task, new int[] {block, ++nextValue[block]});
            engine.submit(task, now);
        }

        private void cut(int path) {
            if (!up[path] || healed) {
                return;
            }
            up[path] = false;
            failovers++;
            for (Attempt attempt : List.copyOf(attempts)) {
                if (attempt.path == path && !attempt.reported) {
                    lose(attempt);
                }
            }
            at(random.nextLong(1500 * MILLI), () -> reconnect(path));
        }

        /** The connection is gone: the unit may run the write later, as long as nothing ended it. */
        private void lose(Attempt attempt) {
            report(attempt, Delivery.UNKNOWN);
            if (random.nextBoolean()) {
                at(random.nextLong(2500 * MILLI), () -> execute(attempt));
            }
        }

        /** A new nexus ends what the old one had; the checker then reinstates the path. */
        private void reconnect(int path) {
            up[path] = true;
            endAll(path);
            engine.linkUp(path, now);
            engine.reinstatePath("p" + path, now);
        }

        private void endAll(int path) {
            attempts.removeIf(attempt -> {
                boolean ends = path < 0 || attempt.path == path;
                attempt.alive &= !ends || !attempt.reported;
                return ends && attempt.reported;
            });
        }

        private void execute(Attempt attempt) {
            if (attempt.alive) {
                assertThat(attempt.value)
                        .as("seed %d: block %d written by an attempt on path %d", seed, attempt.block, attempt.path)
                        .isGreaterThanOrEqualTo(acknowledged[attempt.block]);
                stored[attempt.block] = attempt.value;
                attempt.alive = false;
            }
        }

        private void report(Attempt attempt, Delivery delivery) {
            attempt.reported = true;
            attempt.task.unanswered(delivery, "connection lost");
            engine.done(attempt.task, now);
        }

        private void at(long delay, Runnable action) {
            agenda.add(new Event(now + delay, order++, action));
        }

        @Override
        public void send(int path, ScsiTask task) {
            int[] what = open.get(task);
            Attempt attempt = new Attempt(path, task, what[0], what[1]);
            if (!up[path]) {
                at(0, () -> report(attempt, Delivery.NOT_SENT));
                return;
            }
            attempts.add(attempt);
            at(random.nextLong(40 * MILLI), () -> {
                if (!attempt.reported) {
                    execute(attempt);
                    attempt.reported = true;
                    attempts.remove(attempt);
                    task.delivery = Delivery.ANSWERED;
                    task.status = 0;
                    engine.done(task, now);
                }
            });
        }

        @Override
        public PathDevice device(int path) {
            return null;
        }

        @Override
        public void resetUnit(int path) {
            at(random.nextLong(10 * MILLI), () -> {
                boolean answered = up[path];
                if (answered) {
                    endAll(-1);
                    for (Attempt attempt : List.copyOf(attempts)) {
                        if (attempt.path == path && !attempt.reported) {
                            attempt.alive = false;
                            attempts.remove(attempt);
                            report(attempt, Delivery.ENDED);
                        }
                    }
                }
                engine.resetDone(path, answered, now);
            });
        }

        @Override
        public void activate(int path, int round, boolean bypassed) {}

        @Override
        public void askOwner(int path, int round) {}

        @Override
        public void probe(int path) {}

        @Override
        public void probeEnded(int usable) {}

        @Override
        public void suspended() {}

        @Override
        public void complete(ScsiTask task) {
            int[] what = open.remove(task);
            assertThat(what).as("seed %d: completed once", seed).isNotNull();
            assertThat(task.good()).as("seed %d: %s", seed, task.reason).isTrue();
            acknowledged[what[0]] = Math.max(acknowledged[what[0]], what[1]);
            write(what[0]);
        }

        @Override
        public void setTimer(long delayNanos) {
            long mine = ++timerOrder;
            if (delayNanos >= 0) {
                at(delayNanos, () -> {
                    if (mine == timerOrder) {
                        engine.timerFired(now);
                    }
                });
            }
        }

        @Override
        public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {}
    }
}
