package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;

/** A map follows its unit to another size. */
class ResizeTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theUnitAndTheLiveTableGetTheNewSizeAndIoGoesOn() throws Exception {
        rig.map();
        rig.paths.get("hand:a").answer = HandPath.Answer.HELD;
        CompletableFuture<ScsiTask> inFlight = rig.read();
        rig.plane.resize(PlaneRig.MAP, 4096);
        assertThat(rig.offered().unit().blocks()).isEqualTo(4096);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).unit().sizeBytes()).isEqualTo(4096 * 512);
        assertThat(rig.plane.table(PlaneRig.MAP)).startsWith("0 4096 multipath ").contains("hand:a", "hand:b");
        MapEvent event = rig.event(MapEvent.Kind.MAP_RESIZED);
        assertThat(event.from()).isEqualTo(Integer.toString(2048 * 512));
        assertThat(event.to()).isEqualTo(Integer.toString(4096 * 512));
        rig.runOnReactor(rig.paths.get("hand:a")::answerHeld);
        rig.paths.get("hand:a").answer = HandPath.Answer.GOOD;
        assertThat(PlaneRig.await(inFlight).good()).isTrue();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @Test
    void aTableOfTheOldLengthIsRefusedThen() {
        rig.map();
        rig.plane.resize(PlaneRig.MAP, 1024);
        assertThatThrownBy(() -> rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a")))
                .isInstanceOf(MapException.class)
                .hasMessageContaining("invalid length: '2048' (word 2) is not the unit's, which has 1024 sectors");
    }

    @Test
    void aMapWithoutTableHasTheSizeForItsFirst() {
        rig.plane.create(PlaneRig.MAP, PlaneRig.unit(PlaneRig.MAP));
        rig.plane.resize(PlaneRig.MAP, 1024);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).unit().blocks()).isEqualTo(1024);
    }

    @Test
    void ioThatHearsOfAnotherSizeSaysSoAndIsSentAgain() throws Exception {
        rig.map();
        HandPath a = rig.paths.get("hand:a");
        a.sense = new int[] {0x06, 0x2a, 0x09};
        a.answer = HandPath.Answer.SENSE;
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        MapEvent event = rig.event(MapEvent.Kind.CAPACITY_CHANGED);
        assertThat(event.path()).isEqualTo("hand:a");
        assertThat(event.reason()).startsWith("UNIT ATTENTION 06/2a/09");
    }
}
