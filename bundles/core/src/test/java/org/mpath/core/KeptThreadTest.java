package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Cdb;

/**
 * A selector keeps the thread it is called on, and another thread goes on with the engine. What the thread that is kept would
 * see is played by an error at the end of the call, which nobody but the test catches.
 */
class KeptThreadTest {
    private static final String TABLE = "0 1024 multipath 1 queue_if_no_path 0 2 1 turns 0 2 0 a b turns 0 2 0 c d";
    private static final String OTHER = "0 1024 multipath 1 queue_if_no_path 0 2 2 turns 0 1 0 a turns 0 3 0 b c d";
    private static final int BUSY = 0x08;

    private final Rig rig = new Rig();

    /** A rig whose selectors keep the thread when they are told to. */
    private static final class Rig extends EngineRig {
        /** The call that keeps the thread, counted from the next; 0 for none. */
        private int keepsAt;

        private Random chance;

        Rig() {
            super(TABLE);
        }

        @Override
        public String selectorReturned() {
            boolean keeps = keepsAt == 1 || chance != null && chance.nextInt(12) == 0;
            keepsAt -= keepsAt > 0 ? 1 : 0;
            if (keeps) {
                throw new ThreadAbandoned("a test");
            }
            return null;
        }

        /** Does something; another thread goes on when a selector keeps the one it is done on. */
        void run(Runnable work) {
            try {
                work.run();
            } catch (ThreadAbandoned kept) {
                run(() -> engine.selectors().kept("it keeps a thread", now));
            }
        }

        /** The same, with a selector that keeps the thread when it is called the {@code n}th time. */
        void keptAt(int n, Runnable work) {
            keepsAt = n;
            run(work);
            assertThat(keepsAt).as("it was called that often").isZero();
        }
    }

