package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.natives.SgHeader;

class HostStatusTest {
    private static final int SENSE_AT = SgHeader.BYTES;
    private final ByteBuffer memory = ByteBuffer.allocate(SgHeader.BYTES + 252).order(ByteOrder.nativeOrder());
    private final ScsiTask task = new ScsiTask();

    private Delivery outcome(int status, int host, int driver) {
        memory.put(64, (byte) status).putShort(68, (short) host).putShort(70, (short) driver);
        task.begin();
        task.dataLength = 512;
        Answer.take(task, new SgHeader(memory, 0), memory, SENSE_AT);
        return task.delivery;
    }

    /** The table of the README: the word, and what it proves. */
    @ParameterizedTest(name = "{1} proves {2}")
    @CsvSource({
        "0, DID_OK, ANSWERED",
        "1, DID_NO_CONNECT, NOT_SENT",
        "2, DID_BUS_BUSY, ENDED",
        "3, DID_TIME_OUT, PENDING",
        "4, DID_BAD_TARGET, NOT_SENT",
        "5, DID_ABORT, ENDED",
        "6, DID_PARITY, ENDED",
        "7, DID_ERROR, UNKNOWN",
        "8, DID_RESET, ENDED",
        "9, DID_BAD_INTR, UNKNOWN",
        "10, DID_PASSTHROUGH, UNKNOWN",
        "11, DID_SOFT_ERROR, ENDED",
        "12, DID_IMM_RETRY, ENDED",
        "13, DID_REQUEUE, ENDED",
        "14, DID_TRANSPORT_DISRUPTED, UNKNOWN",
        "15, DID_TRANSPORT_FAILFAST, UNKNOWN",
        "16, DID_TARGET_FAILURE, UNKNOWN",
        "17, DID_NEXUS_FAILURE, UNKNOWN",
        "18, DID_ALLOC_FAILURE, UNKNOWN",
        "19, DID_MEDIUM_ERROR, UNKNOWN",
        "20, DID_TRANSPORT_MARGINAL, UNKNOWN",
        "21, a word of a later kernel, UNKNOWN",
        "65535, nonsense, UNKNOWN"
    })
    void aWordOfTheHostProves(int code, String word, Delivery proved) {
        assertThat(outcome(0, code, 0)).isEqualTo(proved);
        assertThat(task.reason == null).isEqualTo(proved == Delivery.ANSWERED);
        assertThat(HostStatus.of(code).proof()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"16, 2", "17, 24", "18, 2", "19, 2"})
    void anAnswerCountsWhateverTheKernelThinksOfIt(int code, int status) {
        assertThat(outcome(status, code, 0)).isEqualTo(Delivery.ANSWERED);
        assertThat(task.status).isEqualTo(status);
    }

    @Test
    void aHostsErrorIsNoAnswerThoughAStatusIsThere() {
        memory.put(67, (byte) 18).put(SENSE_AT, (byte) 0x70).put(SENSE_AT + 2, (byte) 2).put(SENSE_AT + 12, (byte) 4)
                .put(SENSE_AT + 13, (byte) 0x0b);
        assertThat(outcome(2, 1, 8)).isEqualTo(Delivery.NOT_SENT);
        assertThat(task.senseLength).isZero();
        assertThat(outcome(2, 14, 8)).isEqualTo(Delivery.UNKNOWN);
        assertThat(task.senseLength).isZero();
    }

    @Test
    void olderKernelsTellATimeoutByTheDriver() {
        assertThat(outcome(0, 0, 6)).isEqualTo(Delivery.PENDING);
        assertThat(outcome(0, 0, 4)).isEqualTo(Delivery.UNKNOWN);
        assertThat(outcome(2, 0, 8)).isEqualTo(Delivery.ANSWERED);
    }

    @Test
    void aResidualIsNeverMoreThanTheTransfer() {
        memory.putInt(72, Integer.MAX_VALUE);
        outcome(0, 0, 0);
        assertThat(task.residual).isEqualTo(512);
        memory.putInt(72, Integer.MIN_VALUE);
        outcome(0, 0, 0);
        assertThat(task.residual).isEqualTo(-512);
    }
}
