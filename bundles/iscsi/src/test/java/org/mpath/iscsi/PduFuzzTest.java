package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes from the wire, the codec answers values or {@link MalformedPdu}, and stays inside the PDU. */
class PduFuzzTest {
    private static final long SEED = Long.getLong("mpath.seed", System.nanoTime());
    private static final int RUNS = 200_000;

    @Test
    void noHeaderMakesTheCodecFailOtherwise() {
        Random random = new Random(SEED);
        ByteBuffer buffer = ByteBuffer.allocate(PduFrame.HEADER_BYTES_MAX + 300);
        for (int run = 0; run < RUNS; run++) {
            random.nextBytes(buffer.array());
            if (random.nextBoolean()) {
                buffer.put(4, (byte) random.nextInt(4));
            }
            try {
                readEverything(buffer, 300 - random.nextInt(300));
            } catch (MalformedPdu expected) {
                assertThat(expected.getMessage()).as("seed %d", SEED).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " run " + run, e);
            }
        }
    }

    private static void readEverything(ByteBuffer pdu, int dataBytes) {
        int total = PduFrame.pduBytes(pdu, 0, true, true);
        assertThat(total).isBetween(52, Bhs.DATA_BYTES_MAX + PduFrame.HEADER_BYTES_MAX + 7);
        assertThat(Bhs.ahsBytes(pdu, 0)).isBetween(0, 1020);
        assertThat(IscsiOpcode.nameOf(Bhs.opcode(pdu, 0))).isNotBlank();
        assertThat(LoginStatus.text(LoginPdu.status(pdu, 0))).isNotBlank();
        assertThat(RejectPdu.reasonText(RejectPdu.reason(pdu, 0))).isNotBlank();
        assertThat(TaskManagementPdu.responseText(TaskManagementPdu.response(pdu, 0))).isNotBlank();
        assertThat(DataPdu.offset(pdu, 0)).isNotNegative();
        assertThat(R2tPdu.desiredBytes(pdu, 0)).isNotNegative();
        LoginPdu.isid(pdu, 0);
        int segment = Ahs.find(pdu, 0, Ahs.EXTENDED_CDB);
        if (segment >= 0) {
            assertThat(segment + 3 + Ahs.contentBytes(pdu, segment)).isLessThanOrEqualTo(48 + Bhs.ahsBytes(pdu, 0));
        }
        byte[] sense = new byte[252];
        assertThat(ScsiResponsePdu.getSense(pdu, PduFrame.HEADER_BYTES_MAX, dataBytes, sense))
                .isBetween(0, Math.max(0, dataBytes - 2));
    }

    @Test
    void noTextMakesTheParserFailOtherwise() {
        Random random = new Random(SEED);
        byte[] model = ("HeaderDigest=None\0CHAP_C=0x0123\0TargetAddress=[fe80::1]:3260,1\0MaxBurstLength=262144\0")
                .getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < RUNS; run++) {
            byte[] text = model.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            try {
                TextAssembly assembly = new TextAssembly(TextLimits.LOGIN);
                int cut = random.nextInt(text.length);
                assembly.add(ByteBuffer.wrap(text), 0, cut);
                assembly.add(ByteBuffer.wrap(text), cut, text.length - cut);
                for (KeyValue pair : assembly.take()) {
                    readValue(pair);
                }
            } catch (MalformedPdu expected) {
                assertThat(expected.getMessage()).as("seed %d", SEED).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " run " + run, e);
            }
        }
    }

    private static void readValue(KeyValue pair) {
        switch (pair.key()) {
            case "CHAP_C" -> TextValue.binary(pair.key(), pair.value(), Chap.CHALLENGE_BYTES_MAX);
            case "MaxBurstLength" -> NumericKey.MAX_BURST_LENGTH.parse(pair.value());
            case "HeaderDigest" -> DigestKind.choose(pair.value(), java.util.List.of(DigestKind.NONE));
            default -> assertThat(pair.key()).hasSizeBetween(1, TextAssembly.KEY_CHARACTERS_MAX);
        }
    }
}