    private static ScsiTask task(boolean write) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = write ? Cdb.write(task.cdb, 0, 8, false) : Cdb.read(task.cdb, 0, 8);
        task.direction = write ? DataDirection.WRITE : DataDirection.READ;
        task.changesMedium = write;
        task.data = ByteBuffer.allocate(4096);
        task.dataLength = 4096;
        return task;
    }

    private void assertReplaced() {
        assertThat(rig.last(MapEvent.Kind.SELECTOR_CHANGED))
                .isEqualTo(new EngineRig.Told(MapEvent.Kind.SELECTOR_CHANGED, "", "turns", "first-usable", "it keeps a thread", 4));
        assertThat(rig.info()).as("the table still names it").contains("A 0 2 0 a");
    }

    @Test
    void aRequestWhosePathWasBeingChosenIsSent() {
        ScsiTask task = task(false);
        rig.keptAt(1, () -> rig.engine.submit(task, rig.now));
        assertThat(rig.out()).containsExactly(task);
        assertReplaced();
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void aRequestThatWasAboutToBeSentIsSentOnce() {
        ScsiTask task = task(false);
        rig.keptAt(2, () -> rig.engine.submit(task, rig.now));
        assertThat(rig.out()).containsExactly(task);
        assertReplaced();
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.state().groups().get(0).paths()).allMatch(path -> path.inFlight() == 0);
    }

    @Test
    void aRequestThatWasOverIsCompletedOnce() {
        ScsiTask task = task(false);
        rig.engine.submit(task, rig.now);
        rig.keptAt(1, () -> rig.good(task));
        assertThat(rig.completed).containsExactly(task);
        assertReplaced();
        assertThat(rig.state().groups().get(0).paths()).allMatch(path -> path.inFlight() == 0);
    }

    @Test
    void aRequestThatIsTriedElsewhereIsNotLost() {
        ScsiTask task = task(true);
        rig.engine.submit(task, rig.now);
        // the end of the first attempt, then the choice of another path
        rig.keptAt(2, () -> rig.unanswered(task, Delivery.NOT_SENT));
        assertThat(rig.out()).containsExactly(task);
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void whatWaitsBehindTheRequestInHandKeepsItsOrder() {
        rig.fail("a", "b", "c", "d");
        List<ScsiTask> waiting = List.of(task(false), task(true), task(false));
        waiting.forEach(task -> rig.engine.submit(task, rig.now));
        assertThat(rig.out()).isEmpty();
        rig.keptAt(6, () -> rig.reinstate("b")); // told of five changes, then asked for a path
        assertThat(rig.out()).containsExactlyElementsOf(waiting);
    }

    @Test
    void aPathThatItWasBeingToldOfIsFailedAllTheSame() {
        rig.keptAt(1, () -> rig.fail("a"));
        assertThat(rig.state().groups().get(0).paths().get(0).state()).isEqualTo(PathState.State.FAILED);
        ScsiTask task = task(false);
        rig.engine.submit(task, rig.now);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
    }

    @Test
    void aTableWhoseSelectorsWereBeingGivenTheirPathsIsNotLoaded() {
        rig.keptAt(2, () -> rig.load(OTHER));
        assertThat(rig.engine.table().groups()).hasSize(2).first().satisfies(group -> assertThat(group.paths()).hasSize(2));
        ScsiTask task = task(false);
        rig.engine.submit(task, rig.now);
        assertThat(rig.pathNameOf(task)).isEqualTo("a");
        assertThat(rig.info()).as("in use as before").contains("A 0 2 0 a");
        rig.load(OTHER);
        assertThat(rig.engine.table().groups().get(1).paths()).hasSize(3);
    }

    @Test
    void aSelectorThatReturnedTooLateIsReplaced() {
        AtomicBoolean slow = new AtomicBoolean();
        EngineRig late = new EngineRig(TABLE) {
            @Override
            public String selectorReturned() {
                return slow.getAndSet(false) ? "select took longer than 1000 ms" : null;
            }
        };
        slow.set(true);
        ScsiTask task = late.read();
        assertThat(late.last(MapEvent.Kind.SELECTOR_CHANGED).reason()).isEqualTo("select took longer than 1000 ms");
        late.good(task);
        assertThat(late.completed).containsExactly(task);
    }

    /** Everything that can happen to a map, with a selector that keeps the thread in every twelfth call. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void noRequestIsLostOrDoneTwiceWhereverSelectorsKeepThreads(long offset) {
        long seed = Long.getLong("mpath.seed", System.nanoTime()) + offset;
        System.out.println("KeptThreadTest -Dmpath.seed=" + (seed - offset) + " offset " + offset);
        Random chance = new Random(seed);
        rig.chance = new Random(seed + 1);
        Set<ScsiTask> submitted = new HashSet<>();
        for (int step = 0; step < 3_000; step++) {
            step(chance, submitted);
        }
        rig.chance = null;
        heal();
        Set<ScsiTask> completed = new HashSet<>(rig.completed);
        assertThat(rig.completed.size() - completed.size()).as("done twice, seed %d", seed).isZero();
        assertThat(submitted.size() - completed.size()).as("lost, seed %d", seed).isZero();
        assertThat(rig.state().groups()).allSatisfy(
                group -> assertThat(group.paths()).allMatch(path -> path.inFlight() == 0));
        assertThat(rig.told).anyMatch(event -> event.reason().equals("it keeps a thread"));
    }

    private void step(Random chance, Set<ScsiTask> submitted) {
        String path = String.valueOf((char) ('a' + chance.nextInt(4)));
        switch (chance.nextInt(16)) {
            case 0, 1, 2, 3 -> {
                ScsiTask task = task(chance.nextBoolean());
                submitted.add(task);
                rig.run(() -> rig.engine.submit(task, rig.now));
            }
            case 4, 5, 6, 7 -> answer(chance);
            case 8 -> rig.run(() -> rig.fail(path));
            case 9, 10 -> rig.run(() -> rig.reinstate(path));
            case 11 -> rig.run(() -> rig.pass(chance.nextInt(2_000_000_000)));
            case 12 -> rig.run(() -> rig.load(chance.nextBoolean() ? TABLE : OTHER));
            case 13 -> activated(chance);
            case 14 -> rig.run(() -> rig.engine.suspend(false, rig.now));
            default -> rig.run(() -> rig.engine.resumeIo(rig.now));
        }
    }

    private void answer(Random chance) {
        if (rig.sent.isEmpty()) {
            return;
        }
        ScsiTask task = rig.sent.get(chance.nextInt(rig.sent.size())).task();
        switch (chance.nextInt(6)) {
            case 0 -> rig.run(() -> rig.unanswered(task, Delivery.NOT_SENT));
            case 1 -> rig.run(() -> rig.sense(task, 0x02, 0x04, 0x03));
            case 2 -> rig.run(() -> rig.answer(task, BUSY));
            default -> rig.run(() -> rig.good(task));
        }
    }

    private void activated(Random chance) {
        if (chance.nextInt(8) == 0) {
            rig.run(() -> rig.useHandler(Activation.EVERY_PATH, asc -> asc == 0x04 ? Verdict.ACTIVATE : Verdict.DECLINED));
        }
        List<EngineRig.Asked> asked = new ArrayList<>(rig.activations);
        rig.activations.clear();
        asked.forEach(each -> rig.run(() -> rig.engine.activated(
                each.path(), each.round(), chance.nextInt(4) == 0 ? ActivationCode.IO : ActivationCode.OK, rig.now)));
    }

    private void heal() {
        rig.engine.resumeIo(rig.now);
        for (int round = 0; round < 200; round++) {
            rig.reinstate("a", "b", "c", "d");
            List<EngineRig.Asked> asked = new ArrayList<>(rig.activations);
            rig.activations.clear();
            asked.forEach(each -> rig.engine.activated(each.path(), each.round(), ActivationCode.OK, rig.now));
            List.copyOf(rig.sent).forEach(sent -> rig.good(sent.task()));
            rig.pass(100_000_000);
        }
    }
}
