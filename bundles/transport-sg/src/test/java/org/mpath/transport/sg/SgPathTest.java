package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Cdb;

class SgPathTest {
    private static final int TIME_OUT = 3;
    private static final int EDOM = 33;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final byte[] ANOTHER_UNIT = {0x70, 0, 6, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3f, 5, 0, 0, 0, 0};

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder, Rig.limits(), 0);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void restart(SgQueue.Limits limits, int hostTags) throws Exception {
        rig.close();
        rig = new Rig(folder, limits, hostTags);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        IntStream.range(0, count).forEach(i -> bytes[i] = (byte) (i + 1));
        return bytes;
    }

    // ---- commands ----

    @Test
    void readsIntoTheCallersOwnBuffer() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(512);
        Rig.Sent read = rig.read(buffer);
        rig.requests(1).get(0).good(bytes(512));
        assertThat(read.await().task.good()).isTrue();
        assertThat(read.task.residual).isZero();
        assertThat(buffer.get(511)).isEqualTo((byte) 512);
    }

    @Test
    void readsIntoTheHeapAndNoFurtherThanWasRead() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        Rig.Sent read = rig.read(buffer);
        rig.requests(1).get(0).good(bytes(40));
        assertThat(read.await().task.residual).isEqualTo(24);
        assertThat(buffer.get(39)).isEqualTo((byte) 40);
        assertThat(buffer.get(40)).isZero();
    }

    @Test
    void writesWhatIsInTheHeap() throws Exception {
        Rig.Sent write = rig.write(ByteBuffer.wrap(bytes(100)));
        FakeKernel.Request request = rig.requests(1).get(0);
        assertThat(request.data()).isEqualTo(bytes(100));
        assertThat(request.timeoutMillis()).isBetween(29_000, 30_000);
        request.good(new byte[100]);
        assertThat(write.await().task.good()).isTrue();
    }

    @Test
    void tellsTheUnitsAnswerAndThatAnotherUnitMayBeThere() throws Exception {
        Rig.Sent read = rig.read(ByteBuffer.allocateDirect(512));
        rig.requests(1).get(0).check(ANOTHER_UNIT);
        assertThat(read.await().task.delivery).isEqualTo(Delivery.ANSWERED);
        assertThat(read.task.status).isEqualTo(2);
        assertThat(read.task.senseLength).isEqualTo(ANOTHER_UNIT.length);
        assertThat(read.task.sense[12]).isEqualTo((byte) 0x3f);
        assertThat(rig.news).containsExactly("changed");
    }

    @Test
    void answersWhatNoHostCouldCarryAsTheUnitWould() throws Exception {
        Rig.Sent tooLong = rig.read(ByteBuffer.allocateDirect((1 << 20) + 512)).await();
        assertThat(tooLong.task.delivery).isEqualTo(Delivery.ANSWERED);
        assertThat(tooLong.task.sense[12]).isEqualTo((byte) 0x24);
        rig.kernel.refusals.add(EINVAL);
        assertThat(rig.read(ByteBuffer.allocateDirect(512)).await().task.sense[12]).isEqualTo((byte) 0x24);
        assertThat(rig.path.linkUp()).isTrue();
    }

    // ---- room ----

    @Test
    void waitsForRoomInOrderAndOpensTheNodeAgain() throws Exception {
        List<Rig.Sent> all = rig.reads(40);
        List<FakeKernel.Request> first = rig.requests(32);
        assertThat(rig.kernel.open()).hasSize(2);
        first.forEach(request -> request.good(bytes(512)));
        rig.requests(8).forEach(request -> request.good(bytes(512)));
        all.forEach(sent -> assertThat(sent.await().task.good()).isTrue());
    }

    @Test
    void aKernelWithoutRoomIsNoFaultOfThePath() throws Exception {
        rig.kernel.refusals.addAll(List.of(EDOM, 12, 11));
        Rig.Sent read = rig.read(ByteBuffer.allocateDirect(512));
        rig.requests(1).get(0).good(bytes(512));
        assertThat(read.await().task.good()).isTrue();
        assertThat(rig.news).isEmpty();
    }

    @Test
    void refusesWhatIsMoreThanMayWait() throws Exception {
        List<Rig.Sent> all = rig.reads(32 + 64);
        Rig.Sent refused = rig.read(ByteBuffer.allocateDirect(512)).await();
        assertThat(refused.task.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(all).allMatch(sent -> sent.over.get() == 0);
    }

    @Test
    void leavesTheHostAQuarterOfItsTags() throws Exception {
        restart(Rig.limits(), 8);
        List<Rig.Sent> all = rig.reads(10);
        rig.requests(6).get(0).good(bytes(512));
        rig.requests(6).forEach(request -> request.good(bytes(512)));
        rig.requests(3).forEach(request -> request.good(bytes(512)));
        all.forEach(sent -> assertThat(sent.await().task.good()).isTrue());
    }

    @Test
    void anAbortTakesBackWhatWasNotSent() throws Exception {
        List<Rig.Sent> all = rig.reads(34);
        Rig.Sent last = all.get(33);
        rig.call(() -> {
            rig.path.abort(last.task);
            rig.path.abort(all.get(0).task);
            return null;
        });
        assertThat(last.await().task.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(all.get(0).over).hasValue(0);
    }

    // ---- without an answer ----

    @Test
    void aCommandThatTheKernelEndedInTimeIsOverWhileTheDeviceRuns() throws Exception {
        Rig.Sent write = rig.write(ByteBuffer.allocateDirect(512));
        rig.requests(1).get(0).end(0, TIME_OUT);
        assertThat(write.await().task.delivery).isEqualTo(Delivery.ENDED);
        assertThat(rig.path.linkUp()).isTrue();
    }

    @Test
    void aCommandThatTheKernelCouldNotEndIsUnknown() throws Exception {
        Rig.Sent write = rig.write(ByteBuffer.allocateDirect(512));
        rig.state("offline");
        rig.requests(1).get(0).end(0, TIME_OUT);
        assertThat(write.await().task.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(rig.news).containsExactly("down: the device is offline");
        assertThat(rig.read(ByteBuffer.allocateDirect(512)).await().task.reason).isEqualTo("the device is offline");
    }

    @Test
    void aLinkWithAWriteOfUnknownOutcomeComesBackThroughAResetOnly() throws Exception {
        rig.kernel.resetErrno = 5;
        Rig.Sent write = rig.write(ByteBuffer.allocateDirect(512));
        rig.state("offline");
        rig.requests(1).get(0).end(0, TIME_OUT);
        write.await();
        rig.state("running");
        Await.until("a reset that fails", Rig.LIMIT, () -> rig.kernel.resets.get() > 0);
        assertThat(rig.path.linkUp()).isFalse();
        rig.kernel.resetErrno = 0;
        Await.until("the link", Rig.LIMIT, () -> rig.news.contains("up"));
        assertThat(rig.news).containsExactly("down: the device is offline", "up");
    }

    @Test
    void aLinkComesBackWhenEverythingSentBeforeIsOver() throws Exception {
        Rig.Sent slow = rig.write(ByteBuffer.allocateDirect(512));
        Rig.Sent quick = rig.read(ByteBuffer.allocateDirect(512));
        rig.state("blocked");
        List<FakeKernel.Request> requests = rig.requests(2);
        requests.stream().filter(request -> request.opcode() == 0x28).forEach(request -> request.end(0, 1));
        assertThat(quick.await().task.delivery).isEqualTo(Delivery.NOT_SENT);
        Await.until("the link to be down", Rig.LIMIT, () -> !rig.path.linkUp());
        rig.state("running");
        rig.call(() -> {
            rig.path.seen(null);
            return null;
        });
        assertThat(rig.path.linkUp()).isFalse();
        requests.stream().filter(request -> request.opcode() == 0x2a).forEach(request -> request.good(new byte[512]));
        assertThat(slow.await().task.good()).isTrue();
        Await.until("the link", Rig.LIMIT, () -> rig.path.linkUp());
    }

    @Test
    void givesUpWhatTheKernelDoesNotEndAndLetsItWriteIntoNoBuffer() throws Exception {
        restart(new SgQueue.Limits(100, 100, 2, 64), 0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(512);
        Rig.Sent read = rig.read(buffer);
        Rig.Sent write = rig.write(ByteBuffer.allocateDirect(512));
        List<FakeKernel.Request> requests = rig.requests(2);
        assertThat(read.await().task.delivery).isEqualTo(Delivery.UNKNOWN);
        assertThat(write.await().task.delivery).isEqualTo(Delivery.UNKNOWN);
        requests.forEach(request -> request.good(bytes(512)));
        assertThat(buffer.get(0)).isZero();
        Await.until("the link", Rig.LIMIT, () -> rig.path.linkUp());
        assertThat(read.over).hasValue(1);
        assertThat(write.over).hasValue(1);
    }

    @Test
    void aDeviceThatVanishesEndsEachCommandOnce() throws Exception {
        List<Rig.Sent> all = rig.reads(20);
        List<FakeKernel.Request> requests = rig.requests(20);
        requests.subList(0, 5).forEach(request -> request.good(bytes(512)));
        rig.kernel.open().forEach(FakeKernel.Node::remove);
        requests.subList(5, 15).forEach(request -> request.end(0, 1));
        Await.until("the path to notice", Rig.LIMIT, rig.path::gone);
        requests.subList(15, 20).forEach(request -> request.end(0, 1));
        all.forEach(Rig.Sent::await);
        rig.kernel.refusals.add(ENODEV);
        assertThat(rig.read(ByteBuffer.allocateDirect(512)).await().task.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(all).allMatch(sent -> sent.over.get() == 1);
        assertThat(rig.rescans).hasPositiveValue();
        rig.call(() -> {
            rig.path.close("removed");
            return null;
        });
        Await.until("the nodes to be closed", Rig.LIMIT, () -> rig.kernel.open().isEmpty());
    }

    @Test
    void closingEndsEachCommandOnceThoughTheKernelNeverDoes() throws Exception {
        restart(new SgQueue.Limits(30_000, 200, 2, 64), 0);
        List<Rig.Sent> all = rig.reads(40);
        rig.requests(32);
        rig.call(() -> {
            rig.path.close("removed");
            return null;
        });
        all.forEach(Rig.Sent::await);
        assertThat(all).allMatch(sent -> sent.over.get() == 1);
        assertThat(all.subList(32, 40)).allMatch(sent -> sent.task.delivery == Delivery.NOT_SENT);
        assertThat(rig.kernel.open()).isEmpty();
    }

    @Test
    void aResetEndsWhatWasSentBefore() throws Exception {
        Rig.Sent write = rig.write(ByteBuffer.allocateDirect(512));
        FakeKernel.Request request = rig.requests(1).get(0);
        StringBuilder told = new StringBuilder();
        rig.call(() -> {
            rig.path.resetUnit((path, done) -> told.append(done).append(' ').append(write.task.delivery));
            return null;
        });
        Await.until("the reset", Rig.LIMIT, () -> !told.isEmpty());
        assertThat(told).hasToString("true ENDED");
        request.good(new byte[512]);
        Rig.Sent next = rig.write(ByteBuffer.allocateDirect(512));
        rig.requests(1).get(0).good(new byte[512]);
        assertThat(next.await().task.good()).isTrue();
        assertThat(write.over).hasValue(1);
    }

    @Test
    void aCommandWithoutDataIsSentWithout() throws Exception {
        Rig.Sent ready = new Rig.Sent();
        ready.task.cdbLength = Cdb.testUnitReady(ready.task.cdb);
        rig.submit(ready, DataDirection.NONE, null);
        rig.requests(1).get(0).good();
        assertThat(ready.await().task.good()).isTrue();
        ScsiTask task = ready.task;
        assertThat(task.residual).isZero();
    }
}
