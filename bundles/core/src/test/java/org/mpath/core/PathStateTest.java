package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** Paths fail and come back (seed-systems 3.8, capability rows 057, 073, 080). */
class PathStateTest {
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String FAILING = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    private final EngineRig rig = new EngineRig(QUEUEING);

    @Test
    void failingTwiceIsFailingOnceAndSoIsReinstating() {
        rig.fail("a", "a");
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 0 2 0 a F 1 b A 0");
        assertThat(rig.events).containsExactly("PATH_FAILED a");
        assertThat(rig.engine.eventCounter()).isEqualTo(1);
        rig.reinstate("a", "a");
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 0 2 0 a A 1 b A 0");
        assertThat(rig.events).containsExactly("PATH_FAILED a", "PATH_REINSTATED a");
        assertThat(rig.engine.eventCounter()).isEqualTo(2);
        rig.fail("a");
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 0 2 0 a F 2 b A 0");
    }

    @Test
    void aPathThatIsNotInTheMapIsNeitherFailedNorReinstated() {
        assertThat(rig.engine.failPath("x", "test", rig.now)).isFalse();
        assertThat(rig.engine.reinstatePath("x", rig.now)).isFalse();
        assertThat(rig.engine.failPath("a", "test", rig.now)).isTrue();
        assertThat(rig.engine.failPath("a", "test", rig.now)).isTrue();
        assertThat(rig.engine.reinstatePath("a", rig.now)).isTrue();
        assertThat(rig.engine.reinstatePath("a", rig.now)).isTrue();
    }

    @Test
    void everyEventShowsHowManyPathsAreLeftUsable() {
        rig.fail("a", "b");
        rig.reinstate("b", "a");
        assertThat(rig.told)
                .extracting(EngineRig.Told::kind, EngineRig.Told::path, EngineRig.Told::from, EngineRig.Told::to,
                        EngineRig.Told::usable)
                .containsExactly(
                        tuple(Kind.PATH_FAILED, "a", "active", "failed", 1),
                        tuple(Kind.PATH_FAILED, "b", "active", "failed", 0),
                        tuple(Kind.MAP_NO_PATH, "", "", "", 0),
                        tuple(Kind.PATH_REINSTATED, "b", "failed", "active", 1),
                        tuple(Kind.MAP_RECOVERED, "", "", "", 1),
                        tuple(Kind.PATH_REINSTATED, "a", "failed", "active", 2));
        assertThat(rig.engine.eventCounter()).as("the kernel counts the four of the paths").isEqualTo(4);
    }

    @Test
    void losingTheLastPathSaysWhetherIoWaits() {
        rig.fail("a", "b");
        assertThat(rig.last(Kind.MAP_NO_PATH).reason()).isEqualTo("I/O waits");
        EngineRig failing = new EngineRig(FAILING);
        failing.fail("a", "b");
        assertThat(failing.last(Kind.MAP_NO_PATH).reason()).isEqualTo("I/O fails");
    }

    @Test
    void recoverySaysHowMuchWaited() {
        rig.fail("a", "b");
        rig.read();
        rig.write();
        rig.reinstate("a");
        assertThat(rig.last(Kind.MAP_RECOVERED).reason()).isEqualTo("2 task(s) waited");
    }

    @Test
    void theSnapshotTellsWhenAndWhyAPathFailed() {
        assertThat(path(0)).extracting(PathState::reason, PathState::changedMillis).containsExactly("", 0L);
        rig.pass(4_000_000);
        rig.fail("a");
        assertThat(path(0)).extracting(PathState::state, PathState::reason, PathState::changedMillis, PathState::failCount)
                .containsExactly(PathState.State.FAILED, "test", rig.now / 1_000_000, 1L);
        rig.pass(5_000_000);
        rig.reinstate("a");
        assertThat(path(0)).extracting(PathState::state, PathState::reason, PathState::changedMillis)
                .as("the last reason stays to be seen")
                .containsExactly(PathState.State.ACTIVE, "test", rig.now / 1_000_000);
        assertThat(path(1)).extracting(PathState::state, PathState::failCount).containsExactly(PathState.State.ACTIVE, 0L);
    }

    private PathState path(int index) {
        return rig.state().groups().get(0).paths().get(index);
    }

    @Test
    void aPathFailedWithoutAReasonHasAnEmptyOne() {
        rig.engine.failPath("a", null, rig.now);
        assertThat(path(0).reason()).isEmpty();
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEmpty();
    }

    @Test
    void theConditionFollowsThePaths() {
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
        rig.fail("a");
        assertThat(rig.state().condition()).isEqualTo(Condition.DEGRADED);
        rig.fail("b");
        assertThat(rig.state().condition()).isEqualTo(Condition.QUEUEING);
        rig.reinstate("a", "b");
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
        EngineRig failing = new EngineRig(FAILING);
        failing.fail("a", "b");
        assertThat(failing.state().condition()).isEqualTo(Condition.FAILED);
        assertThat(new EngineRig("0 1024 multipath 0 0 0 0").state().condition()).isEqualTo(Condition.EMPTY);
    }

    @Test
    void thePathThatARequestUsedFailsAndNotTheCurrentOne() {
        ScsiTask onA = rig.read();
        ScsiTask onB = rig.read();
        rig.unanswered(onB, Delivery.NOT_SENT);
        assertThat(rig.info()).isEqualTo("2 0 0 0 1 1 A 0 2 0 a A 0 b F 1");
        assertThat(rig.pathNameOf(onB)).isEqualTo("a");
        assertThat(rig.pathNameOf(onA)).isEqualTo("a");
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEqualTo("connection lost");
    }

