package org.mpath.handler.hds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.Inquiry;

/** Where the owner is, by INQUIRY and VPD page E0h, each command compared to the byte; and answers that lie. */
class HdsHandlerTest {
    private static final String INQUIRE = "12000000ff00";
    private static final String PAGE = "1201e000ff00";

    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final Map<String, List<Reply>> next = new HashMap<>();
    private final Map<String, Reply> always = new HashMap<>();
    private final List<OwnerState> owners = new ArrayList<>();
    private final HdsHandler handler = new HdsHandler();
    private final ScriptedPath path = new ScriptedPath("a", reactor, log, this::answer);

    private Reply answer(String cdb) {
        List<Reply> once = next.getOrDefault(cdb, new ArrayList<>());
        return once.isEmpty() ? always.getOrDefault(cdb, Reply.sense(0x052000)) : once.remove(0);
    }

    private static Reply inquiry(Access access) {
        return Reply.data(new HdsInquiry(access, 1, 1, 'A').in(Inquiry.disk("HITACHI", "DF600F", "0000", 0).bytes()));
    }

    private void ask() {
        handler.askOwner(path, owners::add);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        reactor.pass(300 * SECOND);
        assertThat(reactor.armedCount()).as("timers").isZero();
        assertThat(path.listenerCount()).isZero();
    }

    @ParameterizedTest(name = "flags {0}: {1}")
    @CsvSource({"c0, ACTIVE", "80, PASSIVE", "00, UNKNOWN", "40, UNKNOWN", "ff, ACTIVE", "bf, PASSIVE", "7f, UNKNOWN"})
    void thePageTellsWhetherThisControllerOwnsTheUnit(String flags, OwnerState owner) {
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e00001" + flags));
        ask();
        assertThat(owners).containsExactly(owner);
        assertThat(log).containsExactly("a: " + INQUIRE, "a: " + PAGE);
    }

    @Test
    void theInquiryDataIsReadOnceAndThePageEveryTime() {
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e00001c0"));
        ask();
        always.put(PAGE, Reply.hex("00e0000180"));
        ask();
        assertThat(owners).containsExactly(OwnerState.ACTIVE, OwnerState.PASSIVE);
        assertThat(log).containsExactly("a: " + INQUIRE, "a: " + PAGE, "a: " + PAGE);
    }

    @Test
    void aSymmetricUnitIsActiveWithoutAQuestion() {
        always.put(INQUIRE, inquiry(Access.SYMMETRIC));
        ask();
        log.clear();
        ask();
        assertThat(owners).containsExactly(OwnerState.ACTIVE, OwnerState.ACTIVE);
        assertThat(log).isEmpty();
    }

    @Test
    void eachPathIsAskedForItself() {
        ScriptedPath other = new ScriptedPath("b", reactor, log, cdb ->
                cdb.equals(INQUIRE) ? inquiry(Access.ASYMMETRIC) : Reply.hex("00e0000180"));
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e00001c0"));
        ask();
        handler.askOwner(other, owners::add);
        assertThat(owners).containsExactly(OwnerState.ACTIVE, OwnerState.PASSIVE);
    }

    @Test
    void whenAWholeRoundFindsNoOwnerTheNextPathThatIsAskedAgainServes() {
        ScriptedPath other = new ScriptedPath("b", reactor, log, cdb ->
                cdb.equals(INQUIRE) ? inquiry(Access.ASYMMETRIC) : Reply.hex("00e0000180"));
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e0000100"));
        ask();
        handler.askOwner(other, owners::add);
        ask();
        handler.askOwner(other, owners::add);
        assertThat(owners).containsExactly(
                OwnerState.UNKNOWN, OwnerState.PASSIVE, OwnerState.UNKNOWN, OwnerState.ACTIVE);
        owners.clear();
        handler.askOwner(other, owners::add);
        always.put(PAGE, Reply.hex("00e00001c0"));
        ask();
        handler.askOwner(other, owners::add);
        assertThat(owners).as("an owner was found in between")
                .containsExactly(OwnerState.PASSIVE, OwnerState.ACTIVE, OwnerState.PASSIVE);
    }

