package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Every PDU against bytes laid out by hand from the figures of RFC 7143 11.3 to 11.19. */
class PduFieldsTest {
    private static final int AT = 16;
    private final ByteBuffer header = dirty();

    private static ByteBuffer dirty() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(AT + Bhs.BYTES + 64);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 0xee);
        }
        return buffer;
    }

    private String hex() {
        byte[] bytes = new byte[Bhs.BYTES];
        header.get(AT, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void isHex(String... words) {
        assertThat(hex()).isEqualTo(String.join("", words));
        assertThat(header.get(AT - 1)).isEqualTo((byte) 0xee);
        assertThat(header.get(AT + Bhs.BYTES)).isEqualTo((byte) 0xee);
        assertThat(header.position()).isZero();
    }

    @Test
    void writesAScsiCommandWithImmediateData() {
        byte[] cdb = {0x2a, 0, 0, 0, 0x12, 0x34, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0};
        int flags = Bhs.FINAL | ScsiCommandPdu.WRITE | ScsiCommandPdu.SIMPLE;
        ScsiCommandPdu.put(header, AT, flags, 0x0001_0000_0000_0000L, 0x0a0b0c0d, 4096, cdb, 10);
        Bhs.putDataBytes(header, AT, 4096);
        Bhs.putRequestNumbers(header, AT, 7, 9);
        isHex("01a10000", "00001000", "0001000000000000", "0a0b0c0d", "00001000", "00000007", "00000009",
                "2a000000123400000800000000000000");
        assertThat(ScsiCommandPdu.writes(header, AT)).isTrue();
        assertThat(ScsiCommandPdu.reads(header, AT)).isFalse();
        assertThat(ScsiCommandPdu.attribute(header, AT)).isEqualTo(1);
        assertThat(ScsiCommandPdu.expectedBytes(header, AT)).isEqualTo(4096);
        assertThat(Bhs.cmdSn(header, AT)).isEqualTo(7);
        assertThat(Bhs.expStatSn(header, AT)).isEqualTo(9);
        byte[] read = new byte[16];
        ScsiCommandPdu.getCdb(header, AT, read);
        assertThat(read).isEqualTo(cdb);
    }

    @Test
    void writesAScsiResponseWithSense() {
        byte[] sense = {0x70, 0, 6, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x29, 0, 0, 0, 0, 0};
        ScsiResponsePdu.put(header, AT, ScsiResponsePdu.UNDERFLOW, 5, 0, 2, 3, 512);
        Bhs.putResponseNumbers(header, AT, 11, 12, 13);
        int bytes = ScsiResponsePdu.putSense(header, AT + Bhs.BYTES, sense, sense.length);
        Bhs.putDataBytes(header, AT, bytes);
        assertThat(hex()).isEqualTo("21820002" + "00000014" + "0000000000000000" + "00000005" + "00000000" + "0000000b"
                + "0000000c" + "0000000d" + "00000003" + "00000000" + "00000200");
        assertThat(ScsiResponsePdu.response(header, AT)).isZero();
        assertThat(ScsiResponsePdu.status(header, AT)).isEqualTo(2);
        assertThat(ScsiResponsePdu.residual(header, AT)).isEqualTo(512);
        assertThat(ScsiResponsePdu.expDataSn(header, AT)).isEqualTo(3);
        assertThat(Bhs.statSn(header, AT)).isEqualTo(11);
        assertThat(Bhs.expCmdSn(header, AT)).isEqualTo(12);
        assertThat(Bhs.maxCmdSn(header, AT)).isEqualTo(13);
        byte[] got = new byte[252];
        assertThat(ScsiResponsePdu.getSense(header, AT + Bhs.BYTES, bytes, got)).isEqualTo(18);
        assertThat(got).startsWith(sense);
    }

    @Test
    void anOverflowIsANegativeResidual() {
        ScsiResponsePdu.put(header, AT, ScsiResponsePdu.OVERFLOW, 5, 0, 0, 0, 0xffff_ffff);
        assertThat(ScsiResponsePdu.residual(header, AT)).isEqualTo(-0xffff_ffffL);
        DataPdu.putIn(header, AT, Bhs.FINAL | DataPdu.STATUS | ScsiResponsePdu.OVERFLOW, 5, 0, 0, 0, 100);
        assertThat(DataPdu.residual(header, AT)).isEqualTo(-100);
    }

    @Test
    void refusesASenseLengthBeyondTheSegment() {
        header.putShort(AT + Bhs.BYTES, (short) 19);
        assertThatThrownBy(() -> ScsiResponsePdu.getSense(header, AT + Bhs.BYTES, 20, new byte[252]))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("19")
                .hasMessageContaining("20");
        assertThatThrownBy(() -> ScsiResponsePdu.getSense(header, AT + Bhs.BYTES, 1, new byte[252]))
                .isInstanceOf(MalformedPdu.class);
    }

    @Test
    void keepsNoMoreSenseThanTheCallerHasRoomFor() {
        header.putShort(AT + Bhs.BYTES, (short) 40);
        assertThat(ScsiResponsePdu.getSense(header, AT + Bhs.BYTES, 60, new byte[16])).isEqualTo(16);
    }

    @Test
    void writesDataPdus() {
        DataPdu.putOut(header, AT, true, 1, 2, 3, 4, 0x8000_0000);
        isHex("05800000", "00000000", "0000000000000001", "00000002", "00000003", "00000000", "00000000", "00000000",
                "00000004", "80000000", "00000000");
        assertThat(DataPdu.offset(header, AT)).isEqualTo(0x8000_0000L);
        DataPdu.putIn(header, AT, Bhs.FINAL | DataPdu.STATUS | ScsiResponsePdu.UNDERFLOW, 2, 8, 4, 512, 16);
        isHex("25830008", "00000000", "0000000000000000", "00000002", "ffffffff", "00000000", "00000000", "00000000",
                "00000004", "00000200", "00000010");
        assertThat(DataPdu.hasStatus(header, AT)).isTrue();
        assertThat(DataPdu.status(header, AT)).isEqualTo(8);
        assertThat(DataPdu.dataSn(header, AT)).isEqualTo(4);
        assertThat(DataPdu.residual(header, AT)).isEqualTo(16);
    }

    @Test
    void writesAnR2t() {
        R2tPdu.put(header, AT, 1, 2, 3, 4, 8192, 262_144);
        Bhs.putResponseNumbers(header, AT, 5, 6, 7);
        isHex("31800000", "00000000", "0000000000000001", "00000002", "00000003", "00000005", "00000006", "00000007",
                "00000004", "00002000", "00040000");
        assertThat(R2tPdu.r2tSn(header, AT)).isEqualTo(4);
        assertThat(R2tPdu.offset(header, AT)).isEqualTo(8192);
        assertThat(R2tPdu.desiredBytes(header, AT)).isEqualTo(262_144);
        assertThat(Bhs.transferTag(header, AT)).isEqualTo(3);
    }

    @Test
    void writesTaskManagement() {
        TaskManagementPdu.putRequest(header, AT, TaskManagementPdu.ABORT_TASK, 1, 2, 3, 4);
        isHex("42810000", "00000000", "0000000000000001", "00000002", "00000003", "00000000", "00000000", "00000004",
                "00000000", "00000000", "00000000");
        assertThat(TaskManagementPdu.function(header, AT)).isEqualTo(1);
        assertThat(TaskManagementPdu.referencedTag(header, AT)).isEqualTo(3);
        assertThat(TaskManagementPdu.refCmdSn(header, AT)).isEqualTo(4);
        TaskManagementPdu.putResponse(header, AT, 2, TaskManagementPdu.NO_TASK);
        assertThat(hex()).startsWith("22800100").contains("00000002");
        assertThat(TaskManagementPdu.response(header, AT)).isEqualTo(1);
        assertThat(TaskManagementPdu.responseText(5)).contains("not supported");
    }

    @Test
    void writesLogin() {
        Isid isid = Isid.random(0xabcdef, 0x1234);
        LoginPdu.putRequest(
                header, AT, LoginPdu.TRANSIT, LoginPdu.OPERATIONAL, LoginPdu.FULL_FEATURE, isid, 0x55aa, 2, 1);
        isHex("43870000", "00000000", "80abcdef1234", "55aa", "00000002", "00010000", "00000000", "00000000",
                "00000000", "00000000", "00000000", "00000000");
        assertThat(LoginPdu.stage(header, AT)).isEqualTo(1);
        assertThat(LoginPdu.nextStage(header, AT)).isEqualTo(3);
        assertThat(LoginPdu.transits(header, AT)).isTrue();
        assertThat(LoginPdu.isid(header, AT)).isEqualTo(isid);
        assertThat(LoginPdu.tsih(header, AT)).isEqualTo(0x55aa);
        assertThat(LoginPdu.cid(header, AT)).isEqualTo(1);
        LoginPdu.putResponse(header, AT, 0, 1, 3, isid, 9, 2, LoginStatus.NOT_FOUND);
        assertThat(hex()).startsWith("23040000").endsWith("02030000" + "0000000000000000");
        assertThat(LoginPdu.status(header, AT)).isEqualTo(LoginStatus.NOT_FOUND);
        assertThat(LoginPdu.transits(header, AT)).isFalse();
        assertThat(LoginStatus.text(LoginStatus.NOT_FOUND)).isEqualTo("target not found (0203h)");
        assertThat(LoginStatus.redirects(LoginStatus.MOVED_TEMPORARILY)).isTrue();
    }

    @Test
    void writesTextLogoutNopAsyncRejectAndSnack() {
        TextPdu.putRequest(header, AT, Bhs.FINAL, 2, Bhs.NO_TAG);
        assertThat(hex()).startsWith("04800000" + "00000000" + "0000000000000000" + "00000002" + "ffffffff");
        TextPdu.putResponse(header, AT, TextPdu.CONTINUE, 2, 3);
        assertThat(TextPdu.continues(header, AT)).isTrue();
        LogoutPdu.putRequest(header, AT, LogoutPdu.CLOSE_SESSION, 2, 1);
        assertThat(hex()).startsWith("46800000" + "00000000" + "0000000000000000" + "00000002" + "00010000");
        LogoutPdu.putResponse(header, AT, 2, 1, 3, 4);
        assertThat(hex()).startsWith("26800100").endsWith("00030004" + "00000000");
        assertThat(LogoutPdu.response(header, AT)).isEqualTo(1);
        assertThat(LogoutPdu.waitSeconds(header, AT)).isEqualTo(3);
        assertThat(LogoutPdu.retainSeconds(header, AT)).isEqualTo(4);
        NopPdu.putOut(header, AT, 1, Bhs.NO_TAG, 7);
        assertThat(hex()).startsWith("40800000" + "00000000" + "0000000000000001" + "ffffffff" + "00000007");
        NopPdu.putIn(header, AT, 1, 7, Bhs.NO_TAG);
        assertThat(hex()).startsWith("20800000" + "00000000" + "0000000000000001" + "00000007" + "ffffffff");
        AsyncPdu.put(header, AT, 0, AsyncPdu.LOGOUT_REQUEST, 1, 2, 3);
        assertThat(hex()).startsWith("32800000").contains("ffffffff").endsWith("01000001" + "00020003" + "00000000");
        assertThat(AsyncPdu.event(header, AT)).isEqualTo(AsyncPdu.LOGOUT_REQUEST);
        assertThat(AsyncPdu.parameter1(header, AT)).isEqualTo(1);
        assertThat(AsyncPdu.parameter2(header, AT)).isEqualTo(2);
        assertThat(AsyncPdu.parameter3(header, AT)).isEqualTo(3);
        RejectPdu.put(header, AT, RejectPdu.INVALID_FIELD);
        assertThat(hex()).startsWith("3f800900");
        assertThat(RejectPdu.reasonText(RejectPdu.reason(header, AT))).isEqualTo("invalid PDU field");
        SnackPdu.put(header, AT, 1, 2, 3, 4, 5, 6);
        assertThat(hex()).startsWith("10810000").endsWith("00000005" + "00000006");
        assertThat(SnackPdu.begin(header, AT)).isEqualTo(5);
        assertThat(SnackPdu.runLength(header, AT)).isEqualTo(6);
    }

    @Test
    void framesAPduWithAdditionalHeadersPaddingAndDigests() {
        NopPdu.putOut(header, AT, 0, 1, Bhs.NO_TAG);
        Bhs.putDataBytes(header, AT, 5);
        header.put(AT + 4, (byte) 3);
        assertThat(Bhs.ahsBytes(header, AT)).isEqualTo(12);
        assertThat(Bhs.dataBytes(header, AT)).isEqualTo(5);
        assertThat(PduFrame.headerBytes(header, AT, true)).isEqualTo(48 + 12 + 4);
        assertThat(PduFrame.pduBytes(header, AT, false, false)).isEqualTo(48 + 12 + 8);
        assertThat(PduFrame.pduBytes(header, AT, true, true)).isEqualTo(48 + 12 + 4 + 8 + 4);
        assertThat(PduFrame.trailerBytes(0, true)).isZero();
        assertThat(Bhs.immediate(header, AT)).isTrue();
    }

    @Test
    void refusesADataSegmentThatDoesNotFit24Bits() {
        assertThatThrownBy(() -> Bhs.putDataBytes(header, AT, 1 << 24)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsAnAdditionalHeader() {
        NopPdu.putOut(header, AT, 0, 1, Bhs.NO_TAG);
        header.put(AT + 4, (byte) 5);
        int at = AT + Bhs.BYTES;
        header.putShort(at, (short) 5).put(at + 2, (byte) Ahs.READ_LENGTH);
        header.putShort(at + 8, (short) 9).put(at + 10, (byte) Ahs.EXTENDED_CDB);
        assertThat(Ahs.find(header, AT, Ahs.EXTENDED_CDB)).isEqualTo(at + 8);
        assertThat(Ahs.find(header, AT, 99)).isEqualTo(-1);
        header.putShort(at + 8, (short) 10);
        assertThatThrownBy(() -> Ahs.find(header, AT, Ahs.EXTENDED_CDB)).isInstanceOf(MalformedPdu.class);
    }
}
