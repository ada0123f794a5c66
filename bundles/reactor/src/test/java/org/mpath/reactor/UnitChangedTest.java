package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Cdb;

/**
 * A unit says once through each nexus that another one is in its place. When a handler's command is what hears it, the
 * engine must know all the same: the next write would be another unit's.
 */
class UnitChangedTest {
    private static final int READ_10 = 0x28;

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b");
    private final Plugged plugged = new Plugged("1.0.0").activating();

    @AfterEach
    void close() {
        rig.close();
    }

    /** A map of both paths; the first of them. */
    private HandPath start() {
        plugged.bind(rig);
        rig.map();
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a", "hand:b"));
        return rig.paths.get("hand:a");
    }

    /** Asks before it answers that the path is ready, and does not care what it hears. */
    private void startAsking(int asc, int ascq) {
        plugged.onActivate = UnitChangedTest::ask;
        HandPath a = start();
        a.sense = new int[] {0x06, asc, ascq};
        a.answer = HandPath.Answer.SENSE;
    }

    private static void ask(PathDevice path) {
        PathCommand command = new PathCommand(path, DataDirection.NONE, 0);
        command.send(Cdb.testUnitReady(command.cdb()), 1_000_000_000L, ended -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x05})
    void aPathWhoseUnitMayBeAnotherGetsNoIoAlthoughItsHandlerSaysThatItIsReady(int ascq) throws Exception {
        startAsking(0x3f, ascq);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.paths.get("hand:a").log).doesNotContain(READ_10);
        assertThat(rig.paths.get("hand:b").log).contains(READ_10);
        MapEvent failed = rig.event(MapEvent.Kind.PATH_FAILED);
        assertThat(failed.path()).isEqualTo("hand:a");
        assertThat(failed.reason()).startsWith("UNIT ATTENTION 06/3f/0" + ascq);
    }

    @Test
    void otherNewsOfTheUnitAreTheHandlersOwn() {
        startAsking(0x2a, 0x06);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.paths.get("hand:a").log).contains(READ_10);
    }

    /** Discovery's check, for instance, which tells its thread first. */
    @Test
    void aPathWhoseUnitMayBeAnotherGetsNoIoWhoeverHeardIt() throws Exception {
        HandPath a = start();
        a.reactor().execute(() -> a.tellUnitChanged("told"));
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(a.log).doesNotContain(READ_10);
        assertThat(rig.event(MapEvent.Kind.PATH_FAILED).reason()).isEqualTo("told");
    }

    /** An answer that says so is over before the news of it is told: what it brings must not be sent over the path again. */
    @Test
    void whatWasOverBeforeIsNotSentAgainOverAPathWhoseUnitMayBeAnother() throws Exception {
        HandPath a = start();
        a.answer = HandPath.Answer.HELD;
        CompletableFuture<ScsiTask> read = rig.read();
        Await.until("it is under way", () -> a.heldCount() == 1, () -> a.log);
        a.sense = new int[] {0x06, 0x3f, 0x03};
        a.reactor().execute(() -> {
            a.answerHeldWithSense();
            a.tellUnitChanged("told");
        });
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(a.log).containsOnlyOnce(READ_10);
        assertThat(rig.paths.get("hand:b").log).contains(READ_10);
    }
}
