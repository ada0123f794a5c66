package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DataPdu;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.TaskManagementPdu;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;

/** Connections that break, stall and come back, in front of a real tgtd. */
class LinkLossTest {
    @TempDir
    Path folder;

    /** A target behind a proxy. */
    private final class Scene implements AutoCloseable {
        final Tgtd tgtd = new Tgtd(folder);
        final String target = tgtd.targetWithFile(1 << 20).name();
        final FaultProxy proxy = new FaultProxy(tgtd.portal());
        final Rig rig;
        final PathDevice path;

        Scene(Configured configured) throws Exception {
            rig = new Rig(new Configured().quick().and("portals", new String[] {proxy.portal() + "," + target})
                    .and(configured)).settled();
            path = rig.path(1);
            rig.ready(path);
            rig.watchLink(path);
        }

        ScsiTask write() {
            return rig.run(path, Rig.write(0, 8, ByteBuffer.allocateDirect(4096), 0));
        }

        CompletableFuture<ScsiTask> startWrite() {
            return rig.submit(path, Rig.write(0, 8, ByteBuffer.allocateDirect(4096), 0));
        }

        void awaitUp() {
            Await.until("link up", path::linkUp);
            rig.ready(path);
        }

        @Override
        public void close() throws IOException {
            rig.close();
            proxy.close();
            tgtd.close();
        }
    }

