package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.UnitLimits;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Status;

/** What a client gets for its requests, and what the unit is asked for them. */
class ServerTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private static UnitLimits limits(long maxTransferBlocks, boolean fua, boolean writeSame, boolean writeSameUnmap) {
        return new UnitLimits(maxTransferBlocks, 0, false, 0, writeSameUnmap, writeSame, 0, fua, true, false);
    }

    private static byte[] random(int length) {
        long seed = System.nanoTime();
        System.out.println("payload seed " + seed);
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatWasWritten(boolean structured) throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        byte[] bytes = random(8192);
        try (Client client = Client.attached(rig.unix(), "mpatha", structured)) {
            assertThat(client.write(0, 4096, bytes).text()).isEqualTo("OK");
            assertThat(client.read(4096, 8192)).isEqualTo(bytes);
        }
        assertThat(map.commands()).containsExactly("WRITE 8+16", "READ 8+16");
    }

    @Test
    void servesTcpLikeTheUnixSocket() throws Exception {
        rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        byte[] bytes = random(4096);
        try (Client tcp = Client.attached(rig.tcp(), "mpatha", true);
                Client unix = Client.attached(rig.unix(), "mpatha", true)) {
            tcp.write(0, 0, bytes);
            assertThat(unix.read(0, 4096)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void splitsALongRequestByWhatTheUnitTakesAtOnce(boolean inline) throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(100, true, false, false));
        if (inline) {
            map.inline();
        }
        byte[] bytes = random(300 * 512);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.write(0, 512, bytes);
            assertThat(client.read(512, bytes.length)).isEqualTo(bytes);
        }
        assertThat(map.commands())
                .containsExactly("WRITE 1+100", "WRITE 101+100", "WRITE 201+100", "READ 1+100", "READ 101+100", "READ 201+100");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void carriesTheLongestRequest(boolean structured) throws Exception {
        rig.map("mpatha", 33 * Rig.MEBIBYTE, UnitLimits.NONE);
        byte[] bytes = random(Protocol.REQUEST_BYTES_MAX);
        try (Client client = Client.attached(rig.unix(), "mpatha", structured)) {
            assertThat(client.write(0, 512, bytes).text()).isEqualTo("OK");
            assertThat(Arrays.equals(client.read(512, bytes.length), bytes)).isTrue();
            client.request(Protocol.CMD_READ, 0, 1, 0, Protocol.REQUEST_BYTES_MAX + 512, new byte[0]);
            assertThat(client.reply(0).text()).startsWith("EINVAL");
        }
    }

    @Test
    void answersEachRequestByItsCookieWhateverTheOrder() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE).hold();
        int count = 300; // more than may be in flight
        for (int i = 0; i < count; i++) {
            map.fill(i * 512, new byte[] {(byte) i, (byte) (i >> 8)});
        }
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            for (int i = 0; i < count; i++) {
                client.request(Protocol.CMD_READ, 0, 1000 + i, i * 512L, 512, new byte[0]);
            }
            Await.until("a full connection", () -> map.heldCount() == Transmission.REQUESTS_MAX);
            map.release();
            List<Long> cookies = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Client.Reply reply = client.reply(512);
                int number = (int) reply.cookie() - 1000;
                assertThat(reply.content()).startsWith(number, number >> 8);
                cookies.add(reply.cookie());
            }
            Collections.sort(cookies);
            assertThat(cookies).doesNotHaveDuplicates().hasSize(count);
        }
        assertThat(rig.server.exports().get(0).name()).isEqualTo("mpatha");
    }

    // ---- durability ----

    @Test
    void putsTheFuaBitIntoTheWriteWhenTheUnitHonoursIt() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(0, true, false, false));
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            client.write(Protocol.FLAG_FUA, 0, new byte[512]);
        }
        assertThat(map.commands()).containsExactly("WRITE 0+1 FUA");
    }

    @Test
    void followsAFuaWriteWithASynchronizeCacheWhenTheUnitHasNoFua() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(1, false, false, false));
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            client.write(Protocol.FLAG_FUA, 0, new byte[1024]);
        }
        assertThat(map.commands()).containsExactly("WRITE 0+1", "WRITE 1+1", "SYNCHRONIZE CACHE");
    }

    @Test
    void failsAFuaWriteWhoseSynchronizeCacheFails() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(0, false, false, false));
        map.sense(Opcode.SYNCHRONIZE_CACHE_10, 4, 0x0c, 0, 1);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.write(Protocol.FLAG_FUA, 0, new byte[512]).text()).startsWith("EIO HARDWARE ERROR 04/0c/00");
            assertThat(client.write(Protocol.FLAG_FUA, 0, new byte[512]).text()).isEqualTo("OK");
        }
    }

    @Test
    void flushesTheUnit() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        map.sense(Opcode.SYNCHRONIZE_CACHE_10, 3, 0x0c, 2, 1);
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(client.call(Protocol.CMD_FLUSH, 0, 0, 0).text()).isEqualTo("EIO");
            assertThat(client.call(Protocol.CMD_FLUSH, 0, 0, 0).text()).isEqualTo("OK");
        }
        assertThat(map.commands()).containsExactly("SYNCHRONIZE CACHE", "SYNCHRONIZE CACHE");
    }

    @Test
    void aUnitWithoutAVolatileCacheNeedNotKnowSynchronizeCache() throws Exception {
        rig.map("none", Rig.MEBIBYTE, UnitLimits.NONE).sense(Opcode.SYNCHRONIZE_CACHE_10, 5, 0x20, 0, 1);
        rig.map("cache", Rig.MEBIBYTE, MemoryMap.ALL).sense(Opcode.SYNCHRONIZE_CACHE_10, 5, 0x20, 0, 1);
        try (Client none = Client.attached(rig.unix(), "none", false);
                Client cache = Client.attached(rig.unix(), "cache", false)) {
            assertThat(none.call(Protocol.CMD_FLUSH, 0, 0, 0).text()).isEqualTo("OK");
            assertThat(cache.call(Protocol.CMD_FLUSH, 0, 0, 0).text()).isEqualTo("EINVAL");
        }
    }

    // ---- trim and zeroes ----

    @Test
    void passesTrimDownAsUnmap() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, MemoryMap.ALL);
        map.fill(4096, random(8192));
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(client.flags & Protocol.SEND_TRIM).isNotZero();
            assertThat(client.call(Protocol.CMD_TRIM, Protocol.FLAG_FUA, 4096, 8192).text()).isEqualTo("OK");
            assertThat(client.read(4096, 8192)).containsOnly(0);
        }
        assertThat(map.commands()).containsExactly("UNMAP 8+16", "SYNCHRONIZE CACHE", "READ 8+16");
    }

    @Test
    void aPathThatTakesLessAtOnceShortensTheTransfersOfClientsThatAreThere() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(512, true, true, true));
        byte[] bytes = random(200 * 1024);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.write(0, 0, bytes).text()).isEqualTo("OK");
            map.limits(limits(256, true, true, true));
            assertThat(client.write(0, 0, bytes).text()).isEqualTo("OK");
            assertThat(client.read(0, 200 * 1024)).isEqualTo(bytes);
        }
        assertThat(map.commands()).containsExactly(
                "WRITE 0+400", "WRITE 0+256", "WRITE 256+144", "READ 0+256", "READ 256+144");
    }

    @Test
    void splitsATrimByWhatTheUnitUnmapsAtOnce() throws Exception {
        UnitLimits few = new UnitLimits(0, 0, true, 10, false, false, 0, false, false, false);
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, few);
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(client.call(Protocol.CMD_TRIM, 0, 0, 25 * 512).text()).isEqualTo("OK");
        }
        assertThat(map.commands()).containsExactly("UNMAP 0+10", "UNMAP 10+10", "UNMAP 20+5");
    }

    @Test
    void refusesTrimWhenTheUnitCannot() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.flags & Protocol.SEND_TRIM).isZero();
            assertThat(client.call(Protocol.CMD_TRIM, 0, 0, 512).text()).startsWith("EINVAL");
        }
        assertThat(map.commands()).isEmpty();
    }

    @Test
    void leavesAHoleForZeroesOnlyWhenTheClientAllowsIt() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, MemoryMap.ALL);
        map.fill(0, random(16384));
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(client.flags & Protocol.SEND_FAST_ZERO).isNotZero();
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, Protocol.FLAG_FAST_ZERO, 0, 8192).text()).isEqualTo("OK");
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, Protocol.FLAG_NO_HOLE, 8192, 8192).text()).isEqualTo("OK");
        }
        assertThat(map.commands()).containsExactly("WRITE SAME 0+16 UNMAP", "WRITE SAME 16+16");
        assertThat(map.bytes(0, 16384)).containsOnly(0);
    }

    @Test
    void writesZeroesWhenTheUnitHasNoWriteSame() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(512, true, false, false));
        map.fill(0, random(Rig.MEBIBYTE));
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(client.flags & Protocol.SEND_WRITE_ZEROES).isNotZero();
            assertThat(client.flags & Protocol.SEND_FAST_ZERO).isZero();
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, Protocol.FLAG_FUA, 0, 600 * 512).text()).isEqualTo("OK");
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, Protocol.FLAG_FAST_ZERO, 0, 512).text()).isEqualTo("EINVAL");
        }
        assertThat(map.commands()).containsExactly("WRITE 0+512", "WRITE 512+88", "SYNCHRONIZE CACHE");
        assertThat(map.bytes(0, 600 * 512)).containsOnly(0);
    }

    @Test
    void writesZeroesWhenTheUnitRefusesTheWriteSameItPromised() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, limits(0, true, true, true));
        map.sense(Opcode.WRITE_SAME_16, 5, 0x20, 0, Integer.MAX_VALUE);
        map.fill(0, random(8192));
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, 0, 0, 8192).text()).isEqualTo("OK");
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, 0, 0, 512).text()).isEqualTo("OK");
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, Protocol.FLAG_FAST_ZERO, 0, 512).text()).startsWith("ENOTSUP");
        }
        assertThat(map.commands())
                .containsExactly("WRITE SAME 0+16 UNMAP", "WRITE SAME 0+16", "WRITE 0+16", "WRITE 0+1");
        assertThat(map.bytes(0, 8192)).containsOnly(0);
    }

    // ---- refusals and failures ----

    @Test
    void refusesToChangeAReadOnlyUnit() throws Exception {
        UnitLimits readOnly = new UnitLimits(0, 0, true, 100, true, true, 0, true, true, true);
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, readOnly);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.flags & Protocol.READ_ONLY).isNotZero();
            assertThat(client.write(0, 0, new byte[4096]).text()).isEqualTo("EPERM the export is read-only");
            assertThat(client.call(Protocol.CMD_TRIM, 0, 0, 512).text()).startsWith("EPERM");
            assertThat(client.call(Protocol.CMD_WRITE_ZEROES, 0, 0, 512).text()).startsWith("EPERM");
            assertThat(client.read(0, 512)).containsOnly(0);
        }
        assertThat(map.commands()).containsExactly("READ 0+1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsWhatWentWrongInTheUnit(boolean structured) throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        map.sense(Opcode.READ_10, 3, 0x11, 0, 1);
        map.sense(Opcode.WRITE_10, 7, 0x27, 7, 1);
        try (Client client = Client.attached(rig.unix(), "mpatha", structured)) {
            String read = client.call(Protocol.CMD_READ, 0, 0, 4096).text();
            String write = client.write(0, 0, new byte[4096]).text();
            if (structured) {
                assertThat(read).startsWith("EIO MEDIUM ERROR 03/11/00");
            } else {
                assertThat(read).isEqualTo("EIO");
            }
            assertThat(write).startsWith("ENOSPC");
            assertThat(client.read(0, 4096)).containsOnly(0);
        }
    }

    @Test
    void reportsAReservationConflictAsAnError() throws Exception {
        rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE).status(Opcode.WRITE_10, Status.RESERVATION_CONFLICT);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            // with a payload of several commands, so that the rest of it has to be skipped
            assertThat(client.write(0, 0, new byte[512]).text()).isEqualTo("EIO RESERVATION CONFLICT");
            assertThat(client.read(0, 512)).containsOnly(0);
        }
    }

    @Test
    void readsTheRestOfAPayloadAfterAnEarlyErrorAndGoesOn() throws Exception {
        MemoryMap map = rig.map("mpatha", 8 * Rig.MEBIBYTE, limits(8, true, false, false)).inline();
        map.sense(Opcode.WRITE_10, 4, 0x44, 0, 1);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.write(0, 0, new byte[4 * Rig.MEBIBYTE]).text()).startsWith("EIO HARDWARE ERROR 04/44/00");
            assertThat(client.read(0, 512)).containsOnly(0);
        }
        assertThat(map.commands()).hasSizeLessThan(100);
    }

    @Test
    void servesSeveralMapsByName() throws Exception {
        rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE).fill(0, new byte[] {1});
        rig.map("mpathb", 2 * Rig.MEBIBYTE, UnitLimits.NONE).fill(0, new byte[] {2});
        try (Client a = Client.attached(rig.unix(), "mpatha", true);
                Client b = Client.attached(rig.unix(), "mpathb", true)) {
            assertThat(a.read(0, 512)[0]).isEqualTo((byte) 1);
            assertThat(b.read(0, 512)[0]).isEqualTo((byte) 2);
            assertThat(rig.server.exports())
                    .extracting(export -> export.name() + ' ' + export.sizeBytes() + ' ' + export.connections())
                    .containsExactly("mpatha 1048576 1", "mpathb 2097152 1");
            assertThat(rig.server.exports().get(1).uri()).isEqualTo(rig.unixUri("mpathb"));
        }
    }

    @Test
    void showsItsConnections() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
        try (Client client = Client.attached(rig.tcp(), "mpatha", true)) {
            client.read(0, 512);
            client.call(Protocol.CMD_TRIM, 0, 0, 512);
            map.hold();
            client.request(Protocol.CMD_READ, 0, 1, 0, 512, new byte[0]);
            Await.until("the third request", () -> map.heldCount() == 1);
            assertThat(rig.server.connections()).singleElement().satisfies(view -> {
                assertThat(view.export()).isEqualTo("mpatha");
                assertThat(view.peer()).startsWith("127.0.0.1:");
                assertThat(view.requests()).isEqualTo(3);
                assertThat(view.inFlight()).isEqualTo(1);
                assertThat(view.errors()).isEqualTo(1);
            });
            map.release();
        }
        Await.until("no connection", () -> rig.server.connections().isEmpty());
    }

    @Test
    void answersWhatIsInFlightBeforeItDisconnects() throws Exception {
        MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE).hold();
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            client.request(Protocol.CMD_WRITE, 0, 5, 0, 512, new byte[512]);
            client.request(Protocol.CMD_DISC, 0, 6, 0, 0, new byte[0]);
            Await.until("the write", () -> map.heldCount() == 1);
            map.release();
            assertThat(client.reply(0).cookie()).isEqualTo(5);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }
}