    @Test
    void aFailedPathGetsNothingUntilItIsReinstatedAndIsThenUsedNext() {
        rig.fail("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("b");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("b");
        rig.reinstate("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
    }

    @Test
    void anAnswerOnAFailedPathIsStillAnAnswer() {
        ScsiTask task = rig.read();
        rig.fail("a");
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.info()).contains("a F 1");
    }

    @Test
    void manyRequestsLostWithAPathAreOneFailure() {
        ScsiTask first = rig.read();
        ScsiTask onB = rig.read();
        ScsiTask third = rig.read();
        rig.unanswered(first, Delivery.NOT_SENT);
        rig.unanswered(third, Delivery.NOT_SENT);
        assertThat(rig.info()).contains("a F 1 b A 0");
        assertThat(rig.out()).containsExactly(onB, first, third);
    }

    @Test
    void aTableWithoutGroupsServesNobody() {
        EngineRig empty = new EngineRig("0 1024 multipath 0 0 0 0");
        ScsiTask task = empty.read();
        assertThat(empty.completed).containsExactly(task);
        assertThat(empty.info()).isEqualTo("2 0 0 0 0 0");
    }

    @Test
    void theGroupThatWasCurrentIsShownUntilTheNextRequest() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.good(two.read());
        two.fail("a", "b");
        two.reinstate("b");
        assertThat(two.info()).isEqualTo("2 0 0 0 2 1 A 0 1 0 a F 1 E 0 1 0 b A 1");
        two.read();
        assertThat(two.info()).isEqualTo("2 0 0 0 2 2 E 0 1 0 a F 1 A 0 1 0 b A 1");
    }

    @Test
    void noGroupIsCurrentWhenARequestFoundNoPath() {
        rig.good(rig.read());
        rig.fail("a", "b");
        assertThat(rig.info()).contains(" A 0 2 0 ");
        rig.read();
        assertThat(rig.info()).isEqualTo("2 0 0 0 1 1 E 0 2 0 a F 1 b F 1");
        assertThat(rig.state().groups().get(0).state()).isEqualTo(GroupState.State.ENABLED);
    }

    @Test
    void theGroupWhoseLastPathFailedUnderARequestStaysCurrentWhenTheRequestFails() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.fail("a");
        ScsiTask task = two.read();
        two.unanswered(task, Delivery.NOT_SENT);
        assertThat(two.completed).containsExactly(task);
        assertThat(two.info()).as("as the kernel shows it").isEqualTo("2 0 0 0 2 2 E 0 1 0 a F 1 A 0 1 0 b F 1");
    }

    @Test
    void theGroupIsMadeReadyAnewWhenItsPathsAreBackAfterAllWereLost() {
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask first = rig.read();
        List.copyOf(rig.activations).forEach(asked ->
                rig.engine.activated(asked.path(), asked.round(), ActivationCode.OK, rig.now));
        rig.good(first);
        rig.activations.clear();
        rig.fail("a", "b");
        rig.reinstate("a");
        ScsiTask second = rig.read();
        assertThat(rig.sent).as("another host may own the unit by now").isEmpty();
        assertThat(rig.activations).extracting(EngineRig.Asked::path).containsExactly(0);
        EngineRig.Asked asked = rig.activations.get(0);
        rig.engine.activated(asked.path(), asked.round(), ActivationCode.OK, rig.now);
        assertThat(rig.out()).containsExactly(second);
    }

    /** The kernel's line names the group that was current; a person is told where I/O goes. */
    @Test
    void peopleAreShownTheGroupThatTheNextRequestTakesThoughTheMapIsIdle() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.good(two.read());
        two.fail("a");
        assertThat(two.info()).isEqualTo("2 0 0 0 2 1 A 0 1 0 a F 1 E 0 1 0 b A 0");
        assertThat(two.state().groups()).extracting(GroupState::state)
                .containsExactly(GroupState.State.ENABLED, GroupState.State.ACTIVE);
        two.reinstate("a");
        assertThat(two.state().groups()).extracting(GroupState::state)
                .containsExactly(GroupState.State.ACTIVE, GroupState.State.ENABLED);
        two.fail("a", "b");
        assertThat(two.state().groups()).extracting(GroupState::state).containsOnly(GroupState.State.ENABLED);
    }

    @Test
    void noGroupIsShownToTakeIoThatHasToBeMadeReadyFirst() {
        EngineRig two = new EngineRig("0 1024 multipath 0 1 array 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        two.read();
        two.engine.activated(two.activations.get(0).path(), two.activations.remove(0).round(), ActivationCode.OK, two.now);
        two.fail("a");
        assertThat(two.activations).as("an idle host takes no unit from its owner").isEmpty();
        assertThat(two.state().groups()).extracting(GroupState::state).containsOnly(GroupState.State.ENABLED);
    }

    /** It would have to think, and more would be sent meanwhile. */
    @Test
    void noHandlerIsAskedAboutAnotherUnitBehindThePath() {
        rig.useHandler(Activation.NONE, asc -> Verdict.RETRY);
        ScsiTask task = rig.read();
        task.delivery = Delivery.ANSWERED;
        task.status = Status.CHECK_CONDITION;
        task.senseLength = Sense.fixed(task.sense, 0x06, 0x3f, 0x03);
        assertThat(rig.engine.asksHandler(task, false)).isFalse();
        rig.sense(task, 0x06, 0x3f, 0x03);
        assertThat(rig.info()).contains("a F 1 b A 0");
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
    }
}
