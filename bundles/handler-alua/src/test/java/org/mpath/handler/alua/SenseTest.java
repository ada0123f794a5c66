package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.READY;
import static org.mpath.handler.alua.HandMadeArray.REPORT;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.AccessState;

/** The sense table, and who looks at the access states because of it. */
class SenseTest {
    private final HandMadeArray array = new HandMadeArray().group(2, AccessState.ACTIVE_OPTIMIZED);
    private final AluaHandler handler = new AluaHandler(false);

    private void activated() {
        array.activate(handler, "b");
        array.log.clear();
    }

    private Verdict sense(int keyAndCodes) {
        return handler.checkSense(null, keyAndCodes >> 16, keyAndCodes >> 8 & 0xff, keyAndCodes & 0xff);
    }

    @ParameterizedTest(name = "{0}: {1}, looks: {2}")
    @CsvSource({
        "0x02040a, RETRY, true", // in transition
        "0x06040a, RETRY, true",
        "0x062900, RETRY, true", // power on, reset
        "0x062a06, RETRY, true", // access state changed
        "0x062a07, RETRY, true", // implicit transition failed
        "0x062904, RETRY, false", // device internal reset
        "0x062a01, RETRY, false", // mode parameters changed
        "0x063f0e, RETRY, false", // reported LUNs changed
        "0x02040b, FAIL_PATH, false", // standby
        "0x02040c, FAIL_PATH, false", // unavailable
        "0x020412, FAIL_PATH, false", // offline
        "0x063f03, DECLINED, false", // inquiry data changed: the engine's, who else may be there?
        "0x063f05, DECLINED, false",
        "0x020401, DECLINED, false",
        "0x020403, DECLINED, false",
        "0x062901, DECLINED, false",
        "0x062a09, DECLINED, false",
        "0x05040a, DECLINED, false",
        "0x0b0000, DECLINED, false",
        "0x031100, DECLINED, false"
    })
    void eachSenseHasItsVerdict(String sense, Verdict verdict, boolean looks) {
        activated();
        assertThat(sense(Integer.decode(sense))).isEqualTo(verdict);
        assertThat(array.log).as("nothing is sent from the path of an I/O").isEmpty();
        array.reactor.pass(5 * MILLI);
        assertThat(array.log).isEqualTo(looks ? List.of("b: " + REPORT) : List.of());
    }

    @Test
    void manyThatReportOneChangeMakeOneReport() {
        activated();
        for (int i = 0; i < 100; i++) {
            sense(0x062a06);
        }
        array.reactor.pass(SECOND);
        assertThat(array.log).containsExactly("b: " + REPORT);
    }

    @Test
    void whatChangesOverAndOverIsLookedAtEveryTwoSecondsAndTheLastChangeIsSeen() {
        activated();
        for (int i = 0; i < 60; i++) {
            array.group(2, i % 2 == 0 ? AccessState.OFFLINE : AccessState.ACTIVE_NON_OPTIMIZED);
            sense(0x062a06);
            array.reactor.pass(100 * MILLI);
        }
        array.reactor.pass(3 * SECOND);
        assertThat(array.log).hasSizeBetween(3, 4).containsOnly("b: " + REPORT);
        assertThat(handler.statusWords()).isEqualTo("2:active/non-optimized");
    }

    @Test
    void aChangeTwoSecondsLaterIsLookedAtAtOnce() {
        activated();
        sense(0x062a06);
        array.reactor.pass(3 * SECOND);
        sense(0x062a06);
        array.reactor.pass(5 * MILLI);
        assertThat(array.log).hasSize(2);
    }

    @Test
    void aLookFollowsATransitionAndNeverSets() {
        activated();
        array.group(2, AccessState.TRANSITIONING);
        sense(0x02040a);
        array.reactor.pass(5 * MILLI);
        assertThat(handler.statusWords()).isEqualTo("2:transitioning");
        array.group(2, AccessState.STANDBY);
        array.reactor.pass(2 * SECOND);
        assertThat(array.log).containsExactly("b: " + REPORT, "b: " + READY, "b: " + REPORT);
        assertThat(handler.statusWords()).isEqualTo("2:standby");
        array.reactor.pass(60 * SECOND);
        assertThat(array.reactor.armedCount()).isZero();
        assertThat(array.log).hasSize(3);
    }

    @Test
    void aPathThatIsToBeActivatedDoesNotWaitForALookThatIsPutOff() {
        activated();
        sense(0x062a06);
        array.reactor.pass(SECOND);
        sense(0x062a06);
        array.answers.clear();
        array.activate(handler, "b2");
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
        array.reactor.pass(10 * SECOND);
        assertThat(array.commands()).containsExactly("b: " + REPORT, "b2: " + REPORT);
    }

    @Test
    void nobodyLooksBeforeAPathWasActivatedNorThroughALostOne() {
        sense(0x062a06);
        activated();
        array.path("b").cut("pulled");
        sense(0x062a06);
        array.reactor.pass(10 * SECOND);
        assertThat(array.log).isEmpty();
    }

    @Test
    void thePathThatReportsAChangeLooksAtIt() {
        array.activate(handler, "b", "b2", "a");
        array.log.clear();
        handler.checkSense(array.path("a"), 0x06, 0x2a, 0x06);
        handler.checkSense(array.path("b2"), 0x06, 0x2a, 0x06);
        array.reactor.pass(SECOND);
        assertThat(array.log).as("once for all of them").containsExactly("a: " + REPORT);
    }

    @Test
    void aLostPathThatReportedAChangeHasAnotherOneLook() {
        array.activate(handler, "b", "b2");
        array.path("b2").cut("pulled");
        array.log.clear();
        handler.checkSense(array.path("b2"), 0x06, 0x2a, 0x06);
        array.reactor.pass(SECOND);
        assertThat(array.log).containsExactly("b: " + REPORT);
    }

    @Test
    void aLookThatLosesItsPathEnds() {
        activated();
        array.next(REPORT, Reply.LOST);
        sense(0x062a06);
        array.reactor.pass(10 * SECOND);
        assertThat(array.log).containsExactly("b: " + REPORT);
        assertThat(array.reactor.armedCount()).isZero();
        sense(0x062a06);
        array.reactor.pass(10 * SECOND);
        assertThat(array.log).as("the next one is not lost with it").hasSize(2);
    }
}
