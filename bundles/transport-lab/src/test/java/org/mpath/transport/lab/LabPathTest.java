package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.PathDevice;

/** I/O through the paths of a healthy lab. */
class LabPathTest {
    private LabRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = LabRig.ofDefaults();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void everyPathReportsItsNewNexusOnce() throws Exception {
        for (PathDevice path : rig.lab.paths()) {
            assertThat(rig.outcome(path, LabRig.testUnitReady())).as(path.name()).isEqualTo("06/29/00");
            assertThat(rig.outcome(path, LabRig.testUnitReady())).as(path.name()).isEqualTo("GOOD");
        }
    }

    @Test
    void whatOnePathWritesEveryPathOfTheUnitReads() throws Exception {
        rig.outcome(rig.ready("lab:A0/1"), LabRig.write(5, LabRig.block(9)));
        for (String port : List.of("A0", "A1", "B0", "B1")) {
            assertThat(rig.contents(rig.ready("lab:" + port + "/1"), 5, 1)).isEqualTo(LabRig.block(9));
            assertThat(rig.contents(rig.ready("lab:" + port + "/2"), 5, 1)).isEqualTo(LabRig.block(0));
        }
    }

    @Test
    void tellsOutcomesInOrder() throws Exception {
        PathDevice path = rig.ready("lab:A0/0");
        ScsiTask first = LabRig.write(0, LabRig.block(1));
        ScsiTask second = LabRig.write(0, LabRig.block(2));
        List<CompletableFuture<ScsiTask>> outcomes = rig.send(path, first, second);
        LabRig.await(outcomes.get(1));
        assertThat(outcomes.get(0)).isDone();
        assertThat(rig.contents(path, 0, 1)).isEqualTo(LabRig.block(2));
    }

    @Test
    void oneMoreThanItsLimitIsAnsweredTaskSetFull() throws Exception {
        PathDevice path = rig.ready("lab:A0/0");
        ScsiTask[] tasks = new ScsiTask[InFlight.COMMANDS_MAX + 1];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = LabRig.testUnitReady();
        }
        List<CompletableFuture<ScsiTask>> outcomes = rig.send(path, tasks);
        assertThat(LabRig.text(LabRig.await(outcomes.get(InFlight.COMMANDS_MAX)))).isEqualTo("status 40");
        assertThat(LabRig.text(LabRig.await(outcomes.get(InFlight.COMMANDS_MAX - 1)))).isEqualTo("GOOD");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
    }

    /** Sends the same task again from its own completion, so many times. */
    private static final class Chain implements TaskListener {
        private final PathDevice path;
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private int left;
        private int good;

        Chain(PathDevice path, int count) {
            this.path = path;
            this.left = count;
        }

        @Override
        public void taskDone(ScsiTask task) {
            good += task.good() ? 1 : 0;
            if (--left > 0) {
                task.begin();
                path.submit(task, this);
            } else {
                end.complete(good);
            }
        }
    }

    private Chain run(PathDevice path, ScsiTask task, int count) throws Exception {
        Chain chain = new Chain(path, count);
        rig.reactor.execute(() -> {
            task.begin();
            path.submit(task, chain);
        });
        LabRig.await(chain.end);
        return chain;
    }

    @Test
    void aCompletionThatSubmitsAgainDoesNotGrowTheStack() throws Exception {
        assertThat(run(rig.ready("lab:A0/0"), LabRig.read(0, 8), 100_000).good).isEqualTo(100_000);
    }

    @Test
    void aRefusalThatIsSubmittedAgainDoesNotGrowTheStack() throws Exception {
        PathDevice path = rig.ready("lab:A0/0");
        rig.verbs.cut("A0");
        assertThat(run(path, LabRig.read(0, 8), 100_000).good).isZero();
    }

    @Test
    void allocatesNothingPerCommand() throws Exception {
        PathDevice path = rig.ready("lab:A0/0");
        ScsiTask task = LabRig.read(0, 8);
        run(path, task, 20_000);
        int count = 50_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = rig.onReactor(() -> Thread.currentThread().getId());

        long before = threads.getThreadAllocatedBytes(id);
        run(path, task, count);
        long bytesPerCommand = (threads.getThreadAllocatedBytes(id) - before) / count;

        assertThat(bytesPerCommand).isZero();
    }

    @Test
    void resetReachesTheUnitAndIsToldToTheOtherPaths() throws Exception {
        PathDevice mine = rig.ready("lab:A0/0");
        PathDevice other = rig.ready("lab:B1/0");
        PathDevice otherUnit = rig.ready("lab:B1/1");

        assertThat(rig.reset(mine)).isTrue();

        assertThat(rig.outcome(mine, LabRig.testUnitReady())).isEqualTo("GOOD");
        assertThat(rig.outcome(otherUnit, LabRig.testUnitReady())).isEqualTo("GOOD");
        assertThat(rig.outcome(other, LabRig.testUnitReady())).isEqualTo("06/29/03");
        assertThat(rig.outcome(other, LabRig.testUnitReady())).isEqualTo("GOOD");
    }

    @Test
    void abortOfATaskThatIsOverDoesNothing() throws Exception {
        PathDevice path = rig.ready("lab:A0/0");
        ScsiTask over = LabRig.testUnitReady();
        rig.outcome(path, over);
        ScsiTask never = LabRig.testUnitReady();
        rig.onReactor(() -> {
            path.abort(over);
            path.abort(never);
            return null;
        });
        assertThat(LabRig.text(over)).isEqualTo("GOOD");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
    }
}
