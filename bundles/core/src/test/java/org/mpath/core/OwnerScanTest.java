package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineRig.Asked;

/** OpenBSD's way: follow the owner, never move it. Rows 009 and 014 to 018 of the seed systems' capability table. */
class OwnerScanTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String TABLE =
            "0 1024 multipath 1 queue_if_no_path 1 array 3 1 turns 0 2 0 a b turns 0 2 0 c d turns 0 1 0 e";

    private final EngineRig rig = new EngineRig(TABLE);

    @BeforeEach
    void follow() {
        rig.useHandler(Activation.FOLLOW, asc -> asc == 0x94 ? Verdict.ACTIVATE : Verdict.DECLINED);
        rig.events.clear();
    }

    private void moved(ScsiTask task) {
        rig.sense(task, 0x05, 0x94, 0x01);
    }

    private void answer(OwnerState state) {
        Asked asked = rig.ownerAsks.remove(0);
        rig.engine.ownerState(asked.path(), asked.round(), state, rig.now);
    }

    private String asked() {
        assertThat(rig.ownerAsks).hasSize(1);
        return rig.nameOf(rig.ownerAsks.get(0).path());
    }

    @Test
    void theViewSaysThatTheMapWorksAgainAsSoonAsTheOwnerIsFound() {
        moved(rig.read());
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVATING);
        answer(OwnerState.PASSIVE);
        answer(OwnerState.ACTIVE);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void onlyTheActiveGroupsPathsCarryIoAndAfterTheOwnerMovedOnlyTheOtherGroups() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            before.add(rig.pathNameOf(rig.read()));
        }
        assertThat(before).containsExactly("a", "b", "a", "b");
        moved(rig.sent.get(0).task());
        answer(OwnerState.PASSIVE);
        answer(OwnerState.ACTIVE);
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            after.add(rig.pathNameOf(rig.read()));
        }
        assertThat(after).containsOnly("c", "d");
        assertThat(rig.info()).contains(" 3 2 E ");
    }

    @Test
    void aMovedOwnerHoldsIoUntilAGroupSaysItIsActiveAndTheRequestEndsOnce() {
        ScsiTask task = rig.read();
        moved(task);
        ScsiTask later = rig.write();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(2);
        answer(OwnerState.PASSIVE);
        assertThat(rig.sent).isEmpty();
        answer(OwnerState.ACTIVE);
        assertThat(rig.sent).extracting(EngineRig.Sent::task).containsExactly(task, later);
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.activations).as("ownership is never moved").isEmpty();
    }

    @Test
    void senseThatTheHandlerDeclinesGoesToTheCaller() {
        ScsiTask task = rig.read();
        rig.sense(task, 0x05, 0x24, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.ownerAsks).isEmpty();
    }

    @Test
    void onlyTheFirstPathOfEachGroupIsAskedAndAnUnsuccessfulRoundIsFollowedByASecondsPause() {
        moved(rig.read());
        List<String> round = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            round.add(asked());
            answer(OwnerState.PASSIVE);
        }
        assertThat(round).containsExactly("a", "c", "e");
        rig.pass(SECOND - 1);
        assertThat(rig.ownerAsks).isEmpty();
        rig.pass(1);
        assertThat(asked()).isEqualTo("a");
    }

    @Test
    void fiftyTriggersMakeAtMostTwoScans() {
        List<ScsiTask> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(rig.read());
        }
        tasks.forEach(this::moved);
        int scans = 0;
        while (!rig.ownerAsks.isEmpty()) {
            if (asked().equals("a")) {
                scans++;
            }
            answer(OwnerState.ACTIVE);
        }
        assertThat(scans).isBetween(1, 2);
        assertThat(rig.sent).hasSize(50);
    }

    @Test
    void unknownIsTakenForPassiveAndNeverWedgesTheMap() {
        ScsiTask task = rig.read();
        moved(task);
        answer(OwnerState.UNKNOWN);
        assertThat(asked()).isEqualTo("c");
        answer(OwnerState.ACTIVE);
        assertThat(List.of("c", "d")).contains(rig.pathNameOf(task));
    }

    @Test
    void aPathThatFailsWhileItIsAskedCountsAsUnknown() {
        moved(rig.read());
        rig.engine.failPath("a", "unplugged", rig.now);
        assertThat(rig.ownerAsks).hasSize(2);
        Asked late = rig.ownerAsks.remove(0);
        assertThat(asked()).isEqualTo("c");
        rig.engine.ownerState(late.path(), late.round(), OwnerState.ACTIVE, rig.now);
        assertThat(rig.sent).as("the lost path's answer is not believed").isEmpty();
        answer(OwnerState.ACTIVE);
        assertThat(rig.sent).isNotEmpty();
    }

    @Test
    void aPathThatIsDetachedWhileItIsAskedDoesNotStopTheScan() {
        ScsiTask task = rig.read();
        moved(task);
        rig.ownerAsks.clear();
        rig.load("0 1024 multipath 1 queue_if_no_path 1 array 1 1 turns 0 2 0 c d");
        assertThat(asked()).isEqualTo("c");
        answer(OwnerState.ACTIVE);
        assertThat(List.of("c", "d")).contains(rig.pathNameOf(task));
    }

    @Test
    void aHandlerThatDoesNotAnswerIsTakenForUnknownAfterAWhile() {
        ScsiTask task = rig.read();
        moved(task);
        rig.ownerAsks.clear();
        rig.pass(EngineLimits.DEFAULT.activationTimeoutNanos());
        assertThat(asked()).isEqualTo("c");
        answer(OwnerState.ACTIVE);
        assertThat(rig.pathOf(task)).isNotEqualTo(-1);
    }

    @Test
    void aGroupWithoutUsablePathIsNotAsked() {
        rig.engine.failPath("c", "test", rig.now);
        rig.engine.failPath("d", "test", rig.now);
        moved(rig.read());
        answer(OwnerState.PASSIVE);
        assertThat(asked()).isEqualTo("e");
    }

    @Test
    void ioGoesOnWhenTheHandlerLeavesInTheMiddleOfAScan() {
        ScsiTask task = rig.read();
        moved(task);
        rig.engine.useHandler("", null, "plug-in removed", rig.now);
        assertThat(rig.pathOf(task)).isNotEqualTo(-1);
    }
}
