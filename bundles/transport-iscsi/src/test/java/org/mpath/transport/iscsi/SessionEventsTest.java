package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.iscsi.AsyncPdu;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.LoginStatus;
import org.mpath.iscsi.NopPdu;
import org.mpath.iscsi.ScsiResponsePdu;
import org.mpath.iscsi.TextBuilder;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** What a target may do by right: ask for a logout, ping, close its window, answer early, send us elsewhere. */
class SessionEventsTest {
    private static final byte[] NO_DATA = {};

    private static ByteBuffer header() {
        return ByteBuffer.allocate(Bhs.BYTES);
    }

    private static boolean isCommand(ByteBuffer header, int cdb) {
        return Bhs.opcode(header, 0) == IscsiOpcode.SCSI_COMMAND && header.get(32) == cdb;
    }

    @ParameterizedTest
    @ValueSource(ints = {AsyncPdu.LOGOUT_REQUEST, AsyncPdu.NEGOTIATE})
    void aRequestedLogoutWaitsForTasksLogsOutAndLogsInAgain(int event) throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick().and("logout.timeout.millis", 5000)).settled()) {
            PathDevice path = rig.path(0);
            rig.watchLink(path);
            BlockingQueue<Integer> held = new LinkedBlockingQueue<>();
            target.script((connection, header, data) -> isCommand(header, 0) && held.add(Bhs.taskTag(header, 0)));
            CompletableFuture<ScsiTask> outstanding = rig.submit(path, Rig.testUnitReady());
            int tag = held.take();
            ByteBuffer async = header();
            AsyncPdu.put(async, 0, 0, event, 0, 0, 10);
            target.current().answer(async, NO_DATA);
            Await.until("link down", () -> !path.linkUp());
            assertThat(path.linkReason()).startsWith("target asks for a");
            assertThat(rig.run(path, Rig.testUnitReady()).delivery).isEqualTo(Delivery.NOT_SENT);
            target.script((connection, header, data) -> false);
            target.current().good(tag);
            assertThat(Rig.join(outstanding).good()).as("the task that was there ended by itself").isTrue();
            Await.until("logout", () -> target.received.contains("Logout Request"));
            Await.until("link up", path::linkUp);
            assertThat(rig.session().logins()).isEqualTo(2);
        }
    }

    @Test
    void aCleanLogoutProvesThatTasksAreOver() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> isCommand(header, 0));
            CompletableFuture<ScsiTask> outstanding = rig.submit(path, Rig.testUnitReady());
            Await.until("sent", () -> rig.session().inFlight() == 1);
            assertThat(rig.transport.logout(target.portal(), ScriptedTarget.NAME)).isEqualTo(1);
            assertThat(Rig.join(outstanding).delivery).isEqualTo(Delivery.ENDED);
            assertThat(rig.news).anyMatch(news -> news.startsWith("gone ") && news.endsWith("logged out"));
            assertThat(rig.transport.paths()).isEmpty();
            assertThat(rig.transport.sessions()).isEmpty();
        }
    }

    @Test
    void aPingOfTheTargetIsAnsweredWithItsTagAndUnit() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry())).settled()) {
            rig.awaitState("logged-in");
            CompletableFuture<String> answer = new CompletableFuture<>();
            target.script((connection, header, data) -> {
                if (Bhs.opcode(header, 0) == IscsiOpcode.NOP_OUT && Bhs.taskTag(header, 0) == Bhs.NO_TAG) {
                    answer.complete("%08x %016x %s".formatted(
                            Bhs.transferTag(header, 0), Bhs.lun(header, 0), Bhs.immediate(header, 0)));
                }
                return false;
            });
            ByteBuffer ping = header();
            NopPdu.putIn(ping, 0, 0x0005_0000_0000_0000L, Bhs.NO_TAG, 0x1234);
            target.current().news(ping, NO_DATA);
            assertThat(Rig.join(answer)).isEqualTo("00001234 0005000000000000 true");
        }
    }

    @Test
    void aFullWindowHoldsCommandsBackUntilItOpens() throws Exception {
        int window = ScriptedTarget.WINDOW;
        Configured quiet = new Configured().and("ping.interval.millis", 60_000); // an answer to a ping moves the window
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(quiet.and("portals", new String[] {target.entry()}).and("waiting.max", 10)).settled()) {
            PathDevice path = rig.path(0);
            BlockingQueue<Integer> held = new LinkedBlockingQueue<>();
            target.script((connection, header, data) -> isCommand(header, 0) && held.add(Bhs.taskTag(header, 0)));
            CompletableFuture<?>[] sent = new CompletableFuture<?>[window + 10];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = rig.submit(path, Rig.testUnitReady());
            }
            ScsiTask one = Rig.join(rig.submit(path, Rig.testUnitReady()));
            assertThat(one.delivery).as("more than may wait").isEqualTo(Delivery.NOT_SENT);
            assertThat(one.reason).contains("too many commands wait");
            Await.until("window is used", () -> held.size() >= window);
            assertThat(rig.session().inFlight()).as("commands in the window").isEqualTo(window);
            assertThat(held).hasSize(window);
            target.script((connection, header, data) -> false);
            for (int tag : held) {
                target.current().good(tag);
            }
            for (CompletableFuture<?> each : sent) {
                assertThat(((ScsiTask) Rig.join(each)).good()).isTrue();
            }
        }
    }

    @Test
    void aWindowThatStaysClosedEndsCommandsUnsent() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).and("ping.interval.millis", 60_000)
                        .and("command.timeout.millis", 300)).settled()) {
            PathDevice path = rig.path(0);
            target.script((connection, header, data) -> isCommand(header, 0));
            for (int i = 0; i < ScriptedTarget.WINDOW; i++) {
                ScsiTask patient = Rig.testUnitReady();
                patient.timeoutNanos = TimeUnit.MINUTES.toNanos(1);
                rig.submit(path, patient);
            }
            ScsiTask waiting = rig.run(path, Rig.testUnitReady());
            assertThat(waiting.delivery).isEqualTo(Delivery.NOT_SENT);
            assertThat(waiting.reason).contains("window");
            assertThat(rig.session().state()).isEqualTo("logged-in");
        }
    }

    @Test
    void anEarlyAnswerCompletesAWriteOnlyWhenItsDataAreOut() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget()) {
            int writes = 30;
            int blocks = 512;
            CountDownLatch readOn = new CountDownLatch(1);
            target.loginScript((connection, request, data) -> {
                if (LoginPdu.stage(request, 0) == LoginPdu.SECURITY) {
                    return false;
                }
                connection.loggedIn();
                connection.loginAnswer(request, new TextBuilder().add("InitialR2T", "No").add("ImmediateData", "Yes")
                        .add("FirstBurstLength", 262_144).add("MaxBurstLength", 262_144)
                        .add("MaxRecvDataSegmentLength", 65_536).bytes(), 0);
                return true;
            });
            try (Rig rig = new Rig(Configured.portals(target.entry()).and("ping.timeout.millis", 60_000)).settled()) {
                PathDevice path = rig.path(0);
                int[] seen = new int[1];
                target.script((connection, header, data) -> {
                    if (isCommand(header, 0x2a)) {
                        connection.good(Bhs.taskTag(header, 0));
                        if (++seen[0] == 1) {
                            awaitQuietly(readOn);
                        }
                        return true;
                    }
                    return Bhs.opcode(header, 0) == IscsiOpcode.DATA_OUT;
                });
                CompletableFuture<?>[] done = new CompletableFuture<?>[writes];
                for (int i = 0; i < writes; i++) {
                    done[i] = rig.submit(path, Rig.write(0, blocks, ByteBuffer.allocateDirect(blocks * Rig.BLOCK), 0));
                }
                rig.turn();
                assertThat(done[writes - 1]).as("its data cannot have left").isNotDone();
                readOn.countDown();
                for (CompletableFuture<?> each : done) {
                    assertThat(((ScsiTask) Rig.join(each)).good()).isTrue();
                }
                assertThat(rig.session().inFlight()).isZero();
                assertThat(rig.session().logins()).isEqualTo(1);
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTargetFailureIsNoAnswerButProvesTheTaskOver() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry())).settled()) {
            target.script((connection, header, data) -> {
                if (!isCommand(header, 0)) {
                    return false;
                }
                ByteBuffer answer = header();
                ScsiResponsePdu.put(answer, 0, 0, Bhs.taskTag(header, 0), 1, 0, 0, 0);
                connection.answer(answer, NO_DATA);
                return true;
            });
            ScsiTask task = rig.run(rig.path(0), Rig.testUnitReady());
            assertThat(task.delivery).isEqualTo(Delivery.ENDED);
            assertThat(task.reason).isEqualTo("target failure");
        }
    }

    @Test
    void aReadThatIsGoodButShortHasAResidualWhateverTheTargetSays() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry())).settled()) {
            target.script((connection, header, data) -> {
                if (!isCommand(header, 0x28)) {
                    return false;
                }
                connection.good(Bhs.taskTag(header, 0));
                return true;
            });
            ScsiTask task = rig.run(rig.path(0), Rig.read(0, 8, ByteBuffer.allocateDirect(4096), 0));
            assertThat(task.good()).isTrue();
            assertThat(task.residual).isEqualTo(4096);
        }
    }

    private static ScriptedTarget.Script redirectTo(String address) {
        return (connection, request, data) -> {
            connection.loginAnswer(request, new TextBuilder().add("TargetAddress", address).bytes(),
                    LoginStatus.MOVED_TEMPORARILY);
            return true;
        };
    }

    @Test
    void aRedirectIsFollowedToAConfiguredPortalOnly() throws Exception {
        try (ScriptedTarget first = new ScriptedTarget(); ScriptedTarget second = new ScriptedTarget()) {
            first.loginScript(redirectTo(second.portal()));
            String other = "iqn.2026-11.org.example:other";
            try (Rig rig = new Rig(Configured.portals(first.entry(), second.portal() + "," + other).quick()).settled()) {
                rig.awaitState("logged-in");
                assertThat(rig.transport.paths()).extracting(PathDevice::name)
                        .contains("iscsi:" + first.portal() + ",1," + ScriptedTarget.NAME + "/0");
                assertThat(second.accepted()).isEqualTo(2);
            }
            try (Rig rig = new Rig(Configured.portals(first.entry()).quick()).settled()) {
                rig.awaitState("failed");
                assertThat(rig.session().reason()).contains("moved temporarily").contains(second.portal());
                assertThat(second.accepted()).as("never went there").isEqualTo(2);
            }
        }
    }

    @Test
    void aRedirectInCirclesEnds() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget()) {
            target.loginScript(redirectTo(target.portal()));
            try (Rig rig = new Rig(Configured.portals(target.entry()).quick().and("retry.min.millis", 500)
                    .and("retry.max.millis", 500)).settled()) {
                rig.awaitState("failed");
                assertThat(target.accepted()).isEqualTo(5);
            }
        }
    }

    /** The unit says it once, to whoever asks: all others must know before more is sent. */
    @Test
    void thatAnotherUnitIsThereIsToldToAllBeforeWhoAskedHearsIt() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                Rig rig = new Rig(Configured.portals(target.entry()).quick()).settled()) {
            PathDevice path = rig.path(0);
            rig.watchLink(path);
            byte[] answer = new byte[2 + Sense.FIXED_BYTES];
            byte[] sense = new byte[Sense.FIXED_BYTES];
            ScsiResponsePdu.putSense(ByteBuffer.wrap(answer), 0, sense, Sense.fixed(sense, 0x06, 0x3f, 0x03));
            target.script((connection, header, data) -> {
                boolean asked = isCommand(header, 0);
                if (asked) {
                    ByteBuffer response = header();
                    ScsiResponsePdu.put(response, 0, 0, Bhs.taskTag(header, 0), 0, Status.CHECK_CONDITION, 0, 0);
                    connection.answer(response, answer);
                }
                return asked;
            });
            ScsiTask task = Rig.testUnitReady();
            List<String> order = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> over = new CompletableFuture<>();
            path.reactor().execute(() -> {
                task.begin();
                path.submit(task, done -> {
                    order.addAll(rig.news);
                    over.complete(null);
                });
            });
            Rig.join(over);
            assertThat(order).contains("changed: UNIT ATTENTION 06/3f/03 inquiry data has changed");
        }
    }
}
