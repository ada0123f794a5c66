package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.UnitLimits;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;

/** Maps, buffers and reactors that come and go under connections. */
class LifecycleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Connections.Limits LIMITS = new Connections.Limits(256, 10 * SECOND, 120 * SECOND);

    private Rig rig;
    private MemoryMap map;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig();
        map = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void aMapThatGoesTakesItsIdleConnectionsWithIt() throws Exception {
        rig.map("mpathb", Rig.MEBIBYTE, UnitLimits.NONE);
        try (Client gone = Client.attached(rig.unix(), "mpatha", true);
                Client stays = Client.attached(rig.unix(), "mpathb", true)) {
            rig.server.remove(map);
            assertThat(gone.isClosedByServer()).isTrue();
            assertThat(stays.read(0, 512)).containsOnly(0);
            assertThat(rig.server.exports()).extracting("name").containsExactly("mpathb");
            assertThat(rig.server.connections()).hasSize(1);
        }
    }

    @Test
    void whatIsInFlightIsAnsweredBeforeTheConnectionOfAGoneMapCloses() throws Exception {
        map.hold();
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.request(Protocol.CMD_READ, 0, 1, 0, 512, new byte[0]);
            client.request(Protocol.CMD_WRITE, 0, 2, 0, 512, new byte[512]);
            Await.until("both commands", () -> map.heldCount() == 2);
            rig.server.remove(map);
            map.fail("the map was removed"); // as the engine does
            assertThat(client.reply(0).text()).isEqualTo("ESHUTDOWN the map was removed");
            assertThat(client.reply(0).text()).isEqualTo("ESHUTDOWN the map was removed");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void whatStillSucceedsIsAnsweredAsSuccess() throws Exception {
        map.hold();
        try (Client client = Client.attached(rig.unix(), "mpatha", false)) {
            client.request(Protocol.CMD_READ, 0, 1, 0, 512, new byte[0]);
            Await.until("the command", () -> map.heldCount() == 1);
            rig.server.remove(map);
            map.release();
            assertThat(client.reply(512).content()).hasSize(512);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void commandsThatDoNotEndDoNotKeepTheConnectionOfAGoneMap() throws Exception {
        map.hold();
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.request(Protocol.CMD_READ, 0, 1, 0, 512, new byte[0]);
            client.request(Protocol.CMD_WRITE, 0, 2, 0, 4096, new byte[100]); // cut off in the payload
            Await.until("the command", () -> map.heldCount() == 1);
            rig.server.remove(map);
            assertThat(client.reply(0).text()).isEqualTo("ESHUTDOWN the payload did not come");
            assertThat(client.reply(0).text()).isEqualTo("ESHUTDOWN the export is going away");
            assertThat(client.isClosedByServer()).isTrue();
        }
        map.release(); // the late completion finds nobody, and that is all
        rig.server.add(map);
        try (Client again = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(again.read(0, 512)).containsOnly(0);
        }
    }

    @Test
    void aConnectionLivesOnTheReactorOfItsMap() throws Exception {
        try (EventLoop other = new EventLoop("other-reactor", 256, 32L * Rig.MEBIBYTE)) {
            // MemoryMap fails when it is used on another thread than its reactor's
            MemoryMap elsewhere = new MemoryMap("elsewhere", other, Rig.MEBIBYTE, 512, MemoryMap.ALL);
            rig.server.add(elsewhere);
            try (Client client = Client.attached(rig.unix(), "elsewhere", true);
                    Client here = Client.attached(rig.unix(), "mpatha", true)) {
                client.write(0, 0, new byte[512]);
                assertThat(client.read(0, 512)).containsOnly(0);
                assertThat(here.read(0, 512)).containsOnly(0);
                rig.server.remove(elsewhere);
                assertThat(client.isClosedByServer()).isTrue();
                assertThat(here.read(0, 512)).containsOnly(0);
            }
            assertThat(elsewhere.commands()).containsExactly("WRITE 0+1", "READ 0+1");
        }
    }

    @Test
    void theServerEndsItsConnectionsAndRemovesItsSocket() throws Exception {
        try (Client attached = Client.attached(rig.unix(), "mpatha", true);
                Client negotiating = Client.greeted(rig.tcp())) {
            negotiating.option(Protocol.OPT_LIST, new byte[0]);
            negotiating.optionReplies();
            rig.server.close();
            assertThat(attached.isClosedByServer()).isTrue();
            assertThat(negotiating.isClosedByServer()).isTrue();
            assertThat(rig.directory.resolve("s")).doesNotExist();
            assertThat(rig.server.connections()).isEmpty();
        }
    }

    @Test
    void aClientUsesTheMapFromItsChoiceUntilItIsGone() throws Exception {
        try (Client tcp = Client.greeted(rig.tcp())) {
            String address = "nbd 127.0.0.1:" + ((InetSocketAddress) tcp.channel.getLocalAddress()).getPort();
            try (Client unix = Client.attached(rig.unix(), "mpatha", true)) {
                assertThat(unix.read(0, 512)).containsOnly(0);
                awaitUsers(map, "nbd unix");
                tcp.go("mpatha");
                awaitUsers(map, "nbd unix", address);
            }
            awaitUsers(map, address);
        }
        awaitUsers(map);
    }

    @Test
    void aClientThatOnlyLooksOrAsksForAnotherMapUsesNothing() throws Exception {
        try (Client looks = Client.greeted(rig.unix());
                Client fails = Client.greeted(rig.unix())) {
            looks.option(Protocol.OPT_LIST, new byte[0]);
            looks.optionReplies();
            fails.option(Protocol.OPT_EXPORT_NAME, "mpathb".getBytes(StandardCharsets.US_ASCII));
            assertThat(fails.isClosedByServer()).isTrue();
            assertThat(map.users()).isEmpty();
        }
    }

    @Test
    void aClientUsesAMapThatGoesUntilItsConnectionHasEndedAndNotTheOneThatComesInstead() throws Exception {
        map.hold();
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            client.request(Protocol.CMD_READ, 0, 1, 0, 512, new byte[0]);
            Await.until("the command", () -> map.heldCount() == 1);
            rig.server.remove(map);
            MemoryMap back = rig.map("mpatha", Rig.MEBIBYTE, UnitLimits.NONE);
            assertThat(map.users()).containsExactly("nbd unix");
            try (Client next = Client.attached(rig.unix(), "mpatha", true)) {
                awaitUsers(back, "nbd unix");
                map.release();
                assertThat(client.reply(512).text()).isEqualTo("OK");
                assertThat(client.isClosedByServer()).isTrue();
                awaitUsers(map);
                assertThat(next.read(0, 512)).containsOnly(0);
                assertThat(back.users()).containsExactly("nbd unix");
            }
        }
    }

    @Test
    void theServerThatStopsUsesNoMapAnyMore() throws Exception {
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            awaitUsers(map, "nbd unix");
            rig.server.close();
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(map.users()).isEmpty();
        }
    }

    private static void awaitUsers(MemoryMap map, String... users) {
        Await.until("users " + Arrays.toString(users), () -> map.users().equals(List.of(users)), map::users);
    }

    @Test
    void aNameIsExportedOnce() throws Exception {
        MemoryMap second = new MemoryMap("mpatha", rig.reactor, 2 * Rig.MEBIBYTE, 512, UnitLimits.NONE);
        rig.server.add(second);
        rig.server.remove(second); // must not take the first one off
        assertThat(rig.server.exports()).singleElement().satisfies(export -> assertThat(export.sizeBytes()).isEqualTo(Rig.MEBIBYTE));
    }

    @Test
    void connectionsShareASmallPoolWithoutStandingStill() throws Exception {
        rig.close();
        rig = new Rig(LIMITS, 4L * Rig.MEBIBYTE);
        rig.map("mpatha", 16 * Rig.MEBIBYTE, UnitLimits.NONE).silent();
        Thread[] clients = new Thread[4];
        Throwable[] failures = new Throwable[clients.length];
        for (int i = 0; i < clients.length; i++) {
            int number = i;
            clients[i] = new Thread(() -> failures[number] = exercise(number), "client-" + i);
            clients[i].start();
        }
        for (Thread client : clients) {
            client.join(60_000);
            assertThat(client.isAlive()).as(client.getName() + " stands still").isFalse();
        }
        assertThat(failures).containsOnlyNulls();
    }

    /** Writes more than the pool holds and reads it back in parts that need most of the pool. */
    private Throwable exercise(int number) {
        int bytes = 4 * Rig.MEBIBYTE;
        byte[] payload = new byte[bytes];
        Arrays.fill(payload, (byte) (number + 1));
        try (Client client = Client.attached(rig.unix(), "mpatha", number % 2 == 0)) {
            for (int round = 0; round < 8; round++) {
                assertThat(client.write(0, (long) number * bytes, payload).text()).isEqualTo("OK");
                for (int part = 0; part < 2; part++) {
                    byte[] back = client.read((long) number * bytes + part * bytes / 2, bytes / 2);
                    assertThat(Arrays.mismatch(back, 0, back.length, payload, 0, back.length)).isEqualTo(-1);
                }
            }
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    @Test
    void aReadThatWaitsForBuffersGoesOnWhenOthersGiveTheirsBack() throws Exception {
        rig.close();
        rig = new Rig(LIMITS, 2L * Rig.MEBIBYTE);
        MemoryMap small = rig.map("small", 2 * Rig.MEBIBYTE, UnitLimits.NONE).hold();
        MemoryMap large = rig.map("large", 2 * Rig.MEBIBYTE, UnitLimits.NONE).hold();
        try (Client waits = Client.attached(rig.unix(), "small", true);
                Client holds = Client.attached(rig.unix(), "large", true)) {
            holds.request(Protocol.CMD_READ, 0, 1, 0, Rig.MEBIBYTE, new byte[0]);
            Await.until("the large read", () -> large.heldCount() == 1);
            for (int i = 0; i < Transmission.REQUESTS_MAX; i++) {
                waits.request(Protocol.CMD_READ, 0, i, 0, 512, new byte[0]);
            }
            waits.request(Protocol.CMD_READ, 0, 999, 0, Rig.MEBIBYTE, new byte[0]); // beyond the cap, then beyond the pool
            Await.until("a full connection", () -> small.heldCount() == Transmission.REQUESTS_MAX);
            small.release();
            for (int i = 0; i < Transmission.REQUESTS_MAX; i++) {
                assertThat(waits.reply(0).error()).isZero();
            }
            assertThat(small.commands()).hasSize(Transmission.REQUESTS_MAX);
            large.release();
            assertThat(holds.reply(0).error()).isZero();
            assertThat(waits.reply(0)).satisfies(reply -> {
                assertThat(reply.cookie()).isEqualTo(999);
                assertThat(reply.text()).isEqualTo("OK");
            });
        }
    }

    @Test
    void aReadThatIsLargerThanThePoolFailsAndTheConnectionGoesOn() throws Exception {
        rig.close();
        rig = new Rig(LIMITS, 2L * Rig.MEBIBYTE);
        rig.map("mpatha", 8 * Rig.MEBIBYTE, UnitLimits.NONE);
        try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
            assertThat(client.call(Protocol.CMD_READ, 0, 0, 4 * Rig.MEBIBYTE).text())
                    .isEqualTo("ENOMEM there were no buffers for so much data");
            assertThat(client.read(0, 512)).containsOnly(0);
        }
    }
}
