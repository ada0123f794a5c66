package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;
import org.mpath.scsi.Cdb;

/** Data in and out against a real tgtd, every byte checked. */
class TransferTest {
    private static final long SEED = Long.getLong("mpath.seed", System.nanoTime());
    private static final int[] SIZES_KIB = {1, 4, 8, 12, 64, 68, 256, 260, 1024};
    private static final int GUARD = 64;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "digests {0}/{1}, target takes {2}, first burst {3}, InitialR2T={4}, ImmediateData={5}")
    @CsvSource({
        "None,None,8192,65536,Yes,Yes",
        "CRC32C,CRC32C,8192,65536,Yes,Yes",
        "CRC32C,None,262144,262144,No,Yes",
        "None,CRC32C,65536,65536,No,No",
        "None,None,1024,2048,Yes,No",
        "CRC32C,CRC32C,262144,65536,No,Yes",
    })
    void whatIsWrittenIsReadBackForEverySize(
            String header, String data, String maxReceive, String firstBurst, String initialR2t, String immediate)
            throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile(4 << 20);
            target.parameter("MaxRecvDataSegmentLength", maxReceive);
            target.parameter("FirstBurstLength", firstBurst);
            target.parameter("InitialR2T", initialR2t);
            target.parameter("ImmediateData", immediate);
            target.parameter("HeaderDigest", header);
            target.parameter("DataDigest", data);
            Configured configured = Configured.portals(tgtd.portal())
                    .and("header.digest", header).and("data.digest", data);
            try (Rig rig = new Rig(configured).settled()) {
                PathDevice path = rig.path(1);
                rig.ready(path);
                assertThat(rig.session().headerDigest()).isEqualTo(header);
                assertThat(rig.session().dataDigest()).isEqualTo(data);
                for (int kib : SIZES_KIB) {
                    writeAndReadBack(rig, path, 3, kib * 2, kib, ByteBuffer.allocateDirect(kib * 1024 + 2 * GUARD));
                }
                writeAndReadBack(rig, path, 1, 9, 77, ByteBuffer.allocate(9 * Rig.BLOCK + 2 * GUARD));
            }
        }
    }

    private static void writeAndReadBack(Rig rig, PathDevice path, long lba, int blocks, int version, ByteBuffer data) {
        data.position(7).limit(9); // a transport must not care
        ByteBuffer all = data.duplicate().clear();
        Pattern.fill(all, GUARD, lba, blocks, version);
        ScsiTask written = rig.run(path, Rig.write(lba, blocks, data, GUARD));
        assertThat(written.good()).as("write of %d blocks: %s", blocks, written.reason).isTrue();
        assertThat(written.residual).isZero();
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, (byte) 0x77);
        }
        ScsiTask read = rig.run(path, Rig.read(lba, blocks, data, GUARD));
        assertThat(read.good()).as("read of %d blocks: %s", blocks, read.reason).isTrue();
        assertThat(read.residual).isZero();
        Pattern.check("read of " + blocks, all, GUARD, lba, blocks, version);
        for (int i = 0; i < GUARD; i++) {
            assertThat(all.get(i)).as("byte before the transfer").isEqualTo((byte) 0x77);
            assertThat(all.get(all.capacity() - 1 - i)).as("byte after the transfer").isEqualTo((byte) 0x77);
        }
        assertThat(data.position()).isEqualTo(7);
        assertThat(data.limit()).isEqualTo(9);
    }

    @Test
    void aShortAnswerIsAResidualAndItsLengthNeedNoPaddingOfOurs() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile(1 << 20);
            target.parameter("DataDigest", "CRC32C");
            try (Rig rig = new Rig(Configured.portals(tgtd.portal()).and("data.digest", "CRC32C")).settled()) {
                PathDevice path = rig.path(1);
                for (int bytes : new int[] {255, 37, 36, 5, 66}) {
                    ScsiTask inquiry = new ScsiTask();
                    inquiry.cdbLength = Cdb.inquiry(inquiry.cdb, bytes);
                    inquiry.direction = DataDirection.READ;
                    inquiry.data = ByteBuffer.allocateDirect(bytes);
                    inquiry.dataLength = bytes;
                    assertThat(rig.run(path, inquiry).good()).isTrue();
                    assertThat(inquiry.residual).isEqualTo(Math.max(0, bytes - 66));
                    assertThat(inquiry.data.get(0) & 0x1f).isZero();
                }
            }
        }
    }

    @Test
    void senseDataOfAFailedCommandAreDelivered() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            tgtd.targetWithFile(1 << 20);
            try (Rig rig = new Rig(Configured.portals(tgtd.portal())).settled()) {
                PathDevice path = rig.path(1);
                rig.ready(path);
                ScsiTask beyond = rig.run(path, Rig.read(1 << 20, 1, ByteBuffer.allocateDirect(512), 0));
                assertThat(beyond.delivery).isEqualTo(Delivery.ANSWERED);
                assertThat(beyond.status).isEqualTo(2);
                assertThat(beyond.senseLength).isGreaterThanOrEqualTo(18);
                assertThat(beyond.sense[2] & 0x0f).as("ILLEGAL REQUEST").isEqualTo(5);
                assertThat(beyond.sense[12]).as("LBA OUT OF RANGE").isEqualTo((byte) 0x21);
                assertThat(beyond.residual).isEqualTo(512);
            }
        }
    }

    /** Keeps a number of random transfers on their way, each checked; a block belongs to one worker only. */
    private static final class Worker implements TaskListener {
        private static final int BLOCKS = 64;

        private final PathDevice path;
        private final Random random;
        private final int base;
        private final int[] versions = new int[BLOCKS];
        private final ByteBuffer data = ByteBuffer.allocateDirect(BLOCKS * Rig.BLOCK);
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int left;
        private int first;
        private int count;
        private boolean writing;

        Worker(PathDevice path, int number, int transfers) {
            this.path = path;
            this.random = new Random(SEED + number);
            this.base = number * BLOCKS;
            this.left = transfers;
        }

        void next() {
            first = random.nextInt(BLOCKS);
            count = 1 + random.nextInt(BLOCKS - first);
            writing = random.nextBoolean() || Arrays.stream(versions, first, first + count).anyMatch(v -> v == 0);
            ScsiTask task = writing ? Rig.write(base + first, count, data, 0) : Rig.read(base + first, count, data, 0);
            if (writing) {
                for (int i = 0; i < count; i++) {
                    versions[first + i]++;
                    Pattern.fill(data, i * Rig.BLOCK, base + first + i, 1, versions[first + i]);
                }
            }
            task.begin();
            path.submit(task, this);
        }

        @Override
        public void taskDone(ScsiTask task) {
            try {
                assertThat(task.good()).as("seed %d: %s", SEED, task.reason).isTrue();
                for (int i = 0; !writing && i < count; i++) {
                    Pattern.check("seed " + SEED, data, i * Rig.BLOCK, base + first + i, 1, versions[first + i]);
                }
                if (--left == 0) {
                    done.complete(null);
                } else {
                    next();
                }
            } catch (AssertionError e) {
                done.completeExceptionally(e);
            }
        }
    }

    @ParameterizedTest(name = "{0} at a time, digests {1}, queue depth {2}")
    @CsvSource({"32,None,128", "32,CRC32C,128", "64,None,5"})
    void randomTransfersAtDepthStayRight(int depth, String digest, int queueDepth) throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile((long) depth * Worker.BLOCKS * Rig.BLOCK);
            target.parameter("HeaderDigest", digest);
            target.parameter("DataDigest", digest);
            Configured configured = Configured.portals(tgtd.portal()).and("header.digest", digest)
                    .and("data.digest", digest).and("queue.depth", queueDepth);
            try (Rig rig = new Rig(configured).settled()) {
                PathDevice path = rig.path(1);
                rig.ready(path);
                Worker[] workers = new Worker[depth];
                for (int i = 0; i < depth; i++) {
                    workers[i] = new Worker(path, i, 300);
                }
                rig.onReactor(() -> {
                    Arrays.stream(workers).forEach(Worker::next);
                    return true;
                });
                for (Worker worker : workers) {
                    Rig.join(worker.done);
                }
                assertThat(rig.session().inFlight()).isZero();
                assertThat(rig.session().logins()).isEqualTo(1);
            }
        }
    }
}