    @Test
    void afterAResetOutstandingWritesAreUnknownAndTheNewLoginIsUpAtOnce() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            String isid = scene.rig.session().isid();
            scene.proxy.stall(true);
            List<CompletableFuture<ScsiTask>> writes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writes.add(scene.startWrite());
            }
            Await.until("commands are taken", () -> scene.rig.session().inFlight() == 8);
            scene.rig.turn();
            scene.proxy.reset();
            scene.proxy.heal();
            for (CompletableFuture<ScsiTask> write : writes) {
                ScsiTask task = Rig.join(write);
                assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN);
                assertThat(task.reason).contains("connection");
            }
            scene.awaitUp();
            assertThat(scene.rig.session().isid()).as("reinstatement needs the same ISID").isEqualTo(isid);
            assertThat(scene.rig.session().logins()).isEqualTo(2);
            assertThat(scene.rig.news.stream().filter(each -> each.equals("up") || each.startsWith("down"))).hasSize(2)
                    .first().asString().startsWith("down: connection");
            assertThat(scene.write().good()).isTrue();
        }
    }

    @Test
    void aPathWithoutLinkSendsNothingAndSaysWhy() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            scene.proxy.refuse();
            scene.proxy.finish();
            Await.until("link down", () -> !scene.path.linkUp());
            ScsiTask task = scene.write();
            assertThat(task.delivery).isEqualTo(Delivery.NOT_SENT);
            Await.until("refused", () -> scene.path.linkReason().contains("refused"));
            assertThat(scene.rig.session().state()).isIn("waiting", "connecting");
            assertThat(scene.rig.transport.paths()).as("paths survive").hasSize(2);
            scene.proxy.heal();
            scene.awaitUp();
            assertThat(scene.write().good()).isTrue();
            assertThat(scene.rig.news).noneMatch(each -> each.startsWith("gone"));
        }
    }

    @ParameterizedTest(name = "requests stall too: {0}")
    @ValueSource(booleans = {true, false})
    void silenceIsNoticedByPing(boolean alsoRequests) throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            scene.proxy.stall(alsoRequests);
            long started = System.nanoTime();
            ScsiTask task = scene.write();
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN);
            assertThat(task.reason).isEqualTo("no answer to a NOP-Out in 300 ms");
            assertThat(tookMillis).as("ping interval and timeout").isBetween(290L, 3000L);
            scene.proxy.heal();
            scene.proxy.finish();
            scene.awaitUp();
        }
    }

    @Test
    void anIdleSessionIsPingedAndStaysUp() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            rig.awaitState("logged-in");
            target.received.clear();
            for (int i = 0; i < 3; i++) {
                assertThat(target.received.poll(10, TimeUnit.SECONDS)).isEqualTo("NOP-Out");
            }
            assertThat(rig.session().logins()).isEqualTo(1);
        }
    }

    @Test
    void aCommandThatIsLateIsAbortedAndProvenOver() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> {
                switch (Bhs.opcode(header, 0)) {
                    case IscsiOpcode.SCSI_COMMAND -> {
                        return true; // swallowed
                    }
                    case IscsiOpcode.TASK_MANAGEMENT_REQUEST -> {
                        ByteBuffer answer = ByteBuffer.allocate(48);
                        TaskManagementPdu.putResponse(
                                answer, 0, Bhs.taskTag(header, 0), 0);
                        connection.answer(answer, new byte[0]);
                        return true;
                    }
                    default -> {
                        return false;
                    }
                }
            });
            ScsiTask late = Rig.write(0, 8, ByteBuffer.allocateDirect(4096), 0);
            late.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(300);
            rig.run(path, late);
            assertThat(late.delivery).isEqualTo(Delivery.ENDED);
            assertThat(late.reason).contains("aborted");
            assertThat(rig.session().logins()).as("the session lives").isEqualTo(1);
            assertThat(rig.session().inFlight()).isZero();
            target.script((connection, header, data) -> false);
            assertThat(rig.run(path, Rig.testUnitReady()).good()).isTrue();
        }
    }

    @Test
    void anAnswerThatBeatsItsAbortCounts() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            int[] tag = new int[1];
            target.script((connection, header, data) -> {
                switch (Bhs.opcode(header, 0)) {
                    case IscsiOpcode.SCSI_COMMAND -> {
                        tag[0] = Bhs.taskTag(header, 0);
                        return true;
                    }
                    case IscsiOpcode.TASK_MANAGEMENT_REQUEST -> {
                        connection.good(tag[0]);
                        ByteBuffer answer = ByteBuffer.allocate(48);
                        TaskManagementPdu.putResponse(
                                answer, 0, Bhs.taskTag(header, 0), 1);
                        connection.answer(answer, new byte[0]);
                        return true;
                    }
                    default -> {
                        return false;
                    }
                }
            });
            ScsiTask task = Rig.testUnitReady();
            CompletableFuture<ScsiTask> done = rig.submit(path, task);
            Await.until("sent", () -> rig.session().inFlight() == 1);
            rig.onReactor(() -> {
                path.abort(task);
                return true;
            });
            assertThat(Rig.join(done).good()).isTrue();
            Await.until("slot is free", () -> rig.session().inFlight() == 0);
            target.script((connection, header, data) -> false);
            assertThat(rig.run(path, Rig.testUnitReady()).good()).isTrue();
            assertThat(rig.session().logins()).isEqualTo(1);
        }
    }

    @Test
    void anAbortWithoutAnswerDropsTheSession() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> {
                int opcode = Bhs.opcode(header, 0);
                return opcode == IscsiOpcode.SCSI_COMMAND
                        || opcode == IscsiOpcode.TASK_MANAGEMENT_REQUEST;
            });
            ScsiTask late = Rig.testUnitReady();
            late.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(300);
            rig.run(path, late);
            assertThat(late.delivery).isEqualTo(Delivery.UNKNOWN);
            assertThat(late.reason).isEqualTo("ABORT TASK was not answered in 400 ms");
            target.script((connection, header, data) -> false);
            Await.until("link up", path::linkUp);
        }
    }

    @Test
    void aFrozenTargetThatThawsDoesNotDisturbTheNewSession() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            scene.tgtd.signal("STOP");
            ScsiTask task = scene.write();
            assertThat(task.delivery).isEqualTo(Delivery.UNKNOWN);
            scene.tgtd.signal("CONT");
            scene.awaitUp();
            assertThat(scene.write().good()).isTrue();
        }
    }

    @Test
    void aTargetThatDiesAndReturnsIsLoggedInToAgain() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            scene.tgtd.kill();
            Await.until("link down", () -> !scene.path.linkUp());
            scene.tgtd.start();
            scene.tgtd.targetWithFile(1 << 20);
            scene.awaitUp();
            assertThat(scene.write().good()).isTrue();
        }
    }

    @Test
    void aConnectionThatNeverOpensIsGivenUpInTime() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) { // the kernel keeps few and drops the rest
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (SocketTimeoutException e) {
                    break;
                }
            }
            String entry = "127.0.0.1:" + full.getLocalPort() + ",iqn.2026-11.org.example:far";
            try (Rig rig = new Rig(Configured.portals(entry).quick()).settled()) {
                assertThat(rig.session().reason()).isEqualTo("no connection within 500 ms");
            }
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void aSilentTargetFailsTheLoginInTime() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); FaultProxy proxy = new FaultProxy(tgtd.portal())) {
            String name = tgtd.target().name();
            proxy.stall(true);
            Configured configured = Configured.portals(proxy.portal() + "," + name).quick()
                    .and("login.timeout.millis", 300);
            try (Rig rig = new Rig(configured).settled()) {
                assertThat(rig.session().reason()).isEqualTo("no login within 300 ms");
            }
        }
    }

    @Test
    void aUnitResetEndsWhatWasSentBeforeIt() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> {
                switch (Bhs.opcode(header, 0)) {
                    case IscsiOpcode.SCSI_COMMAND -> {
                        return true;
                    }
                    case IscsiOpcode.TASK_MANAGEMENT_REQUEST -> {
                        assertThat(TaskManagementPdu.function(header, 0)).isEqualTo(5);
                        ByteBuffer answer = ByteBuffer.allocate(48);
                        TaskManagementPdu.putResponse(
                                answer, 0, Bhs.taskTag(header, 0), 0);
                        connection.answer(answer, new byte[0]);
                        return true;
                    }
                    default -> {
                        return false;
                    }
                }
            });
            CompletableFuture<ScsiTask> before = rig.submit(path, Rig.testUnitReady());
            CompletableFuture<Boolean> reset = new CompletableFuture<>();
            CompletableFuture<ScsiTask> after = new CompletableFuture<>();
            rig.loop.execute(() -> {
                path.resetUnit((where, done) -> reset.complete(done && before.isDone()));
                ScsiTask task = Rig.testUnitReady();
                task.begin();
                path.submit(task, after::complete);
            });
            assertThat(Rig.join(reset)).isTrue();
            assertThat(Rig.join(before).delivery).isEqualTo(Delivery.ENDED);
            assertThat(after).as("sent after the reset").isNotDone();
        }
    }

    @Test
    void aUnitResetOfARealTargetIsAnswered() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            CompletableFuture<Boolean> reset = new CompletableFuture<>();
            scene.rig.loop.execute(() -> scene.path.resetUnit((where, done) -> reset.complete(done)));
            assertThat(Rig.join(reset)).isTrue();
            scene.rig.ready(scene.path);
            scene.proxy.refuse();
            scene.proxy.finish();
            Await.until("link down", () -> !scene.path.linkUp());
            CompletableFuture<Boolean> failed = new CompletableFuture<>();
            scene.rig.loop.execute(() -> scene.path.resetUnit((where, done) -> failed.complete(done)));
            assertThat(Rig.join(failed)).isFalse();
        }
    }

    @Test
    void theBufferOfATaskWhoseSessionDroppedIsNotTouchedAgain() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            int blocks = 256;
            target.script((connection, header, data) -> {
                if (header.get(32) != 0x28 || Bhs.opcode(header, 0) != IscsiOpcode.SCSI_COMMAND) {
                    return false;
                }
                target.script((c, h, d) -> false);
                ByteBuffer answer = ByteBuffer.allocate(Bhs.BYTES);
                DataPdu.putIn(answer, 0, Bhs.FINAL | DataPdu.STATUS, Bhs.taskTag(header, 0), 0, 0, 0, 0);
                Bhs.putResponseNumbers(answer, 0, connection.statSn, connection.expCmdSn, connection.expCmdSn + 9);
                Bhs.putDataBytes(answer, 0, blocks * Rig.BLOCK);
                connection.sendRaw(answer.array());
                byte[] part = new byte[blocks * Rig.BLOCK / 2];
                Arrays.fill(part, (byte) 0x11);
                connection.sendRaw(part);
                return true;
            });
            ByteBuffer data = ByteBuffer.allocateDirect(blocks * Rig.BLOCK);
            CompletableFuture<ScsiTask> read = rig.submit(path, Rig.read(0, blocks, data, 0));
            Await.until("half of it is there", () -> data.get(blocks * Rig.BLOCK / 2 - 1) == 0x11);
            target.current().sendRaw(new byte[10]);
            target.current().close();
            assertThat(Rig.join(read).delivery).isEqualTo(Delivery.UNKNOWN);
            for (int i = 0; i < data.capacity(); i++) {
                data.put(i, (byte) 0x55);
            }
            Await.until("link up", path::linkUp);
            assertThat(rig.run(path, Rig.testUnitReady()).good()).isTrue();
            rig.run(path, Rig.read(0, 8, ByteBuffer.allocateDirect(4096), 0));
            for (int i = 0; i < data.capacity(); i++) {
                assertThat(data.get(i)).isEqualTo((byte) 0x55);
            }
        }
    }

    @Test
    void aReactorThatStoodStillBlamesNobody() throws Exception {
        try (Scene scene = new Scene(new Configured())) {
            scene.proxy.delay(20);
            ScsiTask task = Rig.testUnitReady();
            task.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(200);
            scene.rig.loop.execute(() -> {
                task.begin();
                scene.path.submit(task, done -> scene.rig.news.add("done " + done.good()));
            });
            scene.rig.turn();
            scene.rig.onReactor(() -> {
                TimeUnit.MILLISECONDS.sleep(1500); // longer than ping interval, ping timeout and command timeout
                return true;
            });
            Await.until("task ends", () -> scene.rig.news.stream().anyMatch(each -> each.startsWith("done")));
            assertThat(scene.rig.news).contains("done true").noneMatch(each -> each.startsWith("down"));
            assertThat(scene.rig.session().logins()).isEqualTo(1);
        }
    }

    @Test
    void aSlowTargetGetsEveryByteOfManyLargeWrites() throws Exception {
        try (Scene scene = new Scene(new Configured().and("ping.timeout.millis", 60_000))) {
            scene.proxy.delay(1);
            List<CompletableFuture<ScsiTask>> writes = new ArrayList<>();
            ByteBuffer all = ByteBuffer.allocateDirect(1 << 20);
            Pattern.fill(all, 0, 0, 2048, 5);
            for (int i = 0; i < 8; i++) {
                writes.add(scene.rig.submit(scene.path, Rig.write(i * 256L, 256, all, i * 256 * Rig.BLOCK)));
            }
            for (CompletableFuture<ScsiTask> write : writes) {
                assertThat(Rig.join(write).good()).isTrue();
            }
            ByteBuffer back = ByteBuffer.allocateDirect(1 << 20);
            assertThat(scene.rig.run(scene.path, Rig.read(0, 2048, back, 0)).good()).isTrue();
            Pattern.check("read back", back, 0, 0, 2048, 5);
        }
    }

    @Test
    void stoppingLogsOutOfEverySessionEvenWhenOthersAreDown() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile(1 << 20);
            String name = target.name();
            String dead = FreePortals.one() + "," + name;
            try (Rig rig = new Rig(Configured.portals(dead, tgtd.portal() + "," + name)).settled()) {
                Await.until("one is logged in", () -> rig.transport.paths().size() == 2);
                rig.transport.stop();
                assertThat(target.connections()).doesNotContain("Connection");
            }
        }
    }
}
