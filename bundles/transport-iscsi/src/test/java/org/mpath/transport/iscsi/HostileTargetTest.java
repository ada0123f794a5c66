package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.iscsi.AsyncPdu;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DataPdu;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.LogoutPdu;
import org.mpath.iscsi.NopPdu;
import org.mpath.iscsi.R2tPdu;
import org.mpath.iscsi.RejectPdu;
import org.mpath.iscsi.ScsiResponsePdu;
import org.mpath.iscsi.TaskManagementPdu;
import org.mpath.iscsi.TextPdu;
import org.mpath.itests.support.Await;

/** A target that breaks the protocol: one sentence that names the value, the session dropped, everything else goes on. */
class HostileTargetTest {
    private static final int GUARD = 4096;

    /** One wrong answer to a READ of 8 blocks with the given tag. */
    interface Wrong {
        void answer(ScriptedTarget.Connection connection, int tag) throws IOException;
    }

    private static ByteBuffer header() {
        return ByteBuffer.allocate(Bhs.BYTES);
    }

    private static Wrong dataIn(int flags, int tagChange, int dataSn, int offset, int bytes) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            DataPdu.putIn(header, 0, flags, tag + tagChange, 0, dataSn, offset, 0);
            connection.answer(header, new byte[bytes]);
        };
    }

    private static Wrong raw(int opcode, String rest) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            header.put(0, (byte) opcode);
            header.put(1, (byte) 0x80);
            header.putInt(16, tag);
            connection.answer(header, rest.getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static Wrong responseWithSense(int declared, int sent) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            ScsiResponsePdu.put(header, 0, 0, tag, 0, 2, 0, 0);
            byte[] declaredLength = {(byte) (declared >> 8), (byte) declared};
            connection.answer(header, Arrays.copyOf(declaredLength, sent));
        };
    }

    private static Wrong numbers(int statSnChange, int expCmdSnChange) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            ScsiResponsePdu.put(header, 0, 0, tag, 0, 0, 0, 0);
            Bhs.putResponseNumbers(header, 0, connection.statSn + statSnChange, connection.expCmdSn + expCmdSnChange,
                    connection.expCmdSn + expCmdSnChange + 32);
            connection.send(header, new byte[0]);
        };
    }

    private static Wrong lengthOnly(int opcode, int ahsWords, int dataBytes) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            header.put(0, (byte) opcode);
            header.putInt(4, ahsWords << 24 | dataBytes);
            header.putInt(16, tag);
            connection.sendRaw(header.array());
        };
    }

    private static Wrong pdu(BiConsumer<ByteBuffer, Integer> layout, byte[] data) {
        return (connection, tag) -> {
            ByteBuffer header = header();
            layout.accept(header, tag);
            connection.answer(header, data);
        };
    }

    private static Arguments wrong(String what, Wrong wrong, String... words) {
        return Arguments.of(what, wrong, words);
    }

    static Stream<Arguments> wrongAnswers() {
        int last = Bhs.FINAL | DataPdu.STATUS;
        byte[] none = {};
        return Stream.of(
                wrong("data beyond the transfer", dataIn(last, 0, 0, 4096, 4), "4096", "4 bytes"),
                wrong("data longer than the transfer", dataIn(last, 0, 0, 0, 4100), "4100"),
                wrong("offset near 4 GiB", dataIn(last, 0, 0, -4, 8), "4294967292"),
                wrong("offset not in order", dataIn(last, 0, 0, 512, 512), "offset 512"),
                wrong("data number not in order", dataIn(last, 0, 1, 0, 512), "number 1", "expected was 0"),
                wrong("data for a tag of another generation", dataIn(last, 0x10000, 0, 0, 512), "unknown task tag"),
                wrong("data for a slot that does not exist", dataIn(last, 5000, 0, 0, 512), "unknown task tag"),
                wrong("data for a free slot", dataIn(last, 1, 0, 0, 512), "unknown task tag"),
                wrong("data for a tag of another kind", dataIn(last, 0x1000_0000, 0, 0, 512), "unknown task tag"),
                wrong("status in the middle", dataIn(DataPdu.STATUS, 0, 0, 0, 512), "not the last"),
                wrong("an R2T for a read", pdu((h, tag) -> R2tPdu.put(h, 0, 0, tag, 1, 0, 0, 512), none), "writes nothing"),
                wrong("a data segment longer than agreed", lengthOnly(IscsiOpcode.DATA_IN, 0, 262_145), "262145", "262144"),
                wrong("16 MiB of NOP-In", lengthOnly(IscsiOpcode.NOP_IN, 0, 0xff_ffff), "NOP-In", "16777215"),
                wrong("an opcode of the initiator", raw(0x01, ""), "SCSI Command"),
                wrong("an unknown opcode", raw(0x2f, ""), "opcode 2fh"),
                wrong("garbage", (connection, tag) -> connection.sendRaw("HTTP/1.1 400 Bad Request\r\n".repeat(4)
                        .getBytes(StandardCharsets.US_ASCII)), "opcode 08h", "188 bytes"),
                wrong("sense longer than its segment", responseWithSense(300, 20), "300", "20"),
                wrong("a data segment of one byte", responseWithSense(0, 1), "1 byte"),
                wrong("StatSN skipped", numbers(1, 0), "StatSN", "expected was"),
                wrong("StatSN repeated", numbers(-1, 0), "StatSN"),
                wrong("ExpCmdSN of the future", numbers(0, 5), "ExpCmdSN"),
                wrong("an answer to an unsent abort", pdu((h, tag) ->
                        TaskManagementPdu.putResponse(h, 0, tag | 0x1000_0000, 0), none), "unknown task tag"),
                wrong("an answer to an unsent reset", pdu((h, tag) ->
                        TaskManagementPdu.putResponse(h, 0, 0x2000_0000, 0), none), "unknown task tag"),
                wrong("an answer to an unsent ping", pdu((h, tag) ->
                        NopPdu.putIn(h, 0, 0, 0x3fff_0000, Bhs.NO_TAG), none), "NOP-In", "unknown task tag"),
                wrong("an answer to an unsent logout", pdu((h, tag) ->
                        LogoutPdu.putResponse(h, 0, 0x5000_0000, 0, 0, 0), none), "Logout Response"),
                wrong("text nobody asked for", pdu((h, tag) ->
                        TextPdu.putResponse(h, 0, Bhs.FINAL, tag, Bhs.NO_TAG), none), "Text Response"),
                wrong("a reject", pdu((h, tag) -> RejectPdu.put(h, 0, RejectPdu.PROTOCOL_ERROR), rejected()),
                        "SCSI Command", "protocol error"),
                wrong("a reject without a header", pdu((h, tag) -> RejectPdu.put(h, 0, 0x55), none), "reason 55h"),
                wrong("an announced drop", pdu((h, tag) ->
                        AsyncPdu.put(h, 0, 0, AsyncPdu.SESSION_DROP, 0, 0, 0), none), "drops the session"),
                wrong("17 pings at a time", (connection, tag) -> {
                    byte[] pings = new byte[17 * Bhs.BYTES];
                    for (int i = 0; i < 17; i++) {
                        ByteBuffer ping = header();
                        NopPdu.putIn(ping, 0, 0, Bhs.NO_TAG, 100 + i);
                        Bhs.putResponseNumbers(ping, 0, connection.statSn, connection.expCmdSn, connection.expCmdSn + 32);
                        System.arraycopy(ping.array(), 0, pings, i * Bhs.BYTES, Bhs.BYTES);
                    }
                    connection.sendRaw(pings);
                }, "16 NOP-In"),
                wrong("half a PDU and the end", (connection, tag) -> {
                    connection.sendRaw(new byte[20]);
                    connection.close();
                }, "closed the connection"));
    }

    private static byte[] rejected() {
        byte[] header = new byte[Bhs.BYTES];
        header[0] = IscsiOpcode.SCSI_COMMAND;
        return header;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void dropsTheSessionWithOneSentenceAndComesBack(String what, Wrong wrong, String... words) throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            rig.watchLink(path);
            target.script((connection, header, data) -> {
                if (Bhs.opcode(header, 0) != IscsiOpcode.SCSI_COMMAND || header.get(32) != 0x28) {
                    return false;
                }
                target.script((c, h, d) -> false);
                wrong.answer(connection, Bhs.taskTag(header, 0));
                return true;
            });
            ByteBuffer data = ByteBuffer.allocateDirect(8 * Rig.BLOCK + 2 * GUARD);
            ScsiTask task = rig.run(path, Rig.read(0, 8, data, GUARD));
            assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN);
            assertThat(task.reason).contains(words).hasSizeLessThan(200);
            for (int i = 0; i < GUARD; i++) {
                assertThat(data.get(i) | data.get(data.capacity() - 1 - i)).as("byte outside the transfer").isZero();
            }
            rig.awaitState("logged-in");
            Await.until("link is up again", () -> rig.news.contains("up"));
            assertThat(rig.news.stream().filter(news -> news.startsWith("down"))).hasSize(1).first().asString()
                    .contains(words);
            assertThat(rig.run(path, Rig.testUnitReady()).good()).isTrue();
            assertThat(target.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aWriteSurvivesEveryNonsenseThatAnR2tCanAskFor() throws Exception {
        Object[][] asked = {
            {0, 0, 0, 8192 + 512, "8704"}, // beyond the transfer
            {0, 0, 0, 0, "0 bytes"},
            {0, 0, -512, 1024, "4294966784"},
            {1, 0, 0, 512, "number 1"},
            {0, -1, 0, 512, "ffffffff"},
        };
        for (Object[] each : asked) {
            try (ScriptedTarget target = new ScriptedTarget();
                    Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
                PathDevice path = rig.path(0);
                target.script((connection, header, data) -> {
                    if (header.get(32) != 0x2a || Bhs.opcode(header, 0) != IscsiOpcode.SCSI_COMMAND) {
                        return false;
                    }
                    ByteBuffer r2t = header();
                    R2tPdu.put(r2t, 0, 0, Bhs.taskTag(header, 0), (int) each[1] == 0 ? 5 : -1, (int) each[0],
                            (int) each[2], (int) each[3]);
                    connection.news(r2t, new byte[0]);
                    return true;
                });
                ScsiTask task = rig.run(path, Rig.write(0, 16, ByteBuffer.allocateDirect(16 * Rig.BLOCK), 0));
                assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN);
                assertThat(task.reason).contains((String) each[4]);
            }
        }
    }

    @Test
    void randomBytesInsteadOfAnswersNeverHurtTheReactor() throws Exception {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        int[] opcodes = {0x20, 0x21, 0x22, 0x24, 0x25, 0x26, 0x31, 0x32, 0x3f, 0x23};
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick().and("retry.max.millis", 20)
                        .and("command.timeout.millis", 200)).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> {
                if (header.get(32) != 0x28 || Bhs.opcode(header, 0) != IscsiOpcode.SCSI_COMMAND) {
                    return false;
                }
                byte[] nonsense = new byte[48 + random.nextInt(200)];
                random.nextBytes(nonsense);
                ByteBuffer buffer = ByteBuffer.wrap(nonsense);
                buffer.put(0, (byte) opcodes[random.nextInt(opcodes.length)]).putInt(4, random.nextInt(64));
                if (random.nextBoolean()) {
                    buffer.putInt(16, Bhs.taskTag(header, 0));
                }
                if (random.nextBoolean()) {
                    Bhs.putResponseNumbers(buffer, 0, connection.statSn, connection.expCmdSn, connection.expCmdSn + 9);
                }
                connection.sendRaw(nonsense);
                return true;
            });
            ByteBuffer data = ByteBuffer.allocateDirect(8 * Rig.BLOCK + 2 * GUARD);
            for (int i = 0; i < 100; i++) {
                ScsiTask task = rig.run(path, Rig.read(0, 8, data, GUARD));
                assertThat(task.delivery).as("seed %d run %d", seed, i).isNotEqualTo(Delivery.PENDING);
                for (int at = 0; at < GUARD; at++) {
                    assertThat(data.get(at) | data.get(data.capacity() - 1 - at)).as("seed %d", seed).isZero();
                }
                Await.until("link up", path::linkUp);
            }
            target.script((connection, header, d) -> false);
            Await.until("an answer", () -> rig.run(path, Rig.testUnitReady()).good());
        }
    }

    @Test
    void loginNonsenseFailsTheLoginWithOneSentence() throws Exception {
        Object[][] answers = {
            {"X".repeat(100), "without '='"},
            {"A=1\0".repeat(200), "more than 96 text keys"},
            {"AuthMethod=None\0AuthMethod=None\0", "AuthMethod twice"},
            {"AuthMethod=SRP\0", "AuthMethod=SRP"},
            {"TargetPortalGroupTag=70000\0", "TargetPortalGroupTag=70000"},
        };
        for (Object[] each : answers) {
            try (ScriptedTarget target = new ScriptedTarget()) {
                target.loginScript((connection, header, data) -> {
                    connection.loginAnswer(header, ((String) each[0]).getBytes(StandardCharsets.US_ASCII), 0);
                    return true;
                });
                try (Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
                    rig.awaitState("failed");
                    assertThat(rig.session().reason()).contains((String) each[1]);
                }
            }
        }
    }

    @Test
    void endlessTextInALoginEndsIt() throws Exception {
        byte[] text = new byte[8000];
        Arrays.fill(text, (byte) 'x');
        for (int length : new int[] {1, 8000}) {
            try (ScriptedTarget target = new ScriptedTarget()) {
                target.loginScript((connection, request, data) -> {
                    ByteBuffer header = header();
                    LoginPdu.putResponse(header, 0, LoginPdu.CONTINUE,
                            LoginPdu.stage(request, 0), 0, LoginPdu.isid(request, 0), 0,
                            Bhs.taskTag(request, 0), 0);
                    connection.answer(header, Arrays.copyOf(text, length));
                    return true;
                });
                try (Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
                    assertThat(rig.session().reason()).contains(length == 1 ? "more than 16 PDUs" : "at most 32768");
                }
            }
        }
    }

    @Test
    void aLoginThatGoesInCirclesEnds() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget()) {
            target.loginScript((connection, request, data) -> {
                ByteBuffer header = header();
                LoginPdu.putResponse(header, 0, 0, LoginPdu.stage(request, 0), 0,
                        LoginPdu.isid(request, 0), 0, Bhs.taskTag(request, 0), 0);
                connection.answer(header, new byte[0]);
                return true;
            });
            try (Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
                assertThat(rig.session().reason()).contains("more than 32 responses");
            }
        }
    }
}
