package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.PathState;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.support.Await;
import org.mpath.reactor.HandPath.Answer;

/** The path-probing verb (seed-systems 3.9): one read of the first block through each usable path of the current group. */
class ProbeTest {
    private static final int READ_10 = 0x28;

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b", "hand:c").map();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<PathState.State> states() {
        return rig.plane.stateOf(PlaneRig.MAP).groups().stream()
                .flatMap(group -> group.paths().stream())
                .map(PathState::state)
                .toList();
    }

    private void probeFindsNothing() {
        assertThatThrownBy(() -> rig.plane.probe(PlaneRig.MAP))
                .isInstanceOf(MapException.class)
                .hasMessageContaining(PlaneRig.MAP)
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(Code.NOT_CONNECTED);
    }

    @Test
    void readsThroughEachPathAndFailsTheBadOne() {
        rig.paths.get("hand:b").answer = Answer.NOT_SENT;
        assertThat(rig.plane.probe(PlaneRig.MAP)).isEqualTo(2);
        assertThat(states()).containsExactly(PathState.State.ACTIVE, PathState.State.FAILED, PathState.State.ACTIVE);
        assertThat(rig.paths.values()).allSatisfy(path -> assertThat(path.log).containsExactly(READ_10));
    }

    @Test
    void isNotConnectedWhenNoPathIsLeft() {
        rig.paths.values().forEach(path -> path.answer = Answer.NOT_SENT);
        probeFindsNothing();
        assertThat(states()).containsOnly(PathState.State.FAILED);
        probeFindsNothing();
    }

    @Test
    void leavesOtherGroupsAlone() {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a hand:b", "hand:c"));
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        rig.paths.values().forEach(path -> path.log.clear());
        assertThat(rig.plane.probe(PlaneRig.MAP)).isEqualTo(3);
        assertThat(rig.paths.get("hand:a").log).hasSize(1);
        assertThat(rig.paths.get("hand:b").log).hasSize(1);
        assertThat(rig.paths.get("hand:c").log).isEmpty();
    }

    @Test
    void theHandlerJudgesWhatAProbeHears() {
        Plugged handler = new Plugged("1.0.0");
        handler.verdict = Verdict.FAIL_PATH;
        handler.bind(rig);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a hand:b hand:c"));
        HandPath bad = rig.paths.get("hand:b");
        bad.sense = new int[] {0x02, 0x04, 0x0b};
        bad.answer = Answer.SENSE;
        assertThat(rig.plane.probe(PlaneRig.MAP)).isEqualTo(2);
        assertThat(states()).containsExactly(PathState.State.ACTIVE, PathState.State.FAILED, PathState.State.ACTIVE);
        assertThat(handler.count("checkSense")).isEqualTo(1);
    }

    @Test
    void servesCallersOneAfterTheOther() {
        rig.paths.get("hand:a").answer = Answer.HELD;
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> rig.plane.probe(PlaneRig.MAP));
        Await.until("the first probe", () -> rig.onReactor(() -> rig.paths.get("hand:a").heldCount() == 1));
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> rig.plane.probe(PlaneRig.MAP));
        // what the second could have posted has run
        rig.onReactor(() -> null);
        assertThat(rig.paths.get("hand:b").log).hasSize(1);
        assertThat(second).isNotDone();

        rig.runOnReactor(rig.paths.get("hand:a")::answerHeld);
        assertThat(PlaneRig.await(first)).isEqualTo(3);
        assertThat(PlaneRig.await(second)).isEqualTo(3);
        assertThat(rig.paths.get("hand:b").log).as("its own read for each caller").hasSize(2);
    }

    @Test
    void endsWhenItsMapIsRemoved() {
        rig.paths.values().forEach(path -> path.answer = Answer.HELD);
        CompletableFuture<Integer> probe = CompletableFuture.supplyAsync(() -> rig.plane.probe(PlaneRig.MAP));
        Await.until("the probe", () -> rig.onReactor(() -> rig.paths.get("hand:c").heldCount() == 1));
        rig.plane.remove(PlaneRig.MAP);
        assertThatThrownBy(() -> PlaneRig.await(probe)).hasRootCauseMessage("map mpatha was removed");
    }
}
