package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.IDENTIFY;
import static org.mpath.handler.alua.HandMadeArray.INQUIRE;
import static org.mpath.handler.alua.HandMadeArray.READY;
import static org.mpath.handler.alua.HandMadeArray.REPORT;
import static org.mpath.handler.alua.HandMadeArray.REPORT_PLAIN;
import static org.mpath.handler.alua.HandMadeArray.SET;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Status;

/** Activation of a target port group (seed-systems 4.7), in virtual time, each command compared to the byte. */
class ActivationTest {
    private static final String SET_GROUP_1 = "a: " + SET + " < 0000000000000001";

    private final HandMadeArray array = new HandMadeArray().group(1, AccessState.STANDBY)
            .group(2, AccessState.ACTIVE_OPTIMIZED);
    private final AluaHandler handler = new AluaHandler(false);

    @AfterEach
    void nothingIsLeftBehind() {
        array.reactor.pass(300 * SECOND);
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        assertThat(array.paths.values()).allSatisfy(path -> assertThat(path.listenerCount()).isZero());
        assertThat(array.answers.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
    }

    @Test
    void asksEveryPathOfAGroup() {
        assertThat(handler.activation()).isEqualTo(Activation.EVERY_PATH);
    }

    // ---- what is sent ----

    @Test
    void aStandbyGroupIsSetAndLookedAtAgain() {
        array.activate(handler, "a");
        assertThat(array.log).containsExactly("a: " + IDENTIFY, "a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("1:active/optimized 2:active/optimized");
    }

    @Test
    void theNumberOfTheGroupHasTwoBytes() {
        array.groups.clear();
        array.group(0x1234, AccessState.UNAVAILABLE);
        array.always.put(IDENTIFY, Reply.hex("00830008 01150004 00001234"));
        array.setTo = AccessState.UNAVAILABLE;
        array.activate(handler, "a");
        assertThat(array.log).contains("a: " + SET + " < 0000000000001234");
        assertThat(array.answers("a")).as("it did not help").containsExactly(ActivationCode.IO);
    }

    @Test
    void anOptimizedGroupIsOnlyLookedAt() {
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + IDENTIFY, "b: " + REPORT);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aGroupThatDependsOnTheBlockIsReady() {
        array.group(1, AccessState.LBA_DEPENDENT);
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void anOfflineGroupIsAnsweredOffline() {
        array.group(1, AccessState.OFFLINE);
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.DEV_OFFLINED);
    }

    @Test
    void aNonOptimizedGroupIsMadeOptimizedWhenThatIsAllowed() {
        array.group(1, AccessState.ACTIVE_NON_OPTIMIZED);
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aNonOptimizedGroupThatStaysSoTakesIo() {
        array.group(1, AccessState.ACTIVE_NON_OPTIMIZED);
        array.setTo = AccessState.ACTIVE_NON_OPTIMIZED;
        array.activate(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest(name = "TPGS {0}, preferred {1}: set {2}")
    @CsvSource({"3, false, false", "3, true, true", "2, false, true", "1, false, false"})
    void withOptimizeANonOptimizedGroupIsLeftToAnArrayThatMovesItself(int tpgs, boolean preferred, boolean set) {
        array.tpgs = tpgs;
        array.group(1, AccessState.ACTIVE_NON_OPTIMIZED, preferred, 0xdf);
        array.activate(new AluaHandler(true), "a");
        assertThat(array.log.contains(SET_GROUP_1)).isEqualTo(set);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest
    @EnumSource(value = AccessState.class, names = {"STANDBY", "UNAVAILABLE"})
    void aUnitThatOnlyTheArrayMovesIsNeverSetButLookedAtTwice(AccessState state) {
        array.tpgs = 1;
        array.group(1, state);
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + INQUIRE, "a: " + REPORT);
        assertThat(array.answers("a")).as("no I/O to a port that refuses it").containsExactly(ActivationCode.IO);
    }

    @Test
    void aUnitThatTheArrayMovedMeanwhileIsReady() {
        array.tpgs = 1;
        array.next(REPORT, Reply.hex("0000000c 028f0001 00020001 00000001"));
        array.group(1, AccessState.ACTIVE_NON_OPTIMIZED);
        array.activate(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void whoRefusesToBeSetIsLookedAtAgain() {
        array.always.put(SET, Reply.sense(0x052000));
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
    }

    @Test
    void theSetThatAUnitAttentionSwallowedIsSentAgain() {
        array.next(SET, Reply.sense(0x062a06), Reply.sense(0x0b0000));
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly(
                "a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1, SET_GROUP_1, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aUnitThatDoesNotSayWhatItCanIsNotSet() {
        array.always.put(INQUIRE, Reply.hex("0000060200"));
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + INQUIRE, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
    }

    // ---- one round for all paths of a group ----

    @Test
    void thePathsOfAGroupShareOneReportAndOneSet() {
        array.activate(handler, "a1", "a2", "a3", "a4");
        assertThat(array.commands()).containsExactly("a1: " + REPORT, "a1: " + INQUIRE,
                "a1: " + SET + " < 0000000000000001", "a1: " + REPORT);
        assertThat(array.answers).hasSize(4)
                .allSatisfy((path, answers) -> assertThat(answers).containsExactly(ActivationCode.OK));
    }

    @Test
    void thePathsThatComeWhileACommandIsOnItsWayShareItsAnswer() {
        array.path("a1").holding = true;
        array.ask(handler, "a1");
        array.path("a1").answerNext();
        array.reactor.pass(5 * MILLI);
        array.ask(handler, "a2");
        array.reactor.pass(SECOND);
        assertThat(array.path("a1").outstanding).isOne();
        array.path("a1").holding = false;
        array.path("a1").answerNext();
        assertThat(array.commands()).filteredOn(command -> command.startsWith("a2")).isEmpty();
        assertThat(array.answers("a2")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aRoundBeginsFiveMillisecondsAfterTheFirstPath() {
        array.ask(handler, "b1");
        array.reactor.pass(5 * MILLI - 1);
        array.ask(handler, "b2");
        assertThat(array.commands()).isEmpty();
        array.reactor.pass(1);
        assertThat(array.commands()).containsExactly("b1: " + REPORT);
        assertThat(array.answers).hasSize(2);
    }

    @Test
    void theNextRoundAsksAnew() {
        array.activate(handler, "b");
        array.answers.clear();
        array.group(2, AccessState.OFFLINE);
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.DEV_OFFLINED);
    }

    @Test
    void twoGroupsHaveARoundEach() {
        array.group(1, AccessState.OFFLINE);
        array.activate(handler, "a", "b");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "b: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.DEV_OFFLINED);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    // ---- paths that are lost ----

    @Test
    void whenThePathThatAsksIsLostTheNextOneGoesOn() {
        array.next(REPORT, Reply.LOST);
        array.activate(handler, "b1", "b2");
        assertThat(array.commands()).containsExactly("b1: " + REPORT, "b2: " + REPORT);
        assertThat(array.answers("b1")).containsExactly(ActivationCode.CONN_FAILURE);
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
    }

    @Test
    void whenThePathThatSetsIsLostTheNextOneLooksBeforeItSets() {
        array.next(SET, Reply.LOST);
        array.activate(handler, "a1", "a2");
        assertThat(array.commands()).containsExactly("a1: " + REPORT, "a1: " + INQUIRE,
                "a1: " + SET + " < 0000000000000001", "a2: " + REPORT, "a2: " + INQUIRE,
                "a2: " + SET + " < 0000000000000001", "a2: " + REPORT);
        assertThat(array.answers("a1")).containsExactly(ActivationCode.CONN_FAILURE);
        assertThat(array.answers("a2")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aPathThatSwallowsCommandsIsGivenUpAfterTenSecondsAndTheNextOneGoesOn() {
        array.next(REPORT, Reply.SILENCE);
        array.activate(handler, "b1", "b2");
        array.reactor.pass(10 * SECOND - 1);
        assertThat(array.answers).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b1")).containsExactly(ActivationCode.TIMED_OUT);
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
        array.path("b1").answerNext();
    }

    @Test
    void aSetMayTakeAMinute() {
        array.next(SET, Reply.SILENCE);
        array.activate(handler, "a");
        array.reactor.pass(60 * SECOND - 1);
        assertThat(array.answers).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("a")).containsExactly(ActivationCode.TIMED_OUT);
    }

    @Test
    void aPathWhoseLinkDropsWaitsNoLonger() {
        array.path("a1").holding = true;
        array.ask(handler, "a1");
        array.path("a1").answerNext();
        array.activate(handler, "a2");
        array.path("a2").cut("pulled");
        assertThat(array.answers("a2")).containsExactly(ActivationCode.NOTCONN);
        assertThat(array.answers("a1")).isEmpty();
        array.path("a1").holding = false;
        array.path("a1").cut("pulled");
        assertThat(array.answers("a1")).containsExactly(ActivationCode.NOTCONN);
    }

    @Test
    void aPathWhoseLinkDropsBetweenTwoLooksWaitsNoLongerAndTheOtherGoesOn() {
        array.group(1, AccessState.TRANSITIONING);
        array.activate(handler, "a1", "a2");
        array.path("a1").cut("pulled");
        assertThat(array.answers("a1")).containsExactly(ActivationCode.NOTCONN);
        array.group(1, AccessState.ACTIVE_OPTIMIZED);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("a2")).containsExactly(ActivationCode.OK);
        assertThat(array.commands()).endsWith("a2: " + READY, "a2: " + REPORT);
    }

    @Test
    void aPathWithoutLinkIsToldSoAtOnce() {
        array.path("a").cut("pulled");
        array.ask(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.CONN_FAILURE);
    }

    @Test
    void whatWasAskedThroughALostNexusDoesNotCount() {
        ScriptedPath path = array.path("b");
        path.holding = true;
        array.ask(handler, "b");
        path.heal();
        assertThat(array.answers("b")).containsExactly(ActivationCode.NOTCONN);
        path.answerNext();
        array.reactor.pass(SECOND);
        assertThat(array.commands()).isEmpty();
    }

    // ---- answers that pass, and those that do not ----

    @ParameterizedTest
    @ValueSource(ints = {0x062900, 0x062a06, 0x0b4700})
    void aReportIsAskedForAgainAfterAnAnswerThatPasses(int sense) {
        array.next(REPORT, Reply.sense(sense), Reply.status(Status.BUSY), Reply.status(Status.TASK_SET_FULL),
                Reply.status(Status.TASK_ABORTED));
        array.activate(handler, "b");
        assertThat(array.commands()).hasSize(5).containsOnly("b: " + REPORT);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aUnitThatIsBusyForEverIsGivenUpAfterAMinute() {
        array.always.put(REPORT, Reply.status(Status.BUSY));
        array.activate(handler, "b");
        assertThat(array.commands()).hasSize(5);
        array.reactor.pass(59 * SECOND);
        assertThat(array.answers("b")).isEmpty();
        assertThat(array.commands()).as("in bursts every two seconds").hasSize(5 * 30);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x020401, 0x044400, 0x030000, 0x000000})
    void anyOtherSenseFailsThePath(int sense) {
        array.always.put(REPORT, Reply.sense(sense));
        array.activate(handler, "b");
        assertThat(array.commands()).hasSize(1);
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
    }

    @Test
    void anErrorDoesNotMatterToAGroupThatCanOnlyBeOptimized() {
        array.group(2, AccessState.ACTIVE_OPTIMIZED, false, 0x01);
        array.activate(handler, "b");
        array.answers.clear();
        array.always.put(REPORT, Reply.sense(0x044400));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @Test
    void anErrorMattersWhenAnotherStateIsPossible() {
        array.group(2, AccessState.ACTIVE_OPTIMIZED, false, 0x03);
        array.activate(handler, "b");
        array.answers.clear();
        array.always.put(REPORT, Reply.sense(0x044400));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
    }

    @Test
    void aRecoveredErrorIsAnAnswer() {
        array.next(IDENTIFY, Reply.sense(0x062900));
        array.always.put(SET, Reply.sense(0x010000));
        array.setTo = AccessState.STANDBY;
        array.activate(handler, "a");
        assertThat(array.log).startsWith("a: " + IDENTIFY, "a: " + IDENTIFY);
        assertThat(array.commands()).endsWith(SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
    }

    // ---- which group ----

    @Test
    void aUnitWithoutTargetPortGroupIsNotSupported() {
        array.always.put(IDENTIFY, Reply.hex("00830000"));
        array.ask(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.DEV_UNSUPP);
    }

    @Test
    void aUnitWithoutThePageIsNotSupported() {
        array.always.put(IDENTIFY, Reply.sense(0x052400));
        array.ask(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.DEV_UNSUPP);
    }

    @Test
    void aPageThatIsNotOneFailsThePath() {
        array.always.put(IDENTIFY, Reply.hex("0080"));
        array.ask(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
    }

    @Test
    void aPathThatDoesNotSayItsGroupInTimeIsGivenUp() {
        array.always.put(IDENTIFY, Reply.SILENCE);
        array.ask(handler, "a");
        array.reactor.pass(10 * SECOND);
        assertThat(array.answers("a")).containsExactly(ActivationCode.TIMED_OUT);
    }

    // ---- the extended header ----

    @Test
    void aUnitThatRefusesTheExtendedHeaderIsNotAskedForItAgain() {
        array.always.put(REPORT, Reply.sense(0x052400));
        array.activate(handler, "b");
        assertThat(array.commands()).containsExactly("b: " + REPORT, "b: " + REPORT_PLAIN);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        array.answers.clear();
        array.activate(handler, "b");
        assertThat(array.commands()).endsWith("b: " + REPORT_PLAIN, "b: " + REPORT_PLAIN);
    }

    @Test
    void aUnitThatRefusesBothFailsThePath() {
        array.always.put(REPORT, Reply.sense(0x052400));
        array.always.put(REPORT_PLAIN, Reply.sense(0x052000));
        array.activate(handler, "b");
        assertThat(array.commands()).containsExactly("b: " + REPORT, "b: " + REPORT_PLAIN);
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
    }

    @Test
    void whatARealTargetReportedIsUnderstood() {
        // LIO, implicit and explicit: groups 11 to 14 optimized, non-optimized, standby, unavailable
        array.always.put(IDENTIFY, Reply.hex("00830008 01150004 0000000c"));
        array.always.put(REPORT, Reply.hex("00000030 00cf000b 00000001 00000001 01cf000c 00020001 00000002"
                + "02cf000d 00020001 00000003 03cf000e 00020001 00000004"));
        array.activate(handler, "a");
        assertThat(handler.statusWords())
                .isEqualTo("11:active/optimized 12:active/non-optimized 13:standby 14:unavailable");
        assertThat(array.commands()).contains("a: " + SET + " < 000000000000000c");
        assertThat(array.answers("a")).isEqualTo(List.of(ActivationCode.OK));
    }
}
