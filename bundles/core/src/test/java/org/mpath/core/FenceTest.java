package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.scsi.Status;

/** No late write: one whose outcome is unknown goes elsewhere only when it is proven over (reliability B.7). */
class FenceTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long DELAY = EngineLimits.DEFAULT.fenceDelayNanos();
    private static final String TWO = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";
    private static final String THREE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 3 0 a b c";
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    private final EngineRig rig = new EngineRig(TWO);

    /** A write that was lost on the path its turn named. */
    private static ScsiTask lost(EngineRig rig) {
        ScsiTask write = rig.write();
        rig.unanswered(write, Delivery.UNKNOWN);
        return write;
    }

    // ---- strict ----

    @Test
    void anUnknownWriteWaitsAndIsCountedAsQueuedAndNotAsInFlight() {
        ScsiTask write = rig.write();
        assertThat(rig.state().inFlight()).isEqualTo(1);
        rig.unanswered(write, Delivery.UNKNOWN);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(1);
        assertThat(rig.state().inFlight()).isZero();
        assertThat(rig.state().groups().get(0).paths().get(0).inFlight()).isZero();
        assertThat(rig.last(Kind.FENCE_STARTED).path()).isEqualTo("a");
        assertThat(rig.last(Kind.FENCE_STARTED).to()).isEqualTo("waiting");
        assertThat(rig.last(Kind.FENCE_STARTED).reason()).isEqualTo("connection lost");
        rig.engine.linkUp(A, rig.now);
        assertThat(rig.state().queued()).isZero();
        assertThat(rig.state().inFlight()).isEqualTo(1);
    }

    @Test
    void aNewNexusFencesAndKeepsTheOrder() {
        ScsiTask first = rig.write();
        ScsiTask onB = rig.write();
        ScsiTask third = rig.write();
        rig.unanswered(first, Delivery.UNKNOWN);
        rig.unanswered(third, Delivery.UNKNOWN);
        assertThat(rig.events).containsOnlyOnce("FENCE_STARTED a");
        rig.engine.linkUp(B, rig.now);
        assertThat(rig.out()).as("another path's nexus fences nothing here").containsExactly(onB);
        rig.engine.linkUp(A, rig.now);
        assertThat(rig.out()).containsExactly(onB, first, third);
        assertThat(rig.pathNameOf(first)).isEqualTo("b");
        assertThat(rig.last(Kind.FENCE_ENDED).path()).isEqualTo("a");
        assertThat(rig.last(Kind.FENCE_ENDED).to()).isEqualTo("fenced");
        assertThat(rig.last(Kind.FENCE_ENDED).reason()).contains("new nexus");
        rig.pass(10 * SECOND);
        assertThat(rig.resets).isEmpty();
    }

    @Test
    void aNewNexusWithNothingToFenceIsNoEvent() {
        rig.engine.linkUp(A, rig.now);
        assertThat(rig.events).isEmpty();
    }

    @Test
    void anAbortThatWasAnsweredNeedsNoFence() {
        ScsiTask write = rig.write();
        rig.unanswered(write, Delivery.ENDED);
        assertThat(rig.pathNameOf(write)).isEqualTo("b");
        assertThat(rig.events).containsExactly("PATH_FAILED a");
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsGoAtOnceWhileAWriteWaits() {
        lost(rig);
        ScsiTask read = rig.read();
        assertThat(rig.pathNameOf(read)).isEqualTo("b");
        rig.good(read);
        assertThat(rig.completed).containsExactly(read);
    }

    @Test
    void afterAWhileTheUnitIsResetThroughAnotherPath() {
        ScsiTask write = lost(rig);
        rig.pass(DELAY - 1);
        assertThat(rig.resets).isEmpty();
        rig.pass(1);
        assertThat(rig.resets).containsExactly(B);
        assertThat(rig.sent).as("not before the reset is answered").isEmpty();
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.pathNameOf(write)).isEqualTo("b");
        assertThat(rig.last(Kind.FENCE_ENDED).reason()).isEqualTo("LOGICAL UNIT RESET");
        assertThat(rig.last(Kind.FENCE_ENDED).to()).isEqualTo("fenced");
        rig.pass(100 * SECOND);
        assertThat(rig.resets).as("once").hasSize(1);
    }

    @Test
    void theTimeRunsFromTheFirstThatIsLost() {
        EngineRig three = new EngineRig(THREE);
        lost(three);
        three.pass(DELAY - 1);
        lost(three);
        three.pass(1);
        assertThat(three.resets).containsExactly(C);
    }

    @Test
    void nothingIsSentWhileAResetIsOutstandingAndWhatItEndsIsNoPathsFault() {
        ScsiTask write = lost(rig);
        ScsiTask onB = rig.write();
        rig.pass(DELAY);
        ScsiTask held = rig.read();
        rig.unanswered(onB, Delivery.ENDED);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(3);
        assertThat(rig.info()).contains("b A 0");
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.out()).contains(write, onB, held).hasSize(3);
        assertThat(rig.info()).contains("b A 0");
    }

    @Test
    void theResetGoesThroughEveryPathThatHasWork() {
        EngineRig three = new EngineRig(THREE);
        ScsiTask write = lost(three);
        ScsiTask onC = busyOn(three, "c");
        three.pass(DELAY);
        assertThat(three.resets).as("the first usable one, and the one with work").containsExactly(B, C);
        three.engine.resetDone(B, true, three.now);
        assertThat(three.pathOf(write)).as("not before all are over").isNegative();
        three.engine.resetDone(C, true, three.now);
        assertThat(three.pathOf(write)).isNotNegative();
        three.good(onC);
    }

    @Test
    void theResetGoesThroughOnePathWhenNoneHasWork() {
        EngineRig three = new EngineRig(THREE);
        lost(three);
        three.pass(DELAY);
        assertThat(three.resets).containsExactly(B);
    }

    private static ScsiTask busyOn(EngineRig rig, String path) {
        while (true) {
            ScsiTask read = rig.read();
            if (rig.pathNameOf(read).equals(path)) {
                return read;
            }
            rig.good(read);
        }
    }

    @Test
    void oneAnswerOfSeveralResetsIsEnough() {
        EngineRig three = new EngineRig(THREE);
        ScsiTask write = lost(three);
        busyOn(three, "c");
        three.pass(DELAY);
        three.engine.resetDone(B, true, three.now);
        three.engine.resetDone(C, false, three.now);
        assertThat(three.pathNameOf(write)).isEqualTo("b");
        assertThat(three.info()).as("the silent path failed").contains("c F 1");
        assertThat(three.last(Kind.PATH_FAILED).reason()).isEqualTo("LOGICAL UNIT RESET was not answered");
    }

    @Test
    void aResetThatIsNotAnsweredFencesNothingAndTheNextPathIsTried() {
        EngineRig three = new EngineRig(THREE);
        ScsiTask write = lost(three);
        three.pass(DELAY);
        three.engine.resetDone(B, false, three.now);
        assertThat(three.sent).isEmpty();
        assertThat(three.info()).contains("b F 1");
        three.pass(DELAY - 1);
        assertThat(three.resets).containsExactly(B);
        three.pass(1);
        assertThat(three.resets).containsExactly(B, C);
        three.engine.resetDone(C, true, three.now);
        assertThat(three.pathNameOf(write)).isEqualTo("c");
    }

    @Test
    void aWriteThatIsLostWhileTheResetRunsNeedsAnother() {
        ScsiTask first = lost(rig);
        ScsiTask second = rig.write();
        rig.pass(DELAY);
        rig.unanswered(second, Delivery.UNKNOWN);
        rig.reinstate("a");
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.out()).as("the reset may have come before the second").containsExactly(first);
        rig.pass(DELAY);
        assertThat(rig.resets).containsExactly(B, A);
        rig.engine.resetDone(A, true, rig.now);
        assertThat(rig.out()).containsExactly(first, second);
    }

    @Test
    void aNewNexusDuringTheResetFencesWhatWaitedThere() {
        ScsiTask write = lost(rig);
        rig.pass(DELAY);
        rig.engine.linkUp(A, rig.now);
        assertThat(rig.sent).as("a reset is still outstanding").isEmpty();
        ScsiTask later = rig.write();
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.out()).containsExactly(write, later);
    }

    @Test
    void aWriteLostOnTheNewNexusIsNotFencedByTheResetOfBefore() {
        rig.fail("b");
        lost(rig);
        rig.reinstate("b");
        rig.pass(DELAY);
        assertThat(rig.resets).containsExactly(B);
        rig.engine.linkUp(A, rig.now);
        rig.reinstate("a");
        rig.engine.resetDone(B, true, rig.now);
        rig.out().forEach(rig::good);
        rig.reinstate("a");
        rig.fail("b");
        ScsiTask again = lost(rig);
        assertThat(rig.completed).doesNotContain(again);
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void withoutAUsablePathTheUnitIsResetWhenOneIsBack() {
        ScsiTask write = lost(rig);
        rig.fail("b");
        rig.pass(5 * SECOND);
        assertThat(rig.resets).isEmpty();
        assertThat(rig.completed).isEmpty();
        rig.reinstate("b");
        rig.pass(DELAY);
        assertThat(rig.resets).containsExactly(B);
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.pathNameOf(write)).isEqualTo("b");
    }

    @Test
    void aReinstatedPathDoesNotCarryTheWriteBeforeItIsFenced() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask write = lost(one);
        one.reinstate("a");
        assertThat(one.sent).isEmpty();
        one.pass(DELAY);
        assertThat(one.resets).containsExactly(A);
        one.engine.resetDone(A, true, one.now);
        assertThat(one.pathNameOf(write)).isEqualTo("a");
    }

    @Test
    void whatCannotBeFencedIsGivenBackAsUnknownAfterTheNoPathTime() {
        rig.fail("b");
        ScsiTask write = lost(rig);
        rig.pass(30 * SECOND - 1);
        assertThat(rig.completed).isEmpty();
        rig.pass(DELAY + SECOND);
        assertThat(rig.completed).containsExactly(write);
        assertThat(write.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(write.reason).isEqualTo(
                "outcome unknown on a: it could not be fenced in time; last attempt: connection lost");
        assertThat(rig.last(Kind.FENCE_ENDED).to()).isEqualTo("lost");
        assertThat(rig.last(Kind.FENCE_ENDED).path()).isEqualTo("a");
        assertThat(rig.state().queued()).isZero();
        assertThat(rig.state().inFlight()).isZero();
        rig.pass(100 * SECOND);
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void eachIsGivenBackAtItsOwnTime() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask first = one.write();
        one.pass(10 * SECOND);
        ScsiTask second = one.write();
        one.pass(10 * SECOND);
        ScsiTask third = one.write();
        one.unanswered(first, Delivery.UNKNOWN);
        one.unanswered(second, Delivery.UNKNOWN);
        one.unanswered(third, Delivery.UNKNOWN);
        one.pass(60 * SECOND);
        assertThat(one.completed).containsExactly(first, second, third);
        assertThat(one.completed).allSatisfy(task -> assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN));
    }

    @Test
    void aPathThatLeftTheTableIsStillFenced() {
        ScsiTask write = lost(rig);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 b");
        assertThat(rig.sent).isEmpty();
        rig.engine.linkUp(A, rig.now);
        assertThat(rig.pathNameOf(write)).isEqualTo("b");
    }

    @Test
    void aPathThatLeftTheTableIsFencedByResetToo() {
        ScsiTask write = lost(rig);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 b");
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 0 b c");
        assertThat(rig.engine.numberOf("c")).as("the number of a path with unknown writes is not used again").isEqualTo(C);
        rig.pass(DELAY);
        rig.engine.resetDone(rig.resets.get(0), true, rig.now);
        assertThat(rig.pathOf(write)).isNotNegative();
    }

    @Test
    void removingTheMapGivesThemBackAsUnknown() {
        ScsiTask write = lost(rig);
        rig.engine.close(rig.now);
        assertThat(rig.completed).containsExactly(write);
        assertThat(write.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(write.reason).contains("the map was removed");
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aRequestThatHasNoMoreAttemptsIsGivenBackWhenItIsFenced() {
        EngineRig few = new EngineRig(TWO, MapPolicy.DEFAULT.with("attempts_max", "1"));
        ScsiTask write = lost(few);
        few.engine.linkUp(A, few.now);
        assertThat(few.completed).containsExactly(write);
        assertThat(write.delivery).as("over, and it may have run").isEqualTo(Delivery.ENDED);
    }

    // ---- fast ----

    @Test
    void fastSendsElsewhereAtOnce() {
        EngineRig fast = new EngineRig(TWO, MapPolicy.DEFAULT.with("fence", "fast"));
        ScsiTask write = lost(fast);
        assertThat(fast.pathNameOf(write)).isEqualTo("b");
        assertThat(fast.events).containsExactly("PATH_FAILED a");
        fast.pass(10 * SECOND);
        assertThat(fast.resets).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "fast"})
    void aReadNeverWaits(String fence) {
        EngineRig either = new EngineRig(TWO, MapPolicy.DEFAULT.with("fence", fence));
        ScsiTask read = either.read();
        either.unanswered(read, Delivery.UNKNOWN);
        assertThat(either.pathNameOf(read)).isEqualTo("b");
    }

    // ---- an answered reset that nobody waits for ----

    @Test
    void busyWritesAreNoBusinessOfTheFence() {
        ScsiTask write = rig.write();
        rig.answer(write, Status.BUSY);
        rig.pass(10 * SECOND);
        assertThat(rig.resets).isEmpty();
        assertThat(rig.out()).isEqualTo(List.of(write));
    }

    @Test
    void aWriteThatWaitedLongBeforeItWasSentIsStillFencedByReset() {
        EngineRig quick = new EngineRig(TWO, MapPolicy.DEFAULT.with("no_path_timeout", "5000"));
        quick.fail("a", "b");
        ScsiTask write = quick.write();
        quick.pass(4500 * MILLI);
        quick.reinstate("a", "b");
        quick.unanswered(write, Delivery.UNKNOWN);
        quick.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(quick.completed).as("the other path is usable: fence through it").isEmpty();
        assertThat(quick.resets).hasSize(1);
    }

    @Test
    void aResetIsTriedHoweverShortTheNoPathTimeIs() {
        EngineRig quick = new EngineRig(TWO, MapPolicy.DEFAULT.with("no_path_timeout", "1000"));
        ScsiTask write = quick.write();
        quick.pass(MILLI);
        quick.unanswered(write, Delivery.UNKNOWN);
        quick.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(quick.completed).isEmpty();
        assertThat(quick.resets).hasSize(1);
    }

    @Test
    void fencedWritesThatMustWaitKeepTheirOrder() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask first = one.write();
        ScsiTask second = one.write();
        one.unanswered(first, Delivery.UNKNOWN);
        one.unanswered(second, Delivery.UNKNOWN);
        one.engine.linkUp(0, one.now);
        one.reinstate("a");
        assertThat(one.out()).containsExactly(first, second);
    }

    @Test
    void aMapThatHoldsForEverDoesNotGiveThemBackMeanwhile() {
        EngineRig forEver = new EngineRig(TWO, MapPolicy.DEFAULT.with("no_path_timeout", "0"));
        forEver.fail("b");
        ScsiTask write = lost(forEver);
        forEver.pass(60 * SECOND);
        assertThat(forEver.completed).isEmpty();
        forEver.engine.linkUp(A, forEver.now);
        forEver.reinstate("a");
        assertThat(forEver.pathNameOf(write)).isEqualTo("a");
    }

    @Test
    void aPathThatIsResetKeepsItsNumberWhenItLeaves() {
        lost(rig);
        rig.pass(DELAY);
        assertThat(rig.resets).containsExactly(B);
        rig.engine.linkUp(A, rig.now);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 c");
        rig.load("0 1024 multipath 0 0 1 1 turns 0 3 0 c d e");
        assertThat(List.of(rig.engine.numberOf("c"), rig.engine.numberOf("d"), rig.engine.numberOf("e"))).doesNotContain(B);
        rig.engine.resetDone(B, true, rig.now);
        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void whatIsFencedGoesBeforeWhatArrivedMeanwhile() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask write = lost(one);
        ScsiTask later = one.read();
        one.engine.linkUp(A, one.now);
        one.reinstate("a");
        assertThat(one.out()).containsExactly(write, later);
        assertThat(one.state().counters().retries()).isEqualTo(1);
    }

    @Test
    void aMapThatHoldsForEverHoldsThemToo() {
        EngineRig forEver = new EngineRig(TWO, MapPolicy.DEFAULT.with("no_path_timeout", "0"));
        forEver.fail("b");
        ScsiTask write = forEver.write();
        forEver.unanswered(write, Delivery.UNKNOWN);
        for (int i = 0; i < 1000; i++) {
            forEver.pass(SECOND);
        }
        assertThat(forEver.completed).isEmpty();
        forEver.engine.linkUp(0, forEver.now);
        forEver.reinstate("a");
        assertThat(forEver.pathNameOf(write)).isEqualTo("a");
    }
}
