package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.emc.HandMadeArray.LONG_10;
import static org.mpath.handler.emc.HandMadeArray.LONG_6;
import static org.mpath.handler.emc.HandMadeArray.MODEL;
import static org.mpath.handler.emc.HandMadeArray.OWNER;
import static org.mpath.handler.emc.HandMadeArray.SELECT_10;
import static org.mpath.handler.emc.HandMadeArray.SELECT_6;
import static org.mpath.handler.emc.HandMadeArray.SELECT_6_LONG;
import static org.mpath.handler.emc.HandMadeArray.SHORT_6;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.Status;
import org.mpath.scsi.Trespass;

/** Activation of a storage processor (seed-systems 4.1, 4.5), in virtual time, each command compared to the byte. */
class ActivationTest {
    private static final Trespass LONG = new Trespass(false, false);

    private final HandMadeArray array = new HandMadeArray();
    private final EmcHandler handler = new EmcHandler(false, LONG);

    @AfterEach
    void nothingIsLeftBehind() {
        array.reactor.pass(300 * SECOND);
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        assertThat(array.paths.values()).allSatisfy(path -> assertThat(path.listenerCount()).isZero());
        assertThat(array.answers.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
    }

    /** Page C0h of the processor that does not own the unit, with a byte changed. */
    private Reply page(int at, int value) {
        byte[] page = array.page(1).bytes();
        page[at] = (byte) value;
        return Reply.data(page);
    }

    // ---- what is sent ----

    @Test
    void aUnitThatIsOwnedIsOnlyLookedAt() {
        array.activate(handler, "a");
        assertThat(array.log).containsExactly("a: " + OWNER);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("A:owned");
    }

    @ParameterizedTest(name = "short {0}, honours reservations {1}: {2}")
    @CsvSource({
        "false, false, 55100000000000001300 < 0000000000000000220981ffff000000000000",
        "false, true, 55100000000000001300 < 0000000000000000220901ffff000000000000",
        "true, false, 151000000800 < 00000000220281ff",
        "true, true, 151000000800 < 00000000220201ff"
    })
    void aUnitThatIsNotIsMovedInTheFormAskedForAndLookedAtAgain(boolean shortForm, boolean honours, String select) {
        EmcHandler emc = new EmcHandler(false, new Trespass(shortForm, honours));
        array.activate(emc, "b");
        assertThat(array.log).containsExactly("b: " + OWNER, "b: " + select, "b: " + OWNER);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(emc.statusWords()).isEqualTo("B:owned");
    }

    @ParameterizedTest
    @CsvSource({"CX600, false", "VNX5300, false", "FC4700, true", "FC (Legacy), true"})
    void withoutArgumentsTheModelSaysWhichForm(String model, boolean shortForm) {
        array.model = model;
        EmcHandler emc = new EmcHandler(false, null);
        array.activate(emc, "b");
        String select = shortForm ? SELECT_6 + SHORT_6 : SELECT_10 + LONG_10;
        assertThat(array.log).containsExactly("b: " + OWNER, "b: " + MODEL, "b: " + select, "b: " + OWNER);
        array.log.clear();
        array.activate(emc, "a");
        assertThat(array.log).as("the model is known").containsExactly("a: " + OWNER, "a: " + select, "a: " + OWNER);
        assertThat(emc.statusWords()).isEqualTo("A:owned B:bound");
    }

    @Test
    void inquiryDataThatLiesMeansTheLongForm() {
        array.always.put(MODEL, Reply.hex("00000602"));
        EmcHandler emc = new EmcHandler(false, null);
        array.activate(emc, "b");
        assertThat(array.log).contains("b: " + SELECT_10 + LONG_10);
        assertThat(emc.rejected()).isOne();
    }

    @Test
    void anArrayThatDoesNotKnowModeSelect10GetsTheFormOf2005() {
        array.always.put(SELECT_10, Reply.sense(0x052000));
        array.activate(handler, "b");
        assertThat(array.log).containsExactly(
                "b: " + OWNER, "b: " + SELECT_10 + LONG_10, "b: " + SELECT_6_LONG + LONG_6, "b: " + OWNER);
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    // ---- what it answers ----

    @ParameterizedTest(name = "byte {0} {1}: {2}")
    @CsvSource({
        "48, 1, DEV_TEMP_BUSY", // an upgrade
        "28, 1, NOSYS", // failover modes that do not fit
        "28, 5, NOSYS",
        "4, 3, NOSYS", // no LUN state
        "4, 0, DEV_OFFLINED" // not bound
    })
    void aPageThatSaysNoIsNoTrespass(int at, int value, ActivationCode code) {
        array.always.put(OWNER, page(at, value));
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + OWNER);
        assertThat(array.answers("b")).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 0x54})
    void theFailoverModesForLinuxAndAluaFit(int mode) {
        array.next(OWNER, page(28, mode));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0x050400, DEV_TEMP_BUSY", // an array copy
        "0x020403, DEV_TEMP_BUSY", // an upgrade
        "0x052600, DEV_FAILED",
        "0x0b0000, DEV_FAILED", // over and over
        "0x020401, DEV_FAILED"
    })
    void eachSenseOfATrespassHasItsCode(String sense, ActivationCode code) {
        array.always.put(SELECT_10, Reply.sense(Integer.decode(sense)));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(code);
        assertThat(Collections.frequency(array.log, "b: " + OWNER)).as("not verified").isOne();
    }

    @Test
    void anErrorWithoutSenseIsAnIoError() {
        array.always.put(SELECT_10, Reply.status(Status.RESERVATION_CONFLICT));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
    }

    @Test
    void aUnitAttentionIsNoAnswer() {
        array.next(OWNER, Reply.sense(0x062900));
        array.next(SELECT_10, Reply.sense(0x062900), Reply.status(Status.BUSY), Reply.sense(0x0b4400));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(Collections.frequency(array.log, "b: " + SELECT_10 + LONG_10)).isEqualTo(4);
    }

    @Test
    void aTrespassThatDoesNotMoveTheUnitNeverSaysThatThePathIsReady() {
        array.moves = false;
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.DEV_TEMP_BUSY);
    }

    @Test
    void aUnitThatDoesNotKnowThePageIsNoClariion() {
        array.always.put(OWNER, Reply.sense(0x052400));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.NOSYS);
    }

    // ---- paths share a trespass ----

    @Test
    void fourPathsMakeOneTrespass() {
        List<String> names = List.of("b1", "b2", "b3", "b4");
        names.forEach(name -> array.path(name).holding = true);
        array.activate(handler, names.toArray(String[]::new));
        names.forEach(name -> array.path(name).answerNext());
        assertThat(array.log).as("while it is on its way").hasSize(5);
        array.path("b1").answerNext();
        assertThat(array.answers).isEmpty();
        array.path("b1").answerNext();
        assertThat(array.answers.values()).hasSize(4).allSatisfy(codes -> assertThat(codes).containsOnly(ActivationCode.OK));
        assertThat(array.log).hasSize(6);
    }

    @Test
    void anAnswerFromBeforeATrespassIsAskedForAgain() {
        array.path("b2").holding = true;
        array.activate(handler, "b2", "b1");
        assertThat(array.answers("b1")).containsExactly(ActivationCode.OK);
        array.path("b2").answerNext();
        array.path("b2").answerNext();
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
        assertThat(array.log.stream().filter(command -> command.contains(SELECT_10))).hasSize(1);
    }

    @Test
    void whenThePathOfTheTrespassIsLostTheNextOneTakesOver() {
        array.path("b1").holding = true;
        array.path("b2").holding = true;
        array.activate(handler, "b1", "b2");
        array.path("b1").answerNext();
        array.path("b2").answerNext();
        assertThat(array.log).endsWith("b1: " + SELECT_10 + LONG_10);
        array.path("b2").holding = false;
        array.path("b1").cut("pulled");
        assertThat(array.answers("b1")).containsExactly(ActivationCode.NOTCONN);
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
        assertThat(array.log).endsWith("b2: " + SELECT_10 + LONG_10, "b2: " + OWNER);
    }

    @Test
    void aPathThatSwallowsTheTrespassHandsItOnAfterAMinute() {
        array.next(SELECT_10, Reply.SILENCE);
        array.activate(handler, "b1");
        array.activate(handler, "b2");
        array.reactor.pass(60 * SECOND - 1);
        assertThat(array.answers).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b1")).containsExactly(ActivationCode.TIMED_OUT);
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aPathThatSwallowsTheQuestionTimesOutAlone() {
        array.next(OWNER, Reply.SILENCE);
        array.activate(handler, "b1", "b2");
        assertThat(array.answers("b2")).containsExactly(ActivationCode.OK);
        array.reactor.pass(10 * SECOND);
        assertThat(array.answers("b1")).containsExactly(ActivationCode.TIMED_OUT);
    }

    @Test
    void aPathThatIsLostWithTheQuestionSaysSo() {
        array.next(OWNER, Reply.LOST);
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.CONN_FAILURE);
    }

    // ---- the end ----

    @Test
    void closingItForgetsWhoWaitsAndWhatItAsked() {
        array.path("b1").holding = true;
        array.path("b2").holding = true;
        array.activate(handler, "b1", "b2");
        array.path("b1").answerNext();
        handler.close();
        assertThat(array.reactor.armedCount()).isZero();
        assertThat(array.paths.values()).allSatisfy(path -> assertThat(path.listenerCount()).isZero());
        int sent = array.log.size();
        array.path("b1").answerNext();
        array.path("b2").answerNext();
        assertThat(array.log).as("nothing more is sent").hasSize(sent);
        assertThat(array.answers).as("nobody is told").isEmpty();
    }
}
