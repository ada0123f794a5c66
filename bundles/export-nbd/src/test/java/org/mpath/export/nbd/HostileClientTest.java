package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.itests.support.Await;

/** Clients that break rules or limits: one clear line, their connection ends, everybody else goes on. */
class HostileClientTest {
    private static final long MILLI = 1_000_000L;

    private LogLines log;
    private Rig rig;
    private MemoryMap map;
    private Client bystander;

    @BeforeEach
    void start() throws Exception {
        log = new LogLines();
        begin(new Connections.Limits(256, 10_000 * MILLI, 120_000 * MILLI), 192L * Rig.MEBIBYTE);
    }

    private void begin(Connections.Limits limits, long buffersBytesMax) throws Exception {
        rig = new Rig(limits, buffersBytesMax);
        map = rig.map("mpatha", 64 * Rig.MEBIBYTE, MemoryMap.ALL).silent();
        map.fill(0, new byte[] {42});
        bystander = Client.attached(rig.unix(), "mpatha", true);
    }

    private void beginAgain(Connections.Limits limits, long buffersBytesMax) throws Exception {
        bystander.close();
        rig.close();
        begin(limits, buffersBytesMax);
    }

    @AfterEach
    void everybodyElseGoesOn() throws Exception {
        assertThat(bystander.read(0, 512)[0]).isEqualTo((byte) 42);
        try (Client newcomer = Client.attached(rig.unix(), "mpatha", false)) {
            assertThat(newcomer.read(0, 512)[0]).isEqualTo((byte) 42);
        }
        assertThat(log.with("thrown=")).isEmpty();
        bystander.close();
        rig.close();
        log.close();
    }

    private void assertRejected(Client client, String reason) {
        assertThat(client.isClosedByServer()).isTrue();
        Await.until("a line about \"" + reason + '"', () -> !log.with(reason).isEmpty());
        assertThat(log.with(reason)).singleElement().asString().startsWith("event=nbd.client_rejected connection=");
    }

    @Test
    void anOptionOfMoreThan64KibEndsTheConnection() throws Exception {
        try (Client client = Client.greeted(rig.tcp())) {
            client.send(ByteBuffer.allocate(16).putLong(Protocol.OPTION_MAGIC).putInt(Protocol.OPT_GO).putInt(65537));
            assertRejected(client, "option 7 of 65537 bytes is longer than 65536 (byte 4 of the handshake)");
        }
        assertThat(log.with("client_rejected")).first().asString().contains(" peer=127.0.0.1:");
    }

    @Test
    void anotherProtocolEndsTheConnection() throws Exception {
        try (Client client = new Client(rig.tcp())) {
            client.greeting();
            client.channel.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertRejected(client, "client flags 47455420 have unknown bits (byte 0 of the handshake)");
        }
    }

