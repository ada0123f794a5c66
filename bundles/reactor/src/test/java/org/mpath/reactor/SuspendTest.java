package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapState.Condition;
import org.mpath.itests.support.Await;
import org.mpath.reactor.HandPath.Answer;

/** Suspend and resume as verbs: they wait for the reactor's answer, and not for ever. */
class SuspendTest {
    private PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();

    @AfterEach
    void close() {
        rig.close();
    }

    private Condition condition() {
        return rig.plane.stateOf(PlaneRig.MAP).condition();
    }

    private static void assertCode(Code code, Runnable verb, String... words) {
        assertThatThrownBy(verb::run)
                .isInstanceOf(MapException.class)
                .hasMessageContainingAll(words)
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(code);
    }

    private CompletableFuture<ScsiTask> heldRead() {
        rig.paths.values().forEach(path -> path.answer = Answer.HELD);
        return rig.read();
    }

    /** A map on its way to being suspended takes no messages. */
    private void awaitSuspending() {
        Await.until("suspending", () -> {
            try {
                rig.plane.message(PlaneRig.MAP, "fail_if_no_path");
                return false;
            } catch (MapException e) {
                return e.code() == Code.BUSY;
            }
        });
    }

    private void answerHeld() {
        rig.runOnReactor(() -> rig.paths.values().forEach(HandPath::answerHeld));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsUntilNothingIsInFlightAndHoldsWhatComesAfter(boolean flush) throws Exception {
        CompletableFuture<ScsiTask> before = heldRead();
        CompletableFuture<Void> suspend = CompletableFuture.runAsync(() -> rig.plane.suspend(PlaneRig.MAP, flush));
        rig.onReactor(() -> null);
        assertThat(suspend).isNotDone();
        answerHeld();
        PlaneRig.await(suspend);
        assertThat(PlaneRig.await(before).good()).isTrue();
        assertThat(condition()).isEqualTo(Condition.SUSPENDED);
        assertThat(rig.event(Kind.MAP_SUSPENDED)).isNotNull();

        CompletableFuture<ScsiTask> after = rig.read();
        rig.onReactor(() -> null);
        assertThat(after).isNotDone();
        rig.plane.resume(PlaneRig.MAP);
        assertThat(PlaneRig.await(after).good()).isTrue();
        assertThat(condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void aFlushingSuspendFailsWhatWaitsForAPathAndAnotherKeepsIt() {
        rig.plane.message(PlaneRig.MAP, "queue_if_no_path");
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        rig.plane.message(PlaneRig.MAP, "fail_path hand:b");
        CompletableFuture<ScsiTask> kept = rig.read();
        rig.plane.suspend(PlaneRig.MAP, false);
        assertThat(kept).isNotDone();
        rig.plane.resume(PlaneRig.MAP);
        assertThat(kept).isNotDone();

        rig.plane.suspend(PlaneRig.MAP, true);
        assertThat(PlaneRig.await(kept).good()).isFalse();
        rig.plane.resume(PlaneRig.MAP);
        assertThat(rig.plane.table(PlaneRig.MAP)).as("restored").contains("1 queue_if_no_path");
    }

    @Test
    void aSuspendedMapRefusesMessagesAndSecondSuspendsAreNothing() {
        rig.plane.suspend(PlaneRig.MAP, true);
        rig.plane.suspend(PlaneRig.MAP, true);
        assertCode(Code.BUSY, () -> rig.plane.message(PlaneRig.MAP, "fail_path hand:a"), PlaneRig.MAP, "suspended");
        rig.plane.resume(PlaneRig.MAP);
        rig.plane.resume(PlaneRig.MAP);
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
    }

    @Test
    void resumeFindsThePathsThatCameBackMeanwhile() {
        rig.plane.suspend(PlaneRig.MAP, true);
        CompletableFuture<ScsiTask> read = rig.read();
        rig.plane.failPath(PlaneRig.MAP, "hand:a", "cut");
        rig.plane.failPath(PlaneRig.MAP, "hand:b", "cut");
        rig.plane.reinstatePath(PlaneRig.MAP, "hand:b");
        rig.onReactor(() -> null);
        assertThat(read).isNotDone();
        rig.plane.resume(PlaneRig.MAP);
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertCode(Code.NOT_FOUND, () -> rig.plane.reinstatePath(PlaneRig.MAP, "hand:c"), PlaneRig.MAP, "hand:c");
    }

    @Test
    void aTableCanBeLoadedIntoASuspendedMapWhichStaysSuspended() {
        rig.plane.suspend(PlaneRig.MAP, true);
        CompletableFuture<ScsiTask> read = rig.read();
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:b"));
        assertThat(condition()).isEqualTo(Condition.SUSPENDED);
        assertThat(read).isNotDone();
        rig.plane.resume(PlaneRig.MAP);
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).pathCount()).isEqualTo(1);
    }

    @Test
    void aSuspendThatTakesTooLongIsGivenUpAndNamesWhatIsInFlight() {
        rig.close();
        rig = new PlaneRig(Map.of("suspend_timeout_millis", 200), "hand:a", "hand:b").map();
        CompletableFuture<ScsiTask> first = heldRead();
        CompletableFuture<ScsiTask> second = rig.read();
        assertCode(Code.TIMEOUT, () -> rig.plane.suspend(PlaneRig.MAP, true),
                "200 ms", "1 request(s) in flight on hand:a", "1 request(s) in flight on hand:b", "its I/O goes on");
        assertThat(condition()).isEqualTo(Condition.ACTIVE);
        answerHeld();
        assertThat(PlaneRig.await(first).good()).isTrue();
        assertThat(PlaneRig.await(second).good()).isTrue();
        rig.plane.suspend(PlaneRig.MAP, true);
        assertThat(condition()).isEqualTo(Condition.SUSPENDED);
    }

    @Test
    void aResumeEndsASuspendThatWaits() {
        heldRead();
        CompletableFuture<Void> suspend = CompletableFuture.runAsync(() -> rig.plane.suspend(PlaneRig.MAP, true));
        awaitSuspending();
        rig.plane.resume(PlaneRig.MAP);
        assertCode(Code.BUSY, () -> {
            try {
                PlaneRig.await(suspend);
            } catch (CompletionException e) {
                throw (MapException) e.getCause();
            }
        }, "resumed");
    }

    @Test
    void aRemovedMapEndsASuspendThatWaits() {
        heldRead();
        CompletableFuture<Void> suspend = CompletableFuture.runAsync(() -> rig.plane.suspend(PlaneRig.MAP, true));
        awaitSuspending();
        rig.plane.remove(PlaneRig.MAP);
        assertThatThrownBy(() -> PlaneRig.await(suspend)).hasRootCauseMessage("map mpatha was removed");
    }
}
