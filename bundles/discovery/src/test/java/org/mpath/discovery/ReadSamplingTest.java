package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** Reads that are counted, in virtual time. */
class ReadSamplingTest {
    private static final String READ_10 = "28";

    private final VirtualReactor reactor = new VirtualReactor();
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    private final FakePath path = new FakePath(reactor, "A0", 0, unit);
    private final List<Attention> news = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final ReadSampling sampling = new ReadSampling(path, () -> new CheckTimes(1_000, 3_000, 3_000),
            (attention, words) -> news.add(attention), (reads, errors) -> counts.add(errors + " of " + reads));

    @Test
    void readsTenTimesASecondForTheTimeThatIsSet() {
        answering(Reply.good(new byte[512]));
        sampling.begin(120, 512);
        reactor.pass(120 * SECOND - MILLI);
        assertThat(counts).isEmpty();
        reactor.pass(MILLI);
        assertThat(counts).containsExactly("0 of 1199");
        assertThat(path.received).containsOnly(READ_10);
        reactor.pass(60 * SECOND);
        assertThat(counts).as("is told once").hasSize(1);
        assertThat(path.received).hasSize(1_199);
        assertThat(reactor.armedCount()).isZero();
    }

    @Test
    void countsReadsThatFail() {
        List<Boolean> turns = new ArrayList<>();
        unit.script = cdb -> {
            turns.add(true);
            return turns.size() % 4 == 0 ? Reply.sense(SenseKey.ABORTED_COMMAND, 0x47, 3) : Reply.good(new byte[512]);
        };
        sampling.begin(4, 512);
        reactor.pass(4 * SECOND);
        assertThat(counts).containsExactly("9 of 39");
    }

    @ParameterizedTest(name = "{0} {1}/{2} is the path''s fault: {3}")
    @CsvSource({
        "ABORTED_COMMAND, 47, 03, true", "HARDWARE_ERROR, 44, 00, true", "NOT_READY, 04, 0b, false",
        "ILLEGAL_REQUEST, 24, 00, false", "MEDIUM_ERROR, 11, 00, false", "UNIT_ATTENTION, 29, 00, false"
    })
    void thePathIsNotToBlameForWhatTheUnitSaysOfItself(String key, String asc, String ascq, boolean blamed) {
        answering(Reply.sense(SenseKey.valueOf(key), Integer.parseInt(asc, 16), Integer.parseInt(ascq, 16)));
        sampling.begin(2, 512);
        reactor.pass(2 * SECOND);
        assertThat(counts).containsExactly((blamed ? 19 : 0) + " of 19");
    }

    @Test
    void aUnitThatIsBusyIsNoFaultOfThePathButTaskAbortedIs() {
        answering(Reply.status(Status.BUSY));
        sampling.begin(1, 512);
        reactor.pass(SECOND);
        answering(Reply.status(Status.TASK_ABORTED));
        sampling.begin(1, 512);
        reactor.pass(SECOND);
        assertThat(counts).containsExactly("0 of 9", "9 of 9");
    }

    @Test
    void sendsNothingMoreWhileAReadIsNotAnsweredAndCountsIt() {
        unit.script = cdb -> null;
        sampling.begin(10, 512);
        reactor.pass(10 * SECOND);
        assertThat(counts).containsExactly("1 of 1");
        assertThat(path.outstandingMax).hasValue(1);
        assertThat(path.received).hasSize(1);
    }

    @Test
    void aLostLinkIsAFailureEachTime() {
        path.cut("reset");
        sampling.begin(2, 512);
        reactor.pass(2 * SECOND);
        assertThat(counts).containsExactly("19 of 19");
    }

    @ParameterizedTest(name = "blocks of {0} bytes: {1}")
    @CsvSource({"512, 28", "4096, 28", "8192, 0", "0, 0"})
    void asksWhetherTheUnitIsReadyWhereABlockCannotBeRead(int blockBytes, String opcode) {
        sampling.begin(1, blockBytes);
        reactor.pass(SECOND);
        assertThat(path.received).hasSize(9).containsOnly(opcode);
    }

    @Test
    void whoEndsItIsToldNothing() {
        sampling.begin(2, 512);
        reactor.pass(SECOND);
        sampling.end();
        reactor.pass(10 * SECOND);
        assertThat(counts).isEmpty();
        assertThat(path.received).hasSize(10);
    }

    @Test
    void aUnitAttentionIsPassedOn() {
        answering(Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03));
        sampling.begin(1, 512);
        reactor.pass(150 * MILLI);
        sampling.close();
        reactor.pass(SECOND);
        assertThat(news).containsExactly(Attention.ANOTHER_UNIT);
        assertThat(reactor.armedCount()).isZero();
    }

    private void answering(Reply reply) {
        unit.script = cdb -> reply;
    }
}
