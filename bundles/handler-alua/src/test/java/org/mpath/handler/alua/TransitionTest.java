package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.INQUIRE;
import static org.mpath.handler.alua.HandMadeArray.READY;
import static org.mpath.handler.alua.HandMadeArray.REPORT;
import static org.mpath.handler.alua.HandMadeArray.SET;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.AccessState;

/** Target port groups in transition, and two that are asked for, in virtual time, each command compared to the byte. */
class TransitionTest {
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
    void aGroupInTransitionIsLookedAtEveryTwoSecondsTestingTheUnitFirst() {
        array.group(1, AccessState.TRANSITIONING);
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT);
        array.reactor.pass(2 * SECOND - 1);
        assertThat(array.commands()).hasSize(1);
        array.reactor.pass(1);
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + READY, "a: " + REPORT);
        array.group(1, AccessState.ACTIVE_OPTIMIZED);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aUnitThatSaysItIsInTransitionIsNotAskedForAReport() {
        array.next(REPORT, Reply.sense(0x02040a));
        array.next(READY, Reply.sense(0x02040a), Reply.sense(0x06040a));
        array.activate(handler, "b");
        assertThat(handler.statusWords()).isEqualTo("2:transitioning");
        array.reactor.pass(4 * SECOND);
        assertThat(array.commands()).containsExactly("b: " + REPORT, "b: " + READY, "b: " + READY);
        array.reactor.pass(2 * SECOND);
        assertThat(array.commands()).endsWith("b: " + READY, "b: " + REPORT);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest(name = "the array says {0} s: it has {1} s")
    @CsvSource({"0, 60", "20, 20", "255, 255"})
    void aTransitionHasTheTimeThatTheArrayTells(int told, int seconds) {
        array.transitionSeconds = told;
        array.group(1, AccessState.TRANSITIONING);
        array.activate(handler, "a");
        array.reactor.pass((seconds - 1) * SECOND);
        assertThat(array.answers("a")).isEmpty();
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
        assertThat(handler.statusWords()).as("the array had its time").startsWith("1:standby");
    }

    @Test
    void aTransitionAfterASetIsWaitedFor() {
        array.setTo = AccessState.TRANSITIONING;
        array.activate(handler, "a");
        assertThat(array.answers("a")).isEmpty();
        array.group(1, AccessState.ACTIVE_OPTIMIZED);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
        assertThat(array.commands()).filteredOn(SET_GROUP_1::equals).hasSize(1);
    }

    @Test
    void eachTransitionHasItsTimeThatOfAnotherHostAndThenOurs() {
        array.transitionSeconds = 1;
        array.setTo = AccessState.TRANSITIONING;
        array.group(1, AccessState.TRANSITIONING);
        array.activate(handler, "a");
        array.group(1, AccessState.STANDBY);
        array.reactor.pass(2 * SECOND);
        assertThat(array.commands()).endsWith("a: " + INQUIRE, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).as("the second transition has only begun").isEmpty();
        array.group(1, AccessState.ACTIVE_OPTIMIZED);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aSetThatMeetsATransitionEveryTimeIsGivenUpAfterFiveAttempts() {
        array.always.put(SET, Reply.sense(0x02040a));
        array.activate(handler, "a");
        array.reactor.pass(60 * SECOND);
        assertThat(array.commands()).filteredOn(SET_GROUP_1::equals).hasSize(5);
        assertThat(array.answers("a")).containsExactly(ActivationCode.IO);
    }

    @Test
    void aSetThatComesInAnotherHostsTransitionIsSentAgainAfterIt() {
        array.next(SET, Reply.sense(0x02040a));
        array.activate(handler, "a");
        assertThat(array.answers("a")).isEmpty();
        array.reactor.pass(2 * SECOND);
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1,
                "a: " + READY, "a: " + REPORT, "a: " + INQUIRE, SET_GROUP_1, "a: " + REPORT);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    // ---- one unit, two groups ----

    @Test
    void aRoundThatAnActivationOfAnotherGroupOvertookMovesTheUnitNoMore() {
        array.next(SET, Reply.SILENCE);
        array.activate(handler, "a1", "a2");
        array.group(2, AccessState.STANDBY);
        array.activate(handler, "b"); // the engine waited no longer
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        array.reactor.pass(60 * SECOND);
        assertThat(array.log.stream().filter(command -> command.contains(SET))).as("of the first group").hasSize(2);
        assertThat(array.answers("a1")).containsExactly(ActivationCode.TIMED_OUT);
        assertThat(array.answers("a2")).containsExactly(ActivationCode.IO);
    }
}
