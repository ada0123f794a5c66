package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** A table takes another's place under I/O, and a handler takes another's; what snapshots then show. */
class ReloadTest {
    private static final String TWO = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";

    private final EngineRig rig = new EngineRig(TWO);

    @Test
    void anEngineWithoutATableIsEmptyAndHoldsNothing() {
        EngineRig driver = new EngineRig(TWO);
        MapEngine bare = new MapEngine("m", driver, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
        MapState state = bare.state("m", EngineRig.UNIT, nanos -> nanos);
        assertThat(state.condition()).isEqualTo(Condition.EMPTY);
        assertThat(state.groups()).isEmpty();
        assertThat(state.name()).isEqualTo("m");
        assertThat(state.unit()).isEqualTo(EngineRig.UNIT);
        assertThat(bare.numberOf("a")).isEqualTo(-1);
        assertThat(bare.eventCounter()).isZero();
    }

    @Test
    void eventsTellWhatCameAndWentAndThatTheTableIsLive() {
        rig.fail("b");
        rig.told.clear();
        rig.load("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 c");
        assertThat(rig.told)
                .extracting(EngineRig.Told::kind, EngineRig.Told::path, EngineRig.Told::from, EngineRig.Told::to,
                        EngineRig.Told::reason)
                .containsExactly(
                        tuple(Kind.PATH_REMOVED, "b", "failed", "", "not in the new table"),
                        tuple(Kind.PATH_ADDED, "c", "", "active", ""),
                        tuple(Kind.MAP_RELOADED, "", "", "", "2 group(s)"));
    }

    @Test
    void theEventCounterIsNotTouchedByATable() {
        rig.fail("a");
        rig.load(TWO);
        assertThat(rig.engine.eventCounter()).isEqualTo(1);
    }

    @Test
    void aFreshTableHasNoCurrentGroupAndIoWaitsInItsStatus() {
        rig.good(rig.read());
        assertThat(rig.info()).isEqualTo("2 0 0 0 1 1 A 0 2 0 a A 0 b A 0");
        rig.load(TWO);
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 0 2 0 a A 0 b A 0");
    }

    @Test
    void aPathThatStaysKeepsStateCountReasonAndTotals() {
        rig.good(rig.read());
        rig.fail("a");
        rig.load("0 1024 multipath 0 0 2 1 turns 0 1 0 b turns 0 1 0 a");
        PathState a = rig.state().groups().get(1).paths().get(0);
        assertThat(a).extracting(PathState::state, PathState::failCount, PathState::reason)
                .containsExactly(PathState.State.FAILED, 1L, "test");
        assertThat(a.counters().reads()).isEqualTo(1);
        assertThat(rig.engine.numberOf("a")).isZero();
    }

    @Test
    void aPathThatLeftAndComesBackIsAnotherOne() {
        rig.fail("a");
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 b");
        assertThat(rig.engine.numberOf("a")).isEqualTo(-1);
        rig.load(TWO);
        assertThat(rig.info()).contains("a A 0");
    }

    @Test
    void aNumberIsUsedAgainOnlyWhenNothingIsOutOnIt() {
        ScsiTask onA = rig.read();
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 0 b c");
        assertThat(rig.engine.numberOf("c")).isEqualTo(2);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 3 0 b c d");
        assertThat(rig.engine.numberOf("d")).isEqualTo(3);
        rig.good(onA);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 4 0 b c d e");
        assertThat(rig.engine.numberOf("e")).isZero();
    }

    @Test
    void numbersHaveNoEnd() {
        rig.load("0 1024 multipath 0 0 1 1 turns 0 9 0 a b c d e f g h i");
        assertThat(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"))
                .extracting(rig.engine::numberOf)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aRequestThatFailsOnAPathThatLeftIsSentOnOneThatIsThere() {
        ScsiTask onA = rig.read();
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 b");
        rig.told.clear();
        rig.unanswered(onA, Delivery.NOT_SENT);
        assertThat(rig.pathNameOf(onA)).isEqualTo("b");
        assertThat(rig.events).as("who left does not fail").doesNotContain("PATH_FAILED a");
    }

    @Test
    void aVerdictAboutAPathThatLeftTouchesNoGroup() {
        rig.useHandler(Activation.NONE, asc -> Verdict.FAIL_PATH_AND_BYPASS_GROUP);
        ScsiTask onA = rig.read();
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 b");
        rig.sense(onA, 0x02, 0x04, 0x03);
        assertThat(rig.pathNameOf(onA)).isEqualTo("b");
        assertThat(rig.info()).isEqualTo("2 0 0 0 1 1 A 0 1 0 b A 0");
    }

    @Test
    void aFlushOfTheTableToNothingHoldsIoAndANewOneServesIt() {
        ScsiTask onA = rig.read();
        rig.load("0 1024 multipath 1 queue_if_no_path 0 0 0");
        assertThat(rig.state().condition()).isEqualTo(Condition.EMPTY);
        rig.unanswered(onA, Delivery.NOT_SENT);
        assertThat(rig.completed).isEmpty();
        rig.load(TWO);
        assertThat(rig.pathOf(onA)).isNotNegative();
    }

    @Test
    void aTableThatDoesNotQueueFailsWhatWaitsWithoutAPath() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 0 a b");
        assertThat(rig.completed).containsExactly(held);
        assertThat(rig.state().condition()).isEqualTo(Condition.FAILED);
    }

    @Test
    void theModeOfIoIsForLife() {
        assertThatThrownBy(() -> rig.load("0 1024 multipath 2 queue_mode bio 0 1 1 turns 0 1 0 c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't change device type after initial table load");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TWO);
        rig.load(TWO.replace("1 queue_if_no_path", "2 queue_mode mq"));
        EngineRig bio = new EngineRig("0 1024 multipath 2 queue_mode bio 0 1 1 turns 0 1 0 a");
        assertThatThrownBy(() -> bio.load(TWO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableWithAHandlerPrintsItAndTheOldForms() {
        rig.load("0 1024 multipath 1 queue_if_no_path 2 array x 1 1 turns 0 2 0 a b");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(
                "0 1024 multipath 1 queue_if_no_path 1 array 1 1 turns 0 2 0 a b");
        assertThat(rig.engine.table(TextForm.LINUX_2007)).isEqualTo(
                "0 1024 multipath 1 queue_if_no_path 2 array x 1 1 turns 0 2 0 a b");
    }

    @Test
    void theOldStatusFormsTellHowMuchWaitsAndTheHandlersWords() {
        rig.engine.useHandler("array", new HardwareHandler() {
            @Override
            public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                return Verdict.DECLINED;
            }

            @Override
            public String statusWords() {
                return "owned now";
            }
        }, "test", rig.now);
        rig.fail("a", "b");
        rig.read();
        rig.read();
        assertThat(rig.engine.status(TextForm.LINUX_2005))
                .isEqualTo("0 1024 multipath 1 2 2 owned now 1 1 E 0 2 0 a F 1 b F 1");
        assertThat(rig.engine.status(TextForm.LINUX_2007))
                .isEqualTo("0 1024 multipath 2 2 0 2 owned now 1 1 E 0 2 0 a F 1 b F 1");
    }

    // ---- handlers ----

    @Test
    void aChangedHandlerIsAnEventWithItsReason() {
        rig.useHandler(Activation.NONE, asc -> Verdict.DECLINED);
        rig.useHandler(Activation.NONE, asc -> Verdict.RETURN);
        assertThat(rig.told).as("the same name is no news").hasSize(1);
        assertThat(rig.last(Kind.HANDLER_CHANGED)).isEqualTo(
                new EngineRig.Told(Kind.HANDLER_CHANGED, "", "", "array", "test", 2));
        assertThat(rig.state().handler()).isEqualTo("array");
        rig.engine.useHandler("ignored", null, "the plug-in left", rig.now);
        assertThat(rig.last(Kind.HANDLER_CHANGED)).isEqualTo(
                new EngineRig.Told(Kind.HANDLER_CHANGED, "", "array", "", "the plug-in left", 2));
        assertThat(rig.state().handler()).isEmpty();
    }

    @Test
    void aHandlerThatThrowsIsDetachedAndTheTableJudges() {
        rig.useHandler(Activation.NONE, asc -> {
            throw new IllegalStateException("bug");
        });
        rig.told.clear();
        ScsiTask task = rig.read();
        rig.sense(task, 0x05, 0x24, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.last(Kind.HANDLER_CHANGED).reason()).contains("the handler threw").contains("bug");
        assertThat(rig.state().handler()).isEmpty();
    }

    // ---- the end ----

    @Test
    void aRemovedMapTakesNothingAndStopsItsTimer() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        rig.engine.close(rig.now);
        assertThat(rig.completed).containsExactly(held);
        ScsiTask late = rig.read();
        assertThat(rig.completed).containsExactly(held, late);
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
        assertThat(rig.engine.numberOf("a")).isEqualTo(-1);
    }

    @Test
    void whatIsOutWhenTheMapIsRemovedEndsWithItsAnswerOrWithoutRetry() {
        ScsiTask good = rig.read();
        ScsiTask lost = rig.read();
        rig.engine.close(rig.now);
        assertThat(rig.completed).isEmpty();
        rig.good(good);
        rig.unanswered(lost, Delivery.NOT_SENT);
        assertThat(rig.completed).containsExactly(good, lost);
        assertThat(good.good()).isTrue();
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void snapshotsDoNotChangeAfterwards() {
        MapState before = rig.state();
        rig.message("disable_group 1");
        rig.fail("a");
        rig.read();
        assertThat(before.groups()).extracting(GroupState::state).containsExactly(GroupState.State.ENABLED);
        assertThat(before.activePaths()).isEqualTo(2);
        assertThat(before.inFlight()).isZero();
        assertThat(before.events()).isZero();
    }

    @Test
    void aUnitAttentionFromAPathThatLeftIsAbsorbedOnAnother() {
        ScsiTask task = rig.read();
        rig.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 c");
        assertThatCode(() -> rig.sense(task, 0x06, 0x29, 0x00)).doesNotThrowAnyException();
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }

    @Test
    void aReloadThatBringsTheFirstUsablePathIsARecovery() {
        rig.fail("a", "b");
        rig.events.clear();
        rig.load(TWO.replace("a b", "a c"));
        assertThat(rig.events).contains("MAP_RECOVERED");
    }

    @Test
    void aReloadThatLeavesNoUsablePathSaysSo() {
        rig.fail("a");
        rig.events.clear();
        rig.load(ONE);
        assertThat(rig.events).contains("MAP_NO_PATH");
    }

    @Test
    void aWriteThatIsLostAfterTheMapWasRemovedEndsAtOnce() {
        EngineRig forEver = new EngineRig(TWO, MapPolicy.DEFAULT.with("no_path_timeout", "0"));
        ScsiTask write = forEver.write();
        forEver.engine.close(forEver.now);
        forEver.unanswered(write, Delivery.UNKNOWN);
        assertThat(forEver.completed).containsExactly(write);
        assertThat(write.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(forEver.timerAt).as("no timer outlives its map").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBusyAnswerAfterTheMapWasRemovedEndsTheRequestAtOnce() {
        ScsiTask read = rig.read();
        rig.engine.close(rig.now);
        rig.answer(read, Status.BUSY);
        assertThat(rig.completed).containsExactly(read);
        assertThat(rig.timerAt).as("no timer outlives its map").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTableWithoutPathsInPlaceOfAnotherIsNeitherLossNorRecovery() {
        EngineRig empty = new EngineRig("0 1024 multipath 0 0 0 0");
        empty.load("0 1024 multipath 0 0 0 0");
        assertThat(empty.events).containsExactly("MAP_RELOADED");
        empty.load(TWO);
        assertThat(empty.last(Kind.MAP_RECOVERED).reason()).isEqualTo("0 task(s) waited");
        empty.load(TWO);
        assertThat(empty.events).containsOnlyOnce("MAP_RECOVERED");
        empty.load("0 1024 multipath 1 queue_if_no_path 0 0 0");
        assertThat(empty.last(Kind.MAP_NO_PATH).reason()).isEqualTo("I/O waits");
        empty.load(TWO);
        empty.load("0 1024 multipath 0 0 0 0");
        assertThat(empty.last(Kind.MAP_NO_PATH).reason()).isEqualTo("I/O fails");
    }

    @Test
    void theFirstTableIsNoRecovery() {
        EngineRig driver = new EngineRig(TWO);
        MapEngine fresh = new MapEngine("m", driver, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
        driver.events.clear();
        fresh.load(MapTable.parse(TWO), spec -> new EngineRig.Turns());
        assertThat(driver.events).containsExactly("PATH_ADDED a", "PATH_ADDED b", "MAP_RELOADED");
    }

    @Test
    void aHandlerThatActivatesMakesTheCurrentGroupReadyAndNoOther() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.message("switch_group 2");
        two.good(two.read());
        two.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask read = two.read();
        assertThat(two.sent).isEmpty();
        assertThat(two.activations).extracting(EngineRig.Asked::path).containsExactly(1);
        EngineRig.Asked asked = two.activations.get(0);
        two.engine.activated(asked.path(), asked.round(), ActivationCode.OK, two.now);
        assertThat(two.pathNameOf(read)).isEqualTo("b");
    }

    @Test
    void aRemovedMapDoesNotListenToItsHandlerAnyMore() {
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        rig.read();
        rig.engine.close(rig.now);
        rig.events.clear();
        rig.activations.forEach(asked ->
                rig.engine.activated(asked.path(), asked.round(), ActivationCode.RETRY, rig.now));
        rig.pass(100_000_000_000L);
        assertThat(rig.events).isEmpty();
        assertThat(rig.activations).hasSize(2);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aRemovedMapWithUsablePathsSendsNothing() {
        rig.good(rig.read());
        rig.engine.close(rig.now);
        ScsiTask late = rig.read();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).endsWith(late);
        assertThat(late.good()).isFalse();
    }

    @Test
    void aRemovedMapShowsNothing() {
        EngineRig two = new EngineRig(TWO);
        two.engine.close(two.now);
        assertThat(two.state().condition()).isEqualTo(Condition.EMPTY);
        assertThat(two.state().groups()).isEmpty();
    }
}