    @Test
    void anAnswerThatPassesIsAskedForAgainFiveTimesInAll() {
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e00001c0"));
        next.put(PAGE, new ArrayList<>(List.of(Reply.sense(0x062900), Reply.status(8), Reply.sense(0x0b0000))));
        ask();
        assertThat(owners).containsExactly(OwnerState.ACTIVE);
        always.put(PAGE, Reply.sense(0x062900));
        log.clear();
        ask();
        assertThat(owners).containsExactly(OwnerState.ACTIVE, OwnerState.UNKNOWN);
        assertThat(log).hasSize(5);
    }

    @Test
    void whoDoesNotAnswerIsUnknown() {
        always.put(INQUIRE, Reply.LOST);
        ask();
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.SILENCE);
        ask();
        reactor.pass(10 * SECOND - 1);
        assertThat(owners).hasSize(1);
        reactor.pass(1);
        always.put(PAGE, Reply.sense(0x052400));
        ask();
        assertThat(owners).containsExactly(OwnerState.UNKNOWN, OwnerState.UNKNOWN, OwnerState.UNKNOWN);
        assertThat(handler.rejected()).as("silence is no lie").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00e0", "00e00001", "00e00000c0", "0083000180", "00e0000080"})
    void aPageThatLiesIsNotBelieved(String lie) {
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex(lie));
        ask();
        assertThat(owners).containsExactly(OwnerState.UNKNOWN);
        assertThat(handler.rejected()).isOne();
        always.put(PAGE, Reply.hex("00e00001c0"));
        ask();
        assertThat(owners).as("and forgotten").containsExactly(OwnerState.UNKNOWN, OwnerState.ACTIVE);
    }

    @Test
    void inquiryDataThatDoesNotSayIsAskedForAgainTheNextTime() {
        always.put(INQUIRE, inquiry(Access.NOT_SAID));
        next.put(INQUIRE, new ArrayList<>(List.of(Reply.hex("0000060200"), Reply.data(otherMark()))));
        ask();
        ask();
        assertThat(owners).containsExactly(OwnerState.UNKNOWN, OwnerState.UNKNOWN);
        assertThat(handler.rejected()).isEqualTo(2);
        always.put(INQUIRE, inquiry(Access.SYMMETRIC));
        ask();
        assertThat(owners).endsWith(OwnerState.ACTIVE);
    }

    private static byte[] otherMark() {
        byte[] data = inquiry(Access.SYMMETRIC).bytes().clone();
        data[131] = '1';
        return data;
    }

    @Test
    void noMutilatedAnswerThrowsOrLeavesTheQuestionOpen() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] data = Arrays.copyOf(inquiry(Access.ASYMMETRIC).bytes(), random.nextInt(150));
            for (int flips = random.nextInt(3); flips > 0 && data.length > 0; flips--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            byte[] page = Arrays.copyOf(new byte[] {0, (byte) 0xe0, 0, 1, (byte) 0xc0}, random.nextInt(8));
            always.put(INQUIRE, Reply.data(data));
            always.put(PAGE, Reply.data(page));
            owners.clear();
            new HdsHandler().askOwner(path, owners::add);
            assertThat(owners).as("-Dmpath.seed=%d round %d: %s", seed, round, HexFormat.of().formatHex(data)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"020402", "020403", "02040a", "062900", "062a06", "059401", "052501", "0b0000"})
    void senseIsLeftToTheEngine(String sense) {
        int code = Integer.parseInt(sense, 16);
        assertThat(handler.checkSense(path, code >> 16, code >> 8 & 0xff, code & 0xff)).isEqualTo(Verdict.DECLINED);
        assertThat(log).isEmpty();
    }

    @Test
    void aClosedHandlerAsksNothingMoreAndTellsNobody() {
        always.put(INQUIRE, inquiry(Access.ASYMMETRIC));
        always.put(PAGE, Reply.hex("00e00001c0"));
        path.holding = true;
        ask();
        handler.close();
        assertThat(reactor.armedCount()).as("timers").isZero();
        path.answerNext();
        assertThat(owners).isEmpty();
        assertThat(log).containsExactly("a: " + INQUIRE);
    }
}
