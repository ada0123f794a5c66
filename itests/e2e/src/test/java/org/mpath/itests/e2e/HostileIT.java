package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;
import org.mpath.itests.support.Tgtd;

/** What is wrong is said once, clearly, where people look; everything else goes on. */
class HostileIT {
    private static final String GOOD = "iqn.2026-11.org.mpath.test:good";
    private static final String LOCKED = "iqn.2026-11.org.mpath.test:locked";
    private static final String LYING = "iqn.2026-11.org.mpath.test:lying";
    private static final String GOOD_ID = "600a0b80deadbeef0000000000000001";
    private static final String LYING_ID = "600a0b80deadbeef0000000000000002";

    @Test
    void badPortalsBadSecretsAndLiesEachGetOneClearReasonAndTheRestGoesOn() throws Exception {
        Path home = ShortFolders.create();
        Files.createDirectories(home.resolve("tgt"));
        try (Tgtd tgtd = new Tgtd(home.resolve("tgt"));
                FaultProxy liar = new FaultProxy(tgtd.portal());
                GarbageServer garbage = new GarbageServer()) {
            targets(tgtd);
            liar.rewriteAnswers(new LyingDesignators());
            String closed = FreePortals.one();
            String portals = String.join(" ",
                    tgtd.portal() + "," + GOOD,
                    tgtd.portal() + "," + LOCKED,
                    liar.portal() + "," + LYING,
                    garbage.portal() + "," + GOOD,
                    closed + "," + GOOD);
            Map<String, String> configuration = Map.of(
                    "org.mpath.transport.lab", "enabled=false\n",
                    "org.mpath.transport.iscsi",
                    "portals = " + portals + "\nchap.user = someone\n.chap.secret = quite-the-wrong-secret\n");
            try (RunningMpath mpath = new RunningMpath(home, configuration)) {
                mpath.awaitMap("mpatha", 1);
                assertSessions(mpath, garbage.portal(), closed);
                assertRejectedPath(mpath);
                assertNbdGarbageIsSurvived(mpath);
                assertThat(mpath.shell("mpath:maps --json").ok())
                        .contains("3" + GOOD_ID)
                        .as("the lying unit is in no map").doesNotContain(LYING_ID);
                Programs.run(RunningMpath.LIMIT, "nbdinfo", "--size", mpath.uri("mpatha")).ok();
            }
        }
    }

    private static void targets(Tgtd tgtd) throws IOException {
        tgtd.target(GOOD).addFile(1, "good.img", 16 << 20, GOOD_ID, "GOOD");
        tgtd.target(LOCKED).chap("someone", "the-right-secret-1");
        tgtd.target(LYING).addFile(1, "lying.img", 16 << 20, LYING_ID, "LYING");
    }

    private static void assertSessions(RunningMpath mpath, String garbagePortal, String closed) {
        String sessions = Await.until("three failed sessions", RunningMpath.LIMIT,
                () -> mpath.shell("iscsi:sessions --json").ok(),
                text -> text.toLowerCase(java.util.Locale.ROOT).contains("authentication")
                        && text.toLowerCase(java.util.Locale.ROOT).contains("refused"));
        assertThat(sessions).contains(LOCKED, garbagePortal, closed)
                .doesNotContain("quite-the-wrong-secret", "the-right-secret");
    }

    private static void assertRejectedPath(RunningMpath mpath) {
        assertThat(Await.until("the lying unit to be rejected", RunningMpath.LIMIT,
                () -> mpath.shell("mpath:paths --json").ok(), text -> text.contains(LYING)))
                .containsPattern("(?s)" + LYING + "/1\".{0,400}(83|page)");
    }

    private static void assertNbdGarbageIsSurvived(RunningMpath mpath) throws Exception {
        long seed = System.nanoTime();
        byte[] noise = new byte[70_000];
        new Random(seed).nextBytes(noise);
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(mpath.socket()));
            ByteBuffer bytes = ByteBuffer.wrap(noise);
            while (bytes.hasRemaining() && client.write(bytes) > 0) {
                // the server may close in between
            }
        } catch (IOException e) {
            // closed by the server: that is what it should do
        }
        Await.until("one line about the garbage (seed " + seed + ")", RunningMpath.LIMIT, mpath::log,
                log -> log.contains("event=nbd."));
    }

    /** Makes every designator of VPD page 83h longer than the page. */
    private static final class LyingDesignators implements UnaryOperator<byte[]> {
        private static final int BHS_BYTES = 48;

        @Override
        public byte[] apply(byte[] chunk) {
            for (int i = 0; i + BHS_BYTES + 8 < chunk.length; i++) {
                boolean page = chunk[i] == 0x00 && (chunk[i + 1] & 0xff) == 0x83 && chunk[i + 2] == 0
                        && i >= BHS_BYTES && (chunk[i - BHS_BYTES] & 0x3f) == 0x25;
                if (page) {
                    chunk[i + 7] = (byte) 0xff;
                }
            }
            return chunk;
        }
    }

    /** Accepts, and answers everything with noise. */
    private static final class GarbageServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());

        GarbageServer() throws IOException {
            Thread thread = new Thread(this::serve, "garbage");
            thread.setDaemon(true);
            thread.start();
        }

        String portal() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        private void serve() {
            Random random = new Random(42);
            byte[] noise = new byte[4096];
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    random.nextBytes(noise);
                    socket.getOutputStream().write(noise);
                } catch (IOException e) {
                    // the initiator hung up, or the test is over
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
