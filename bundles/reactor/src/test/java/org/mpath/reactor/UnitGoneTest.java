package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;

/** The unit is gone behind the path that I/O took. Behind the other one may be another unit by now. */
class UnitGoneTest {
    private static final int READ_10 = 0x28;

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b");

    @AfterEach
    void close() {
        rig.close();
    }

    private CompletableFuture<ScsiTask> read(String features) {
        rig.map();
        rig.plane.load(PlaneRig.MAP, PlaneRig.table(features, "0", "hand:a", "hand:b"));
        HandPath a = rig.paths.get("hand:a");
        a.sense = new int[] {0x05, 0x25, 0x00};
        a.answer = HandPath.Answer.SENSE;
        return rig.read();
    }

    @Test
    void noOtherPathIsUsedBeforeItIsReinstated() throws Exception {
        CompletableFuture<ScsiTask> read = read("1 queue_if_no_path");
        MapEvent gone = rig.event(MapEvent.Kind.PATH_FAILED);
        assertThat(gone.path()).isEqualTo("hand:a");
        assertThat(gone.reason()).startsWith("ILLEGAL REQUEST 05/25/00");
        MapEvent doubted = rig.event(MapEvent.Kind.PATH_FAILED);
        assertThat(doubted.path()).isEqualTo("hand:b");
        assertThat(doubted.reason()).isEqualTo(MapEvent.GONE_ELSEWHERE + "hand:a");
        rig.event(MapEvent.Kind.MAP_NO_PATH);
        assertThat(rig.paths.get("hand:b").log).doesNotContain(READ_10);
        assertThat(read).isNotDone();
        rig.plane.message(PlaneRig.MAP, "reinstate_path hand:b");
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(rig.paths.get("hand:b").log).contains(READ_10);
    }

    /** Its callers would get errors although a path is good. */
    @Test
    void aMapThatDoesNotWaitGoesOnThroughTheOtherPath() {
        assertThat(PlaneRig.await(read("0")).good()).isTrue();
        assertThat(rig.paths.get("hand:b").log).contains(READ_10);
    }
}
