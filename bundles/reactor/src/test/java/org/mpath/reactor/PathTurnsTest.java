package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.reactor.HandPath.Answer;

/** Which path gets which request, with the engine, the selector and the paths that the product uses (rows 008, 011, 080). */
class PathTurnsTest {
    private static final int TEST_UNIT_READY = 0x00;
    private static final int READ_10 = 0x28;

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b", "hand:c").map();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Integer> logOf(String path) {
        return rig.onReactor(() -> List.copyOf(rig.paths.get(path).log));
    }

    @Test
    void twelveRequestsGoRoundThreePathsInTheOrderOfTheTable() {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rig.runOnReactor(() -> rig.paths.values().forEach(path -> path.log.clear()));
            assertThat(PlaneRig.await(rig.read()).good()).isTrue();
            rig.paths.keySet().stream().filter(path -> !logOf(path).isEmpty()).forEach(order::add);
        }
        assertThat(order).containsExactly("hand:a", "hand:b", "hand:c", "hand:a", "hand:b", "hand:c",
                "hand:a", "hand:b", "hand:c", "hand:a", "hand:b", "hand:c");
    }

    @Test
    void aRequestThatItsPathDidNotTakeIsTheNextOnTheNextPath() throws Exception {
        rig.paths.get("hand:a").answer = Answer.NOT_SENT;
        CompletableFuture<ScsiTask> first = new CompletableFuture<>();
        CompletableFuture<ScsiTask> later = new CompletableFuture<>();
        rig.runOnReactor(() -> {
            rig.offered().submit(PlaneRig.readTask(), first::complete);
            ScsiTask ready = new ScsiTask();
            ready.cdbLength = 6;
            rig.offered().submit(ready, later::complete);
            ScsiTask again = new ScsiTask();
            again.cdbLength = 6;
            rig.offered().submit(again, task -> {});
        });
        assertThat(PlaneRig.await(first).good()).isTrue();
        assertThat(PlaneRig.await(later).good()).isTrue();
        assertThat(logOf("hand:a")).containsExactly(READ_10);
        assertThat(logOf("hand:b")).startsWith(READ_10);
        assertThat(logOf("hand:c")).containsOnly(TEST_UNIT_READY);
        assertThat(rig.event(Kind.PATH_FAILED).path()).isEqualTo("hand:a");
    }

    @Test
    void aSubscriberHearsOfEachFailureAndReturnAndFindsHowManyPathsAreUsable() throws Exception {
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        rig.plane.message(PlaneRig.MAP, "fail_path hand:b");
        assertUsable(Kind.PATH_FAILED, "hand:a", "hand:b", 1);
        rig.plane.message(PlaneRig.MAP, "reinstate_path hand:b");
        rig.plane.message(PlaneRig.MAP, "reinstate_path hand:a");
        assertUsable(Kind.PATH_REINSTATED, "hand:b", "hand:a", 3);
    }

    private void assertUsable(Kind kind, String first, String second, int usable) throws InterruptedException {
        MapEvent one = rig.event(kind);
        MapEvent two = rig.event(kind);
        assertThat(List.of(one.path(), two.path())).containsExactly(first, second);
        assertThat(two.sequence()).isGreaterThan(one.sequence());
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).isEqualTo(usable);
    }
}