    @Test
    void garbageInsteadOfARequestEndsTheConnection() throws Exception {
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            client.read(0, 512);
            client.channel.write(ByteBuffer.allocate(64));
            // 4 bytes of flags, 16 and 14 of GO, 28 of the READ
            assertRejected(client, "request magic 00000000 at byte 62 is not 25609513");
        }
    }

    @Test
    void aWriteOfMoreThan32MibEndsTheConnection() throws Exception {
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.request(Protocol.CMD_WRITE, 0, 1, 0, Protocol.REQUEST_BYTES_MAX + 512, new byte[0]);
            assertRejected(client, "WRITE of 33554944 bytes at byte 50 is longer than 33554432 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongRequestIsRefusedAndTheConnectionGoesOn(boolean structured) throws Exception {
        long size = 64L * Rig.MEBIBYTE;
        try (Client client = Client.attached(rig.unix(), "mpatha", structured)) {
            assertThat(client.call(Protocol.CMD_READ, 0, size, 512).text()).startsWith("EINVAL");
            assertThat(client.write(0, size - 512, new byte[1024]).text()).startsWith("ENOSPC");
            assertThat(client.write(0, -512, new byte[512]).text()).startsWith("ENOSPC");
            assertThat(client.write(0, 1, new byte[512]).text()).startsWith("EINVAL");
            assertThat(client.write(0, 0, new byte[100_001]).text()).startsWith("EINVAL");
            assertThat(client.write(0, 0, new byte[0]).text()).startsWith("EINVAL");
            assertThat(client.call(Protocol.CMD_READ, 0, 0, 0xffff_fe00L).text()).startsWith("EINVAL");
            assertThat(client.call(0xffff, 0, 0, 0).text()).startsWith("EINVAL");
            assertThat(client.call(7, 0, 0, 512).text()).startsWith("EINVAL");
            assertThat(client.call(Protocol.CMD_READ, 0x8000, 0, 512).text()).startsWith("EINVAL");
            assertThat(client.read(0, 512)[0]).isEqualTo((byte) 42);
        }
        assertThat(log.with("event=nbd.request_failed map=mpatha command=WRITE")).as("one line for all WRITEs").hasSize(1);
    }

    @Test
    void aClientThatVanishesWithWritesInFlightTakesNothingWithIt() throws Exception {
        beginAgain(new Connections.Limits(256, 10_000 * MILLI, 120_000 * MILLI), 16L * Rig.MEBIBYTE);
        for (int round = 0; round < 20; round++) {
            map.hold();
            try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
                for (int i = 0; i < 4; i++) {
                    client.request(Protocol.CMD_WRITE, 0, i, 0, 65536, new byte[65536]);
                    client.request(Protocol.CMD_READ, 0, i, 0, Rig.MEBIBYTE, new byte[0]);
                }
                client.request(Protocol.CMD_WRITE, 0, 9, 0, Rig.MEBIBYTE, new byte[1000]); // the rest never comes
                Await.until("eight commands", () -> map.heldCount() == 8);
            }
            map.fill(0, new byte[] {42});
            map.fail("the path is gone");
            Await.until("the end of the connection", () -> rig.server.connections().size() == 1);
        }
    }

    @Test
    void halfOpenConnectionsDoNotKeepOthersOut() throws Exception {
        List<Client> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                halfOpen.add(new Client(rig.unix()));
                if (i % 100 == 0) {
                    assertThat(bystander.read(0, 512)[0]).isEqualTo((byte) 42);
                }
            }
            Await.until("the last one", () -> rig.server.connections().stream().anyMatch(view -> view.id() == 1001));
            assertThat(rig.server.connections().size()).isLessThanOrEqualTo(256);
            try (Client newcomer = Client.attached(rig.unix(), "mpatha", false)) {
                assertThat(newcomer.read(0, 512)[0]).isEqualTo((byte) 42);
            }
            assertThat(log.with("gave way to a new connection")).as("lines in ten seconds").hasSize(20);
        } finally {
            for (Client client : halfOpen) {
                client.close();
            }
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsEnded() throws Exception {
        beginAgain(new Connections.Limits(256, 100 * MILLI, 0), 192L * Rig.MEBIBYTE);
        try (Client client = Client.greeted(rig.unix())) {
            assertRejected(client, "handshake is not finished after 100 ms");
        }
    }

    @Test
    void attachedConnectionsAreCounted() throws Exception {
        beginAgain(new Connections.Limits(2, 10_000 * MILLI, 0), 192L * Rig.MEBIBYTE);
        try (Client second = Client.attached(rig.unix(), "mpatha", true)) {
            try (Client third = new Client(rig.unix())) {
                assertRejected(third, "there are 2 connections, as many as allowed");
            }
            assertThat(second.read(0, 512)[0]).isEqualTo((byte) 42);
        }
        Await.until("room for one", () -> rig.server.connections().size() == 1);
    }

    @Test
    void aPayloadThatStopsHalfWayIsEnded() throws Exception {
        beginAgain(new Connections.Limits(256, 10_000 * MILLI, 50 * MILLI), 192L * Rig.MEBIBYTE);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.request(Protocol.CMD_WRITE, 0, 1, 0, 4096, new byte[100]);
            assertRejected(client, "a payload or a reply has not moved for too long");
        }
    }

    @Test
    void aClientThatTakesNoRepliesIsEnded() throws Exception {
        beginAgain(new Connections.Limits(256, 10_000 * MILLI, 50 * MILLI), 16L * Rig.MEBIBYTE);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            for (int i = 0; i < 64; i++) {
                client.request(Protocol.CMD_READ, 0, i, 0, Rig.MEBIBYTE, new byte[0]);
            }
            String reason = "a payload or a reply has not moved for too long";
            Await.until("a line", () -> !log.with(reason).isEmpty());
        }
    }

    @Test
    void aClientThatSendsOptionsForEverIsEndedAndDelaysNobody() throws Exception {
        beginAgain(new Connections.Limits(256, 300 * MILLI, 0), 192L * Rig.MEBIBYTE);
        try (Client client = Client.greeted(rig.unix())) {
            Thread reader = new Thread(() -> Await.until("the end", client::isClosedByServer), "reader");
            reader.start();
            try {
                while (true) {
                    client.option(Protocol.OPT_LIST, new byte[0]);
                }
            } catch (java.io.IOException e) {
                assertThat(log.with("handshake is not finished")).hasSize(1);
            }
            reader.join(10_000);
        }
    }

    @Test
    void aNameOfAnyBytesIsLoggedPrintable() throws Exception {
        try (Client client = Client.greeted(rig.unix())) {
            client.option(Protocol.OPT_EXPORT_NAME, "\33[2Jx\nevent=forged".getBytes(StandardCharsets.UTF_8));
            assertRejected(client, "there is no map \"?[2Jx?event=forged\"");
        }
    }
}
