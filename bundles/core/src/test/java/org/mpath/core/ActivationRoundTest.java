package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineRig.Asked;

/** Rounds of activation that meet something else: a reload, a suspend, late answers, lost paths, another host. */
class ActivationRoundTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    /** Two groups: a and b, then c. */
    private static final String TABLE = "0 1024 multipath 2 pg_init_retries 3 1 array 2 1 turns 0 2 0 a b turns 0 1 0 c";

    private final EngineRig rig = new EngineRig(TABLE);

    ActivationRoundTest() {
        rig.useHandler(Activation.EVERY_PATH, asc -> asc == 0x94 ? Verdict.ACTIVATE : Verdict.DECLINED);
        rig.events.clear();
    }

    private void answer(Asked asked, ActivationAnswer answer) {
        rig.engine.activated(asked.path(), asked.round(), answer, rig.now);
    }

    private List<Asked> takeAsked() {
        List<Asked> asked = List.copyOf(rig.activations);
        rig.activations.clear();
        return asked;
    }

    private void answerAll(ActivationAnswer answer) {
        takeAsked().forEach(asked -> answer(asked, answer));
    }

    private List<String> asked() {
        return rig.activations.stream().map(asked -> rig.nameOf(asked.path())).toList();
    }

    /** A unit that is fought for can only be waited for. */
    private void noOtherGroup() {
        rig.fail("c");
        rig.fail("d");
    }

    private ScsiTask readyRead() {
        ScsiTask task = rig.read();
        answerAll(ActivationCode.OK);
        return task;
    }

    @Test
    void aLateAnswerIsNotTakenForThatOfALaterRound() {
        noOtherGroup();
        ScsiTask task = rig.read();
        List<Asked> first = takeAsked();
        answer(first.get(0), ActivationCode.OK);
        rig.fail("b");
        rig.pass(EngineLimits.DEFAULT.activationTimeoutNanos());
        rig.reinstate("b");
        answerAll(ActivationCode.OK);
        rig.sense(task, 0x05, 0x94, 0x01);
        rig.pass(2 * SECOND);
        assertThat(asked()).containsExactly("a", "b");
        answer(first.get(1), ActivationCode.DEV_OFFLINED);
        assertThat(rig.info()).contains("b A 1");
        answerAll(ActivationCode.OK);
        assertThat(rig.pathOf(task)).isNotNegative();
    }

    @Test
    void aSuspendWaitsForAPathThatIsMadeReadyAlone() {
        rig.good(readyRead());
        rig.fail("b");
        rig.reinstate("b");
        rig.engine.suspend(false, rig.now);
        assertThat(rig.suspends).isZero();
        answerAll(ActivationCode.OK);
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void theCalmIsCountedFromTheLastTimeTheGroupWasReady() {
        noOtherGroup();
        rig.pass(100 * SECOND);
        ScsiTask task = readyRead();
        rig.pass(5 * SECOND);
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(rig.activations).as("five seconds are no calm").isEmpty();
        rig.pass(2 * SECOND);
        assertThat(asked()).containsExactly("a", "b");
    }

    @ParameterizedTest(name = "moved {0} s after the group was ready")
    @CsvSource({"5, false", "60, true"})
    void anOwnerThatMovesDuringASuspendIsFetchedBackAfterIt(long seconds, boolean atOnce) {
        noOtherGroup();
        ScsiTask task = readyRead();
        rig.pass(seconds * SECOND);
        rig.engine.suspend(false, rig.now);
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(rig.suspends).isEqualTo(1);
        rig.engine.resumeIo(rig.now);
        assertThat(rig.activations.isEmpty()).isNotEqualTo(atOnce);
        rig.pass(2 * SECOND);
        assertThat(asked()).containsExactly("a", "b");
        assertThat(rig.sent).isEmpty();
        answerAll(ActivationCode.OK);
        assertThat(rig.pathOf(task)).isNotNegative();
    }

    @Test
    void anotherGroupIsActivatedWhenItsPathsAreLostBeforeTheNextAttempt() {
        ScsiTask task = rig.read();
        answerAll(ActivationCode.RETRY);
        rig.fail("a", "b");
        rig.pass(2 * SECOND);
        assertThat(asked()).containsExactly("c");
        answerAll(ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }

    @Test
    void aReloadAsksAnewAndBelievesNoOlderAnswer() {
        ScsiTask task = rig.read();
        List<Asked> old = takeAsked();
        rig.load(TABLE);
        assertThat(asked()).containsExactly("a", "b");
        old.forEach(late -> answer(late, ActivationCode.DEV_OFFLINED));
        assertThat(rig.info()).contains("a A 0 b A 0");
        assertThat(rig.sent).isEmpty();
        answerAll(ActivationCode.OK);
        assertThat(rig.pathOf(task)).isNotNegative();
    }

    @Test
    void aReloadForgetsTheRoundThatWasPutOff() {
        rig.read();
        answerAll(ActivationCode.RETRY);
        rig.pass(1_500 * MILLI);
        rig.load(TABLE);
        assertThat(takeAsked()).hasSize(2);
        rig.pass(500 * MILLI);
        assertThat(rig.activations).as("asked once").isEmpty();
    }

    @Test
    void nothingIsTimedAnyMoreWhenTheHandlerHasLeft() {
        rig.read();
        rig.engine.useHandler("", null, "plug-in removed", rig.now);
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPathThatNobodyAskedDoesNotMakeTheGroupReady() {
        rig.fail("b");
        rig.read();
        rig.engine.suspend(false, rig.now);
        rig.reinstate("b");
        answerAll(ActivationCode.DEV_OFFLINED);
        assertThat(rig.info()).contains("a F 1 b A 1");
        rig.engine.resumeIo(rig.now);
        assertThat(rig.sent).isEmpty();
        assertThat(asked()).containsExactly("b");
        answerAll(ActivationCode.OK);
        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void aFoughtForUnitIsLeftAloneAWhileAlsoWhenAPathIsMadeReadyMeanwhile() {
        noOtherGroup();
        ScsiTask task = readyRead();
        rig.fail("b");
        rig.reinstate("b");
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(asked()).containsExactly("b");
        answerAll(ActivationCode.OK);
        assertThat(rig.activations).as("the group was made ready just now: not at once").isEmpty();
        rig.pass(2 * SECOND);
        assertThat(asked()).containsExactly("a", "b");
        answerAll(ActivationCode.OK);
        assertThat(rig.pathOf(task)).isNotNegative();
    }

    @Test
    void theOnlyGroupThatAnotherControllerHasIsTriedLaterEachTimeUntilItIsReady() {
        EngineRig one = new EngineRig("0 1024 multipath 2 pg_init_delay_msecs 100 1 array 1 1 turns 0 1 0 a");
        one.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        one.read();
        long wait = SECOND / 10;
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(one.activations).as("attempt %d", attempt).hasSize(1);
            Asked asked = one.activations.remove(0);
            one.engine.activated(asked.path(), asked.round(), ActivationCode.DEV_TEMP_BUSY, one.now);
            one.pass(wait - 1);
            assertThat(one.activations).as("a moment before %d ns have passed", wait).isEmpty();
            one.pass(1);
            wait = attempt == 0 ? wait : Math.min(2 * wait, 32 * SECOND / 10);
        }
        Asked asked = one.activations.remove(0);
        one.engine.activated(asked.path(), asked.round(), ActivationCode.OK, one.now);
        assertThat(one.sent).hasSize(1);
    }

    @Test
    void aUnitThatIsTakenAwayWhileARetryWaitsIsFollowedAtOnceAndTheRetryIsCalledOff() {
        ScsiTask task = readyRead();
        rig.fail("b");
        rig.reinstate("b");
        answerAll(ActivationCode.RETRY);
        assertThat(asked()).as("the retry waits").isEmpty();
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(asked()).containsExactly("c");
        assertThat(rig.last(MapEvent.Kind.ACTIVATION_STARTED).to()).isEqualTo("group 2");
        answerAll(ActivationCode.OK);
        rig.pass(10 * SECOND);
        assertThat(asked()).as("c is ready").isEmpty();
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }
}
