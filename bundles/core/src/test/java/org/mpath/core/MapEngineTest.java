package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;
import org.mpath.api.map.TextForm;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Status;

class MapEngineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 1 a 1 b 1";
    private static final String FAILING = "0 1024 multipath 0 0 1 1 turns 0 2 1 a 1 b 1";

    private final EngineRig rig = new EngineRig(QUEUEING);

    @Test
    void spreadsTasksOverThePathsAndCounts() {
        ScsiTask first = rig.read();
        ScsiTask second = rig.write();
        assertThat(rig.pathOf(first)).isNotEqualTo(rig.pathOf(second));
        assertThat(rig.state().inFlight()).isEqualTo(2);
        rig.good(first);
        rig.good(second);
        assertThat(rig.completed).containsExactly(first, second);
        assertThat(rig.state().counters().readBytes()).isEqualTo(4096);
        assertThat(rig.state().counters().writes()).isEqualTo(1);
        assertThat(rig.state().inFlight()).isZero();
    }

    @Test
    void failsThePathAndSendsElsewhereWhenTheCommandNeverLeft() {
        ScsiTask task = rig.write();
        int path = rig.pathOf(task);
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.pathOf(task)).isEqualTo(1 - path);
        assertThat(rig.state().condition()).isEqualTo(Condition.DEGRADED);
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.events).containsExactly("PATH_FAILED " + (path == 0 ? "a" : "b"));
    }

    @Test
    void aMediumErrorIsTheCallersAndFailsNoPath() {
        ScsiTask task = rig.read();
        rig.sense(task, 0x03, 0x11, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.CHECK_CONDITION);
        assertThat(EngineRig.keyOf(task)).isEqualTo(3);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void aUnitAttentionIsAbsorbed() {
        ScsiTask task = rig.read();
        rig.sense(task, 0x06, 0x29, 0x00);
        assertThat(rig.completed).isEmpty();
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void aUnitThatSaysItIsAnotherOneFailsThePathUntilDiscoveryHasLooked() {
        ScsiTask task = rig.write();
        int first = rig.pathOf(task);
        rig.sense(task, 0x06, 0x3f, 0x03);
        assertThat(rig.pathOf(task)).isEqualTo(1 - first);
        rig.sense(task, 0x06, 0x3f, 0x05);
        assertThat(rig.state().activePaths()).isZero();
        assertThat(rig.state().queued()).isEqualTo(1);
    }

    @Test
    void unitAttentionsWithoutEndArePacedInsteadOfSpinning() {
        ScsiTask task = rig.read();
        int eager = 0;
        while (rig.pathOf(task) >= 0) {
            rig.sense(task, 0x06, 0x29, 0x00);
            eager++;
        }
        assertThat(eager).isEqualTo(5);
        rig.pass(EngineLimits.DEFAULT.retryDelayNanos());
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void notReadyAndUnitNotSupportedFailThePath() {
        ScsiTask task = rig.read();
        rig.sense(task, 0x02, 0x04, 0x0b);
        rig.sense(task, 0x05, 0x25, 0x00);
        assertThat(rig.state().activePaths()).isZero();
        assertThat(rig.state().groups().get(0).paths()).extracting(PathState::reason)
                .anyMatch(reason -> reason.contains("02/04/0b"))
                .anyMatch(reason -> reason.contains("05/25/00"));
        assertThat(rig.state().queued()).isEqualTo(1);
    }

    @Test
    void busyIsRetriedAfterADelayWithoutFailingThePath() {
        ScsiTask task = rig.read();
        rig.answer(task, Status.BUSY);
        assertThat(rig.sent).isEmpty();
        rig.pass(EngineLimits.DEFAULT.retryDelayNanos());
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void busyForEverEndsWithTheAttemptLimit() {
        ScsiTask task = rig.read();
        for (int i = 0; i < MapPolicy.DEFAULT.attemptsMax(); i++) {
            rig.answer(task, Status.BUSY);
            rig.pass(EngineLimits.DEFAULT.retryDelayNanos() << Math.min(i, 6));
        }
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isFalse();
        assertThat(task.reason).contains("64 attempts").contains("08h");
    }

    @Test
    void queuesWithoutAPathAndSendsInOrderWhenOneComesBack() {
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        ScsiTask first = rig.write();
        ScsiTask second = rig.read();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().condition()).isEqualTo(Condition.QUEUEING);
        assertThat(rig.state().queued()).isEqualTo(2);
        rig.engine.reinstatePath("b", rig.now);
        assertThat(rig.sent).extracting(EngineRig.Sent::task).containsExactly(first, second);
        assertThat(rig.events).containsExactly(
                "PATH_FAILED a", "PATH_FAILED b", "MAP_NO_PATH", "PATH_REINSTATED b", "MAP_RECOVERED");
    }

    @Test
    void queuedTasksFailAfterTheNoPathTimeoutAndNotBefore() {
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        ScsiTask task = rig.write();
        rig.pass(29 * SECOND);
        assertThat(rig.completed).isEmpty();
        rig.pass(2 * SECOND);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(task.reason).contains("no usable path for 30 s");
    }

    @Test
    void afterTheNoPathTimeoutTasksFailAtOnceUntilAPathIsBack() {
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        rig.write();
        rig.pass(31 * SECOND);
        ScsiTask late = rig.read();
        assertThat(rig.completed).hasSize(2).contains(late);
        assertThat(late.reason).contains("no usable path for 30 s");
        assertThat(rig.state().condition()).isEqualTo(Condition.FAILED);
        assertThat(rig.events).endsWith("MAP_NO_PATH");

        rig.engine.reinstatePath("a", rig.now);
        rig.good(rig.read());
        rig.engine.failPath("a", "test", rig.now);
        ScsiTask waits = rig.read();
        assertThat(rig.completed).doesNotContain(waits);
        assertThat(rig.state().condition()).isEqualTo(Condition.QUEUEING);
    }

    @Test
    void aHardwareErrorIsTriedOnOneOtherPathAndThenReturned() {
        ScsiTask task = rig.read();
        int first = rig.pathOf(task);
        rig.sense(task, 0x04, 0x44, 0x00);
        assertThat(rig.pathOf(task)).isEqualTo(1 - first);
        rig.sense(task, 0x04, 0x44, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(4);
        assertThat(rig.state().activePaths()).isEqualTo(2);
    }

    @Test
    void tasksHeldForAResetFailWhenItTookTheLastPathAndTheMapDoesNotQueue() {
        EngineRig failing = new EngineRig(FAILING);
        ScsiTask lost = failing.write();
        failing.unanswered(lost, Delivery.UNKNOWN);
        failing.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(failing.resets).hasSize(1);
        ScsiTask held = failing.read();
        assertThat(failing.sent).isEmpty();
        failing.engine.resetDone(failing.resets.get(0), false, failing.now);
        assertThat(failing.completed).containsExactly(held);
        assertThat(held.reason).contains("does not queue");
    }

    @Test
    void withoutQueueingATaskFailsAtOnce() {
        EngineRig failing = new EngineRig(FAILING);
        ScsiTask task = failing.read();
        failing.unanswered(task, Delivery.NOT_SENT);
        failing.unanswered(task, Delivery.NOT_SENT);
        assertThat(failing.completed).containsExactly(task);
        assertThat(task.reason).contains("does not queue").contains("connection lost");
    }

    @Test
    void failIfNoPathFailsWhatWaits() {
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        ScsiTask task = rig.write();
        rig.engine.queueIfNoPath(false, rig.now);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.engine.table().text()).isEqualTo(FAILING);
    }

    @Test
    void aReadOfUnknownOutcomeIsSentElsewhereAtOnce() {
        ScsiTask task = rig.read();
        int path = rig.pathOf(task);
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.pathOf(task)).isEqualTo(1 - path);
    }

    @Test
    void aWriteOfUnknownOutcomeWaitsForItsNexus() {
        ScsiTask task = rig.write();
        int path = rig.pathOf(task);
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).isEmpty();
        rig.engine.linkUp(path, rig.now);
        assertThat(rig.pathOf(task)).isEqualTo(1 - path);
        assertThat(rig.resets).isEmpty();
    }

    @Test
    void aWriteOfUnknownOutcomeIsFencedByResetWhenItsNexusStaysAway() {
        ScsiTask lost = rig.write();
        int path = rig.pathOf(lost);
        rig.unanswered(lost, Delivery.UNKNOWN);
        ScsiTask other = rig.read();
        rig.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(rig.resets).containsExactly(1 - path);
        ScsiTask during = rig.read();
        assertThat(rig.pathOf(during)).as("nothing is sent while a reset is outstanding").isEqualTo(-1);
        rig.unanswered(other, Delivery.ENDED);
        rig.engine.resetDone(1 - path, true, rig.now);
        assertThat(rig.pathOf(lost)).isEqualTo(1 - path);
        assertThat(rig.pathOf(other)).isEqualTo(1 - path);
        assertThat(rig.pathOf(during)).isEqualTo(1 - path);
        assertThat(rig.state().activePaths()).as("the reset fails no path").isEqualTo(1);
    }

    @Test
    void anUnansweredResetFailsThatPathToo() {
        ScsiTask lost = rig.write();
        int path = rig.pathOf(lost);
        rig.unanswered(lost, Delivery.UNKNOWN);
        rig.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        rig.engine.resetDone(1 - path, false, rig.now);
        assertThat(rig.state().activePaths()).isZero();
        assertThat(rig.sent).isEmpty();
        rig.engine.linkUp(path, rig.now);
        rig.engine.reinstatePath("a", rig.now);
        assertThat(rig.pathOf(lost)).isEqualTo(0);
    }

    @Test
    void aWriteThatCannotBeFencedIsGivenBackAsUnknown() {
        ScsiTask lost = rig.write();
        rig.unanswered(lost, Delivery.UNKNOWN);
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        rig.pass(32 * SECOND);
        assertThat(rig.completed).containsExactly(lost);
        assertThat(lost.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(lost.reason).contains("outcome unknown");
    }

    @Test
    void aCompareAndWriteIsNeverSentTwice() {
        ScsiTask task = rig.write();
        task.cdb[0] = (byte) Opcode.COMPARE_AND_WRITE;
        rig.unanswered(task, Delivery.ENDED);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(Delivery.ENDED);
    }

    @Test
    void aReloadKeepsWhatIsKnownOfItsPathsAndDrainsTheOthers() {
        ScsiTask onA = rig.read();
        rig.engine.failPath("b", "test", rig.now);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 1 b 1 c 1");
        assertThat(rig.state().groups().get(0).paths()).extracting(PathState::name, PathState::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", PathState.State.FAILED),
                        org.assertj.core.groups.Tuple.tuple("c", PathState.State.ACTIVE));
        rig.good(onA);
        assertThat(rig.completed).containsExactly(onA);
        ScsiTask next = rig.read();
        assertThat(rig.engine.numberOf("c")).isEqualTo(rig.pathOf(next));
        assertThat(rig.events).contains("PATH_REMOVED a", "PATH_ADDED c", "MAP_RELOADED");
    }

    @Test
    void aRefusedReloadChangesNothing() {
        assertThatThrownBy(() -> rig.load("0 1024 multipath 0 0 1 1 turns 0 2 1 b 1 c bad"))
                .hasMessageContaining("invalid argument 'bad'");
        assertThat(rig.engine.table().text()).isEqualTo(QUEUEING);
        assertThat(rig.pathOf(rig.read())).isNotEqualTo(-1);
        assertThat(rig.engine.numberOf("c")).isEqualTo(-1);
    }

    @Test
    void aHandlerIsAskedFirstAndDroppedWhenItThrows() {
        rig.engine.useHandler("array", (path, key, asc, ascq) -> {
            if (asc == 0x24) {
                throw new IllegalStateException("bug");
            }
            return asc == 0x94 ? Verdict.FAIL_PATH : Verdict.DECLINED;
        }, "test", rig.now);
        ScsiTask task = rig.read();
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(rig.state().activePaths()).isEqualTo(1);
        rig.sense(task, 0x05, 0x24, 0x00);
        assertThat(rig.completed).as("the engine's own table returns it").containsExactly(task);
        assertThat(rig.state().handler()).isEmpty();
    }

    @Test
    void aSelectorThatThrowsOrLeavesIsReplaced() {
        rig.load(QUEUEING, spec -> new PathSelector() {
            @Override
            public void add(int path, java.util.List<String> arguments) {}

            @Override
            public void fail(int path) {}

            @Override
            public void reinstate(int path) {}

            @Override
            public int select(long bytes, long nowNanos) {
                throw new IllegalStateException("bug");
            }
        });
        ScsiTask task = rig.read();
        assertThat(rig.pathOf(task)).isZero();
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("first-usable");
        rig.load(QUEUEING);
        rig.engine.selectors().drop("turns");
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("first-usable");
        assertThat(rig.pathOf(rig.read())).isZero();
        assertThat(rig.pathOf(rig.read())).isZero();
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.selectors().restore("turns", spec -> new EngineRig.Turns());
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("turns");
        assertThat(rig.pathOf(rig.read())).as("the new selector knows the failed path").isEqualTo(1);
        rig.engine.reinstatePath("a", rig.now);
        assertThat(rig.pathOf(rig.read())).isNotEqualTo(rig.pathOf(rig.read()));
    }

    @Test
    void closingFailsWhatWaits() {
        rig.engine.failPath("a", "test", rig.now);
        rig.engine.failPath("b", "test", rig.now);
        ScsiTask task = rig.write();
        rig.engine.close(rig.now);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.reason).contains("the map was removed");
    }

    @Test
    void printsTheKernelsStatus() {
        rig.engine.failPath("b", "test", rig.now);
        rig.good(rig.read());
        assertThat(rig.engine.status(TextForm.TODAY)).isEqualTo("0 1024 multipath 2 0 0 0 1 1 A 0 2 0 a A 0 b F 1");
    }
}
