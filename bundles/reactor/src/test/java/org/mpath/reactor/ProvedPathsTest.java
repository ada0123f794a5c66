package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.PathState;
import org.mpath.itests.support.Await;

/** A path gets no I/O while nobody can say who is behind it, whatever was decided about it a moment ago. */
class ProvedPathsTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b");

    @AfterEach
    void close() {
        rig.close();
    }

    private PathState state(String name) {
        return rig.plane.stateOf(PlaneRig.MAP).groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPathThatIsNotProvedWhenItsTableIsLoadedStartsFailed() {
        rig.plane.create(PlaneRig.MAP, PlaneRig.unit(PlaneRig.MAP));
        String table = PlaneRig.table("1 queue_if_no_path", "0", "hand:a hand:b");
        rig.plane.load(PlaneRig.MAP, table, path -> path.name().equals("hand:b"));
        assertThat(state("hand:a").state()).isEqualTo(PathState.State.FAILED);
        assertThat(state("hand:a").reason()).isEqualTo("who is behind it is being found out");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.paths.get("hand:a").log).isEmpty();
    }

    @Test
    void noneOfThemGetsWhatWaitedWhileTheOthersAreFailed() {
        rig.plane.create(PlaneRig.MAP, PlaneRig.unit(PlaneRig.MAP));
        rig.plane.load(PlaneRig.MAP, "0 2048 multipath 1 queue_if_no_path 0 0 0");
        CompletableFuture<ScsiTask> waiting = rig.read();
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("1 queue_if_no_path", "0", "hand:a hand:b"), path -> false);
        rig.runOnReactor(() -> assertThat(rig.paths.values()).allMatch(path -> path.log.isEmpty()));
        rig.plane.reinstatePath(PlaneRig.MAP, "hand:b", () -> true);
        assertThat(PlaneRig.await(waiting).good()).isTrue();
        assertThat(rig.paths.get("hand:a").log).isEmpty();
    }

    @Test
    void aPathIsReinstatedOnlyWhileItIsProved() {
        rig.map();
        rig.plane.failPath(PlaneRig.MAP, "hand:a", "test");
        rig.plane.reinstatePath(PlaneRig.MAP, "hand:a", () -> false);
        assertThat(state("hand:a").state()).isEqualTo(PathState.State.FAILED);
        rig.plane.reinstatePath(PlaneRig.MAP, "hand:a", () -> true);
        assertThat(state("hand:a").state()).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void noMapUsesAPathWhoseUnitMayBeAnother() {
        rig.map();
        HandPath a = rig.paths.get("hand:a");
        rig.runOnReactor(() -> {
            rig.plane.unitChanged(a, "UNIT ATTENTION 06/3f/03");
            rig.offered().submit(PlaneRig.readTask(), done -> {});
        });
        Await.until("the path to be failed", () -> state("hand:a").reason().equals("UNIT ATTENTION 06/3f/03"), () -> state("hand:a"));
        rig.runOnReactor(() -> assertThat(a.log).isEmpty());
    }
}
