package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.rdac.HandMadeArray.C2;
import static org.mpath.handler.rdac.HandMadeArray.C4;
import static org.mpath.handler.rdac.HandMadeArray.C8;
import static org.mpath.handler.rdac.HandMadeArray.C9;
import static org.mpath.handler.rdac.HandMadeArray.SELECT_10;
import static org.mpath.handler.rdac.HandMadeArray.SELECT_6;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.Status;

/** Activation (seed-systems 4.1 and 4.4), in virtual time, each command compared to the byte. */
class ActivationTest {
    private final HandMadeArray array = new HandMadeArray();
    private final RdacHandlerFactory factory = new RdacHandlerFactory();
    private final List<RdacHandler> maps = new ArrayList<>();
    private final RdacHandler handler = map();

    private RdacHandler map(String... arguments) {
        RdacHandler made = (RdacHandler) factory.create(List.of(arguments));
        maps.add(made);
        return made;
    }

    private void activate(RdacHandler by, String... names) {
        array.ask(by, names);
        array.reactor.pass(100 * MILLI);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        array.reactor.pass(300 * SECOND);
        assertThat(array.answers.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
        maps.forEach(RdacHandler::close);
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        assertThat(array.paths.values()).allSatisfy(path -> assertThat(path.listenerCount()).isZero());
        assertThat(factory.controllers().count()).as("controllers").isZero();
    }

    // ---- what is sent ----

    @Test
    void asksEveryPathOfAGroup() {
        assertThat(handler.activation()).isEqualTo(Activation.EVERY_PATH);
    }

    @Test
    void aUnitOfTheOtherControllerIsMovedAndLookedAtAgain() {
        activate(handler, "b0/3");
        assertThat(array.commands()).containsExactly(
                "b0/3: " + C8, "b0/3: " + C9, "b0/3: " + C4, "b0/3: " + C2, "b0/3: " + SELECT_10, "b0/3: " + C9);
        assertThat(array.answers("b0/3")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("b0/3:active/optimized");
    }

    @Test
    void theNextTimeOnlyTheOwnerIsAskedFor() {
        activate(handler, "b0/3");
        array.owners.put(3, 'a');
        array.log.clear();
        array.answers.clear();
        activate(handler, "b0/3");
        assertThat(array.commands()).containsExactly("b0/3: " + C9, "b0/3: " + SELECT_10, "b0/3: " + C9);
    }

    @Test
    void theListOfModeSelect10HasTheUnitsByte() {
        activate(handler, "b0/255");
        String list = "00".repeat(8) + "6c010128" + "00".repeat(32) + "0002" + "0000" + "1402" + "00".repeat(255) + "81" + "0000";
        assertThat(array.selects()).containsExactly("b0/255: " + SELECT_10 + " < " + list);
        assertThat(array.answers("b0/255")).containsExactly(ActivationCode.OK);
    }

    @Test
    void theListOfModeSelect6HasTheUnitsByte() {
        array.lunMax = 31;
        activate(handler, "b0/31");
        String list = "00".repeat(4) + "2c68" + "00".repeat(32) + "0002" + "0000" + "1402" + "00".repeat(31) + "81" + "00".repeat(34);
        assertThat(array.selects()).containsExactly("b0/31: " + SELECT_6 + " < " + list);
        assertThat(array.answers("b0/31")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aUnitBeyond31IsNeverInModeSelect6() {
        array.lunMax = 31;
        activate(handler, "b0/32", "b0/1");
        assertThat(array.answers("b0/32")).containsExactly(ActivationCode.DEV_UNSUPP);
        assertThat(array.answers("b0/1")).as("the others go on").containsExactly(ActivationCode.OK);
        assertThat(array.selects()).hasSize(1);
        assertThat(handler.rejections().count()).isOne();
    }

    @ParameterizedTest(name = "flags {0}, owned {1}, priority {2}: select {3}")
    @CsvSource({
        "00, false, 2, true", // RDAC mode
        "00, false, 1, true",
        "00, true,  1, false",
        "20, false, 2, false", // I/O shipping, not preferred
        "20, false, 1, true", // preferred
        "20, true,  1, false",
        "80, false, 2, false", // AVT: the I/O itself moves it
        "80, false, 1, false",
        "80, true,  1, false"
    })
    void onlyWhatHasToBeMovedIsMoved(String flags, boolean owned, int priority, boolean selects) {
        array.flags = Integer.parseInt(flags, 16);
        array.priority = priority;
        array.owners.put(0, owned ? 'b' : 'a');
        activate(handler, "b0/0");
        assertThat(array.selects()).hasSize(selects ? 1 : 0);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.OK);
    }

    // ---- one MODE SELECT for all ----

    @Test
    void theUnitsOfManyMapsAreMovedByOneModeSelect() {
        String[] paths = IntStream.range(0, 32).mapToObj(lun -> "b" + lun % 2 + "/" + lun).toArray(String[]::new);
        for (String path : paths) {
            array.ask(map(), path);
        }
        array.reactor.pass(100 * MILLI);
        assertThat(array.selects()).hasSize(1);
        assertThat(array.selects().get(0)).contains("1402" + "81".repeat(32) + "00".repeat(224));
        assertThat(array.commands()).filteredOn(line -> line.endsWith(C2)).hasSize(1);
        assertThat(array.commands().subList(array.commands().size() - 32, array.commands().size()))
                .as("all that is asked afterwards").allMatch(line -> line.endsWith(C9));
        assertThat(array.answers).hasSize(32)
                .allSatisfy((path, answers) -> assertThat(answers).containsExactly(ActivationCode.OK));
        assertThat(factory.controllers().count()).isOne();
    }

    @Test
    void twoControllersHaveAModeSelectEach() {
        array.owners.put(1, 'b');
        array.ask(map(), "b0/0");
        array.ask(map(), "a0/1");
        array.reactor.pass(100 * MILLI);
        assertThat(array.selects()).hasSize(2);
        assertThat(factory.controllers().count()).isEqualTo(2);
    }

    @Test
    void thePathsOfOneUnitShareItsByte() {
        activate(handler, "b0/5", "b1/5");
        assertThat(array.selects()).singleElement().asString().contains("1402" + "00".repeat(5) + "81" + "00".repeat(250));
        assertThat(array.answers("b1/5")).containsExactly(ActivationCode.OK);
    }

    @Test
    void claimsAreGatheredForTenMillisecondsAfterTheLastAndAHundredAtMost() {
        for (int lun = 0; lun < 20; lun++) {
            array.ask(map(), "b0/" + lun);
            array.reactor.pass(10 * MILLI - 1);
            assertThat(array.selects()).hasSize(lun < 10 ? 0 : 1);
        }
        array.reactor.pass(MILLI);
        assertThat(array.selects()).hasSize(2);
    }

    @Test
    void whoComesWhileOneIsAtWorkLooksAgainBeforeAnotherOneIsSent() {
        array.path("b0/0").holding = true;
        array.ask(handler, "b0/0");
        IntStream.range(0, 3).forEach(answer -> array.path("b0/0").answerNext());
        array.reactor.pass(10 * MILLI);
        array.path("b0/0").answerNext(); // C2
        assertThat(array.selects()).hasSize(1);
        array.ask(map(), "b0/1");
        array.ask(map(), "b0/2");
        array.reactor.pass(10 * SECOND);
        assertThat(array.selects()).as("one outstanding").hasSize(1);
        array.owners.put(1, 'b'); // came along
        array.log.clear();
        array.path("b0/0").holding = false;
        array.path("b0/0").answerNext();
        assertThat(array.commands()).containsExactly("b0/0: " + C9, "b0/1: " + C9, "b0/2: " + C9);
        assertThat(array.answers("b0/1")).containsExactly(ActivationCode.OK);
        array.reactor.pass(10 * MILLI);
        assertThat(array.selects()).hasSize(1);
        assertThat(array.answers("b0/2")).containsExactly(ActivationCode.OK);
    }

    // ---- what a MODE SELECT is answered ----

    @Test
    void aLockIsWaitedForAsLongAsItTakes() {
        array.next(SELECT_10, Reply.sense(0x059136), Reply.sense(0x059136), Reply.sense(0x059136));
        activate(handler, "b0/0");
        array.reactor.pass(2 * SECOND);
        assertThat(array.selects()).hasSize(4);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aLockIsAskedForTwiceASecondAndNotLongerThanAMinute() {
        array.always.put(SELECT_10, Reply.sense(0x059136));
        activate(handler, "b0/0");
        array.reactor.pass(59 * SECOND);
        assertThat(array.answers("b0/0")).isEmpty();
        assertThat(array.selects()).hasSizeBetween(100, 120);
        array.reactor.pass(2 * SECOND);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.TIMED_OUT);
        int sent = array.selects().size();
        array.reactor.pass(60 * SECOND);
        assertThat(array.selects()).hasSize(sent);
    }

    @Test
    void aUnitThatCameWhileTheArrayWasLockedIsNotMovedAgain() {
        array.next(SELECT_10, Reply.sense(0x059136));
        activate(handler, "b0/0");
        array.owners.put(0, 'b');
        array.reactor.pass(SECOND);
        assertThat(array.selects()).hasSize(1);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "0b0000", "0b8b02", "062900", "068b02", "063f0e", "020401", "0204a1", "02a102"})
    void whatPassesIsTriedAgain(String sense) {
        Reply passing = Reply.sense(Integer.parseInt(sense, 16));
        array.next(SELECT_10, passing, passing, passing, passing);
        activate(handler, "b0/0");
        array.reactor.pass(3 * SECOND);
        assertThat(array.selects()).hasSize(5);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"062900", "068b02", "020401"})
    void afterFiveTriesTheEngineIsAskedToRepeatTheRound(String sense) {
        array.always.put(SELECT_10, Reply.sense(Integer.parseInt(sense, 16)));
        activate(handler, "b0/0");
        array.reactor.pass(10 * SECOND);
        assertThat(array.selects()).hasSize(5);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.RETRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"052400", "052600", "051a00", "044400", "020403", "02040a"})
    void aRefusalFailsThePath(String sense) {
        array.next(SELECT_10, Reply.sense(Integer.parseInt(sense, 16)));
        activate(handler, "b0/0", "b0/1");
        assertThat(array.selects()).hasSize(1);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.IO);
        assertThat(array.answers("b0/1")).as("the same answer for all").containsExactly(ActivationCode.IO);
    }

    @Test
    void busyIsWaitedForAndAReservationConflictIsNot() {
        array.next(SELECT_10, Reply.status(Status.BUSY), Reply.status(Status.RESERVATION_CONFLICT));
        activate(handler, "b0/0");
        assertThat(array.answers("b0/0")).isEmpty();
        array.reactor.pass(SECOND);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.IO);
    }

    @Test
    void aModeSelectMayTakeAMinuteOrWhatTheTableSays() {
        array.next(SELECT_10, Reply.SILENCE, Reply.SILENCE);
        array.ask(handler, "b0/0");
        array.reactor.pass(10 * MILLI + 60 * SECOND - 1);
        assertThat(array.answers("b0/0")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.TIMED_OUT);
        array.ask(map("30"), "b0/1");
        array.reactor.pass(10 * MILLI + 30 * SECOND - 1);
        assertThat(array.answers("b0/1")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b0/1")).containsExactly(ActivationCode.TIMED_OUT);
    }

    // ---- paths that are lost ----

    @Test
    void whenThePathThatMovesIsLostTheNextOneLooksAndGoesOn() {
        array.next(SELECT_10, Reply.LOST);
        activate(handler, "b0/0");
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.CONN_FAILURE);
        array.next(SELECT_10, Reply.LOST);
        array.log.clear();
        activate(map(), "b0/1", "b1/1");
        assertThat(array.commands().subList(6, 10)).containsExactly(
                "b0/1: " + SELECT_10, "b1/1: " + C9, "b1/1: " + SELECT_10, "b1/1: " + C9);
        assertThat(array.answers("b0/1")).containsExactly(ActivationCode.CONN_FAILURE);
        assertThat(array.answers("b1/1")).containsExactly(ActivationCode.OK);
    }

    @Test
    void aPathThatSwallowsAQuestionIsGivenUpAfterTenSeconds() {
        array.next(C9, Reply.SILENCE);
        activate(handler, "b0/0", "b1/0");
        assertThat(array.answers("b1/0")).containsExactly(ActivationCode.OK);
        array.reactor.pass(10 * SECOND);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.TIMED_OUT);
    }

    @Test
    void aPathWhoseLinkDropsWaitsNoLonger() {
        array.next(SELECT_10, Reply.sense(0x059136));
        activate(handler, "b0/0", "b1/0");
        array.path("b0/0").cut("pulled");
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.NOTCONN);
        array.reactor.pass(SECOND);
        assertThat(array.answers("b1/0")).containsExactly(ActivationCode.OK);
    }

    @Test
    void whatAPathLedToIsForgottenWithItsLink() {
        activate(handler, "b0/0");
        array.path("b0/0").cut("pulled");
        assertThat(factory.controllers().count()).isZero();
        array.path("b0/0").heal();
        array.log.clear();
        array.answers.clear();
        array.owners.clear();
        activate(handler, "b0/0");
        assertThat(array.commands()).startsWith("b0/0: " + C8, "b0/0: " + C9, "b0/0: " + C4, "b0/0: " + C2);
    }

    @Test
    void aPathWithoutLinkIsToldSoAtOnce() {
        array.path("b0/0").cut("pulled");
        array.ask(handler, "b0/0");
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.CONN_FAILURE);
    }

    @Test
    void aMapThatIsClosedWhileItsUnitMovesLeavesTheOthersAlone() {
        array.path("b0/0").holding = true;
        array.ask(handler, "b0/0");
        array.ask(map(), "b0/1");
        IntStream.range(0, 3).forEach(answer -> array.path("b0/0").answerNext());
        array.reactor.pass(100 * MILLI);
        handler.close();
        assertThat(array.path("b0/0").listenerCount()).isZero();
        array.path("b0/0").holding = false;
        while (array.path("b0/0").outstanding > 0) {
            array.path("b0/0").answerNext();
        }
        array.reactor.pass(SECOND);
        assertThat(array.answers("b0/1")).containsExactly(ActivationCode.OK);
        assertThat(array.answers("b0/0")).as("nobody listens").isEmpty();
    }

    // ---- lies ----

    @Test
    void aUnitThatIsSaidToBeMovedAndIsNotBypassesItsGroup() {
        array.moves = false;
        activate(handler, "b0/0");
        array.reactor.pass(SECOND);
        assertThat(array.selects()).as("no second try").hasSize(1);
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.DEV_TEMP_BUSY);
        assertThat(handler.rejections().count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {C8, C9, C4, C2})
    void aPageThatIsShortOrAnotherFailsThePathAndIsCounted(String question) {
        byte[] other = new byte[255];
        other[1] = (byte) 0x80;
        other[3] = (byte) 0xfb;
        byte[] nameless = other.clone();
        nameless[1] = (byte) Integer.parseInt(question.substring(4, 6), 16);
        List<Reply> lies = List.of(Reply.data(other), Reply.data(nameless),
                Reply.data(Arrays.copyOf(nameless, 7)), Reply.data(new byte[0]));
        for (int lie = 0; lie < lies.size(); lie++) {
            array.next(question, lies.get(lie));
            activate(handler, "b" + lie + "/7");
            assertThat(array.answers("b" + lie + "/7")).containsExactly(ActivationCode.IO);
            assertThat(handler.rejections().count()).isEqualTo(lie + 1);
        }
        assertThat(array.selects()).isEmpty();
        assertThat(handler.statusWords()).doesNotContain("optimized");
    }

    @Test
    void aUnitNumberThatDoesNotExistIsRefused() {
        byte[] page = new byte[175];
        byte[] start = {0, (byte) 0xc8, 0, (byte) 0xab, 'e', 'd', 'i', 'd'};
        System.arraycopy(start, 0, page, 0, 8);
        page[173] = 1;
        array.next(C8, Reply.data(page));
        activate(handler, "b0/0");
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.DEV_UNSUPP);
        page[167] = -1;
        array.next(C8, Reply.data(page));
        activate(handler, "b1/0");
        assertThat(array.answers("b1/0")).containsExactly(ActivationCode.DEV_UNSUPP);
        assertThat(array.selects()).isEmpty();
        assertThat(handler.rejections().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {C8, C4, C2})
    void aPageThatIsNotThereMakesThePathUnsupported(String question) {
        array.always.put(question, Reply.sense(0x052400));
        activate(handler, "b0/0");
        assertThat(array.answers("b0/0")).containsExactly(ActivationCode.DEV_UNSUPP);
        assertThat(array.selects()).isEmpty();
    }

    @Test
    void aStateThatIsHeardIsKeptForEachPort() {
        array.flags = RdacAccess.TRANSFER;
        activate(handler, "a0/0", "b0/0");
        assertThat(handler.statusWords()).isEqualTo("a0/0:active/optimized b0/0:active/non-optimized");
    }
}
