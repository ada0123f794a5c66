package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.hp.sw.HandMadePair.READY;
import static org.mpath.handler.hp.sw.HandMadePair.START;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.array.Reply;

/** Activation as scsi_dh_hp_sw does it (seed-systems 4.6), in virtual time, each command compared to the byte. */
class ActivationTest {
    private static final long HALF_SECOND = 500_000_000L;

    private final HandMadePair array = new HandMadePair();
    private final HpSwHandlerFactory factory = new HpSwHandlerFactory();
    private final HardwareHandler handler = factory.create(List.of());

    @AfterEach
    void nothingIsLeftBehind() {
        array.reactor.pass(600 * SECOND);
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        assertThat(array.listenerCount()).as("link listeners").isZero();
        assertThat(array.answers.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
    }

    // ---- what is sent ----

    @Test
    void anActiveControllerIsOnlyLookedAt() {
        array.activate(handler, "a");
        assertThat(array.log).containsExactly("a: 000000000000");
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aPassiveControllerIsStartedAndIsReadyWhenItSaysSo() {
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: 000000000000", "b: 1b0000000100", "b: 000000000000");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aStartThatIsAnsweredGoodAndHelpsNothingIsTriedAgainLater() {
        array.next("b", START, Reply.GOOD);
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + READY, "b: " + START, "b: " + READY);
        assertThat(array.answers("b")).as("no I/O to a controller that refuses it").containsExactly(ActivationCode.RETRY);
    }

    @ParameterizedTest(name = "{0} times failing over: {1} starts, {2}")
    @CsvSource({"1, 2, OK", "3, 4, OK", "4, 4, RETRY", "9, 4, RETRY"})
    void aStartThatMeetsAFailoverIsSentThreeTimesAgainAndThenLater(int times, int starts, ActivationCode code) {
        Reply[] failingOver = new Reply[times];
        Arrays.fill(failingOver, Reply.sense(0x020403));
        array.next("b", START, failingOver);
        array.activate(handler, "b");
        array.reactor.pass(4 * SECOND);
        assertThat(array.starts()).isEqualTo(starts);
        assertThat(array.answers("b")).containsExactly(code);
    }

    @Test
    void eachStartThatMeetsAFailoverWaitsLongerSoThatTwoHostsDoNotStorm() {
        Reply[] failingOver = new Reply[4];
        Arrays.fill(failingOver, Reply.sense(0x020403));
        array.next("b", START, failingOver);
        array.activate(handler, "b");
        long[] pauses = {HALF_SECOND, 2 * HALF_SECOND, 4 * HALF_SECOND};
        for (int start = 1; start <= pauses.length; start++) {
            assertThat(array.starts()).isEqualTo(start);
            array.reactor.pass(pauses[start - 1] - 1);
            assertThat(array.starts()).as("a moment before").isEqualTo(start);
            array.reactor.pass(1);
        }
        assertThat(array.answers("b")).containsExactly(ActivationCode.RETRY);
    }

    @Test
    void aPathThatLosesItsLinkBetweenTwoStartsLeavesTheNextOneToAnother() {
        array.next("b1", START, Reply.sense(0x020403));
        array.activate(handler, "b1", "b2");
        array.path("b1").cut("pulled");
        array.reactor.pass(HALF_SECOND);
        assertThat(array.log.stream().filter(command -> command.endsWith(START))).containsExactly("b1: " + START, "b2: " + START);
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
    }

    @Test
    void whoWaitsForAStartThatIsPutOffIsPutOffWithIt() {
        Reply[] failingOver = new Reply[4];
        Arrays.fill(failingOver, Reply.sense(0x020403));
        array.next("b1", START, failingOver);
        array.activate(handler, "b1", "b2", "b3");
        array.reactor.pass(4 * SECOND);
        assertThat(array.starts()).isEqualTo(4);
        assertThat(array.answers).hasSize(3)
                .allSatisfy((path, answers) -> assertThat(answers).containsExactly(ActivationCode.RETRY));
    }

    @Test
    void aHandlerThatIsClosedBetweenTwoStartsStartsNoMore() {
        array.next("b", START, Reply.sense(0x020403));
        array.activate(handler, "b");
        handler.close();
        array.reactor.pass(4 * SECOND);
        assertThat(array.starts()).isOne();
        array.activate(factory.create(List.of()), "b");
        assertThat(array.answers("b")).as("and holds up nobody").containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest(name = "ready answered {0}: {1}")
    @CsvSource({
        "020401, IO",
        "02040a, IO",
        "023a00, IO",
        "040000, IO",
        "052500, IO",
        "052000, IO"
    })
    void whatSaysNeitherActiveNorPassiveIsNotStarted(String sense, ActivationCode code) {
        array.next("b", READY, Reply.sense(Integer.parseInt(sense, 16)));
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + READY);
        assertThat(array.answers("b")).containsExactly(code);
    }

    @Test
    void aFailoverIsLookedAtEveryHalfSecondUntilItIsOver() {
        array.next("b", READY, Reply.sense(0x020403), Reply.sense(0x020403), Reply.sense(0x020403));
        array.active = 'b';
        array.activate(handler, "b");
        array.reactor.pass(3 * HALF_SECOND - 1);
        assertThat(array.answers("b")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(array.log).hasSize(4).containsOnly("b: " + READY);
    }

    @Test
    void aControllerThatAFailoverLeftPassiveIsStarted() {
        array.next("b", READY, Reply.sense(0x020403));
        array.activate(handler, "b");
        assertThat(array.starts()).isZero();
        array.reactor.pass(HALF_SECOND);
        assertThat(array.starts()).isOne();
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aFailoverThatDoesNotEndIsPutOffAfterThirtySeconds() {
        Reply[] failingOver = new Reply[100];
        Arrays.fill(failingOver, Reply.sense(0x020403));
        array.next("b", READY, failingOver);
        array.activate(handler, "b");
        array.reactor.pass(30 * SECOND - 1);
        assertThat(array.answers("b")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b")).containsExactly(ActivationCode.RETRY);
        assertThat(array.log).hasSize(61).containsOnly("b: " + READY);
    }

    @Test
    void aStartThatIsAnsweredBeforeTheUnitsAreThereIsWaitedFor() {
        array.next("b", READY, Reply.sense(0x020402), Reply.sense(0x020403));
        array.activate(handler, "b");
        assertThat(array.answers("b")).isEmpty();
        array.reactor.pass(HALF_SECOND);
        assertThat(array.starts()).isOne();
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"062900", "062a06", "0b0000"})
    void anAttentionIsAskedAgainAtOnceAndNotForEver(String sense) {
        Reply attention = Reply.sense(Integer.parseInt(sense, 16));
        array.next("a", READY, attention, attention, attention, attention);
        array.activate(handler, "a");
        assertThat(array.log).hasSize(5).containsOnly("a: " + READY);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
        array.next("b", READY, attention, attention, attention, attention, attention);
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.RETRY);
    }

    @ParameterizedTest(name = "start answered {0}: {1}")
    @CsvSource({"040000, IO", "052400, IO", "020402, IO", "020401, IO"})
    void aStartThatIsRefusedFailsThePath(String sense, ActivationCode code) {
        array.next("b", START, Reply.sense(Integer.parseInt(sense, 16)));
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + READY, "b: " + START);
        assertThat(array.answers("b")).containsExactly(code);
    }

    @Test
    void aReservationOfAnotherHostIsNoReasonToStart() {
        array.next("a", READY, Reply.status(0x18));
        array.activate(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void silenceIsGivenUpAndALostPathToo() {
        array.next("a1", READY, Reply.SILENCE);
        array.next("a2", READY, Reply.LOST);
        array.activate(handler, "a1", "a2");
        array.reactor.pass(10 * SECOND - 1);
        assertThat(array.answers("a1")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("a1")).containsExactly(ActivationCode.TIMED_OUT);
        assertThat(array.answers("a2")).containsExactly(ActivationCode.CONN_FAILURE);
    }

    @Test
    void aStartMayTakeAMinute() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.reactor.pass(60 * SECOND - 1);
        assertThat(array.answers("b")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b")).containsExactly(ActivationCode.TIMED_OUT);
    }

    // ---- one start for all ----

    @Test
    void thePathsOfAMapShareOneStartThroughWhicheverPort() {
        array.path("b1").holding = true;
        array.activate(handler, "b1", "b2", "b3");
        assertThat(array.log).containsExactly("b1: " + READY, "b2: " + READY, "b2: " + START, "b2: " + READY, "b3: " + READY);
        array.path("b1").answerNext();
        assertThat(array.log).as("what was asked before the start is asked again").endsWith("b1: " + READY);
        array.path("b1").answerNext();
        assertThat(array.starts()).isOne();
        assertThat(array.answers).hasSize(3).allSatisfy((path, answers) -> assertThat(answers).containsExactly(ActivationCode.OK));
    }

    @Test
    void thirtyTwoMapsMakeOneStart() {
        array.path("b").holding = true;
        IntStream.range(0, 32).forEach(map -> factory.create(List.of()).activate(array.path("b"), false,
                answer -> array.answers.computeIfAbsent("map " + map, key -> new ArrayList<>()).add(answer)));
        IntStream.range(0, 32).forEach(ready -> array.path("b").answerNext());
        assertThat(array.starts()).isOne();
        assertThat(array.answers).isEmpty();
        array.path("b").answerNext();
        array.reactor.pass(0);
        IntStream.range(0, 32).forEach(ready -> array.path("b").answerNext());
        assertThat(array.starts()).isOne();
        assertThat(array.answers).hasSize(32)
                .allSatisfy((map, answers) -> assertThat(answers).containsExactly(ActivationCode.OK));
    }

    @Test
    void whoMeetsTheFailoverOfAnotherMapsStartWaitsForItsEnd() {
        array.next("b1", START, Reply.SILENCE);
        array.activate(factory.create(List.of()), "b1");
        array.next("b1", READY, Reply.sense(0x020403));
        array.activate(handler, "b1");
        assertThat(array.answers("b1")).isEmpty();
        array.active = 'b';
        array.path("b1").answerNext();
        array.reactor.pass(0);
        assertThat(array.answers.remove("b1")).containsExactlyInAnyOrder(ActivationCode.CONN_FAILURE, ActivationCode.OK);
    }

    @Test
    void whenAStartFailsTheNextMapTriesItself() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.activate(factory.create(List.of()), "b");
        assertThat(array.starts()).isOne();
        array.reactor.pass(60 * SECOND);
        assertThat(array.starts()).isEqualTo(2);
        assertThat(array.answers.remove("b")).containsExactlyInAnyOrder(ActivationCode.TIMED_OUT, ActivationCode.OK);
    }

    @Test
    void otherArraysAreNotWaitedFor() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.activate(factory.create(List.of()), "c");
        assertThat(array.answers("c")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aLookThatABrokenMapCausesIsNotMadeInItsCall() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.activate(factory.create(List.of()), "b");
        int sent = array.log.size();
        handler.close();
        assertThat(array.log).hasSize(sent);
        array.reactor.pass(0);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    // ---- links, closing, hostile answers ----

    @Test
    void aPathWhoseLinkIsLostWaitsNoLonger() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.path("b").cut("pulled");
        assertThat(array.answers.remove("b")).containsExactly(ActivationCode.NOTCONN);
        array.path("b").heal();
        array.activate(handler, "b");
        assertThat(array.answers("b")).as("and holds up nobody").containsExactly(ActivationCode.OK);
    }

    @Test
    void aPathThatLosesItsLinkWhileItWaitsForAStartDoesNotStart() {
        array.next("b1", START, Reply.SILENCE);
        array.activate(handler, "b1", "b2");
        array.path("b2").cut("pulled");
        assertThat(array.answers("b2")).containsExactly(ActivationCode.NOTCONN);
        array.reactor.pass(60 * SECOND);
        assertThat(array.starts()).isOne();
    }

    @Test
    void aHandlerThatIsClosedAsksNothingMoreAndTellsNobody() {
        array.path("b").holding = true;
        array.activate(handler, "b");
        handler.close();
        assertThat(array.listenerCount()).isZero();
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        array.path("b").answerNext();
        assertThat(array.log).containsExactly("b: " + READY);
        assertThat(array.answers("b")).isEmpty();
    }

    @Test
    void aMapThatWaitsGoesOnWhenTheOneThatStartsIsClosed() {
        array.next("b", START, Reply.SILENCE);
        array.activate(handler, "b");
        array.activate(factory.create(List.of()), "b");
        assertThat(array.answers("b")).isEmpty();
        handler.close();
        array.reactor.pass(0);
        assertThat(array.starts()).isEqualTo(2);
        assertThat(array.answers("b")).as("of the other map").containsExactly(ActivationCode.OK);
    }

    @Test
    void closingTwiceAndUnusedIsHarmless() {
        handler.close();
        array.activate(handler, "a");
        handler.close();
        handler.close();
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void noMutilatedSenseThrowsOrLeavesAPathWaiting() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] sense = Arrays.copyOf(Reply.sense(0x020402).sense(), random.nextInt(24));
            for (int flips = random.nextInt(4); flips > 0 && sense.length > 0; flips--) {
                sense[random.nextInt(sense.length)] = (byte) random.nextInt();
            }
            HandMadePair hostile = new HandMadePair();
            hostile.next("b", READY, Reply.checkCondition(sense));
            hostile.next("b", START, Reply.checkCondition(sense));
            hostile.activate(new HpSwHandlerFactory().create(List.of()), "b");
            hostile.reactor.pass(600 * SECOND);
            assertThat(hostile.answers("b")).as("-Dmpath.seed=%d round %d", seed, round).hasSize(1);
        }
    }

    // ---- sense ----

    @ParameterizedTest
    @ValueSource(strings = {"020402", "020403", "02040a", "02040b", "062900", "062a06", "052500", "052501", "0b0000", "030000"})
    void thereIsNoSenseTable(String sense) {
        int code = Integer.parseInt(sense, 16);
        assertThat(handler.checkSense(array.path("a"), code >> 16, code >> 8 & 0xff, code & 0xff)).isEqualTo(Verdict.DECLINED);
        assertThat(new HpSw2005HandlerFactory().create(List.of()).checkSense(null, code >> 16, 0, 0))
                .isEqualTo(Verdict.DECLINED);
        assertThat(array.log).isEmpty();
    }
}
