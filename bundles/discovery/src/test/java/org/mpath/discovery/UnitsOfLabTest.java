package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MultipathMap;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabTransport;
import org.mpath.transport.lab.LabVerbs;

/** Real arrays of the lab and real engines: units that are resized and exchanged under I/O, judged by their content. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UnitsOfLabTest {
    private static final int BLOCK_BYTES = 512;
    private static final long BLOCKS = 2048;
    private static final int SWAPS = 10;

    @TempDir
    Path directory;

    private EngineRig rig;
    private LabTransport lab;
    private LabVerbs verbs;
    private MultipathMap map;
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean writing = true;
    private volatile String refused = "";

    @BeforeEach
    void setUp() throws Exception {
        rig = new EngineRig(directory);
        lab = new LabTransport(
                rig.reactor, new LabMemory(), Given.lab("name=lab controllers=2 ports=2 unit=1MiB unit=1MiB"));
        verbs = new LabVerbs(lab);
    }

    @AfterEach
    void tearDown() {
        rig.close();
        lab.close();
        rig.reactor.close();
    }

    private void start(String rule) throws Exception {
        rig.start(lab, "defaults {\n auto_resize " + rule + "\n}\n");
        map = rig.map();
    }

    private static ScsiTask task(boolean write, long lba, int fill) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = write ? Cdb.write(task.cdb, lba, 1, false) : Cdb.read(task.cdb, lba, 1);
        task.direction = write ? DataDirection.WRITE : DataDirection.READ;
        task.changesMedium = write;
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) fill);
        task.data = ByteBuffer.wrap(block);
        task.dataLength = BLOCK_BYTES;
        return task;
    }

    private ScsiTask throughMap(ScsiTask task) throws Exception {
        return rig.through(done -> map.submit(task, done::accept));
    }

    /** The first byte of a block of what is behind a path now. */
    private int behind(String path, long lba) throws Exception {
        ScsiTask task = task(false, lba, 0x55);
        while (true) {
            ScsiTask done = rig.through(told -> {
                task.begin();
                lab.path(path).submit(task, told::accept);
            });
            if (done.good()) {
                return done.data.get(0);
            }
        }
    }

    private void write() {
        if (writing) {
            map.submit(task(true, written.get() % BLOCKS, 1), done -> {
                assertGood(done);
                written.incrementAndGet();
                rig.reactor.execute(this::write);
            });
        }
    }

    private void assertGood(ScsiTask done) {
        if (!done.good()) {
            refused = done.delivery + " " + done.reason + " " + Sense.text(done.sense, done.senseLength);
        }
    }

    private void awaitWrites() {
        int from = written.get();
        Await.until("writes to go on", () -> written.get() > from + 500, rig.inventory::paths);
    }

    @Test
    void aMapFollowsItsUnitUnderIo() throws Exception {
        start("grow_shrink");
        assertThat(map.unit().blocks()).isEqualTo(BLOCKS);
        assertThat(throughMap(task(true, 2 * BLOCKS - 1, 7)).good()).as("beyond the end").isFalse();
        rig.reactor.execute(this::write);
        awaitWrites();
        verbs.resizeUnit("lab/0", "2MiB");
        Await.until("the map to grow", () -> map.unit().blocks() == 2 * BLOCKS, rig.inventory::paths);
        awaitWrites();
        rig.awaitActive(4);
        Await.until("its table", () -> rig.table().startsWith("0 4096 "), rig::table);
        assertThat(throughMap(task(true, 2 * BLOCKS - 1, 7)).good()).isTrue();
        assertThat(throughMap(task(false, 2 * BLOCKS - 1, 0)).data.get(0)).isEqualTo((byte) 7);

        verbs.resizeUnit("lab/0", "1MiB");
        Await.until("the map to shrink", () -> map.unit().blocks() == BLOCKS, rig.inventory::paths);
        awaitWrites();
        ScsiTask beyond = throughMap(task(false, 2 * BLOCKS - 1, 0));
        assertThat(Sense.text(beyond.sense, beyond.senseLength)).as("the unit's own answer").contains("05/21/00");
        rig.awaitActive(4);
        writing = false;
    }

    @Test
    void aMapThatKeepsItsSizeKeepsAllItsPaths() throws Exception {
        start("never");
        rig.reactor.execute(this::write);
        verbs.resizeUnit("lab/0", "2MiB");
        Await.until("the paths to say so", () -> rig.inventory.paths().stream().filter(path -> path.map().equals("mpatha"))
                .filter(path -> path.reason().endsWith("auto_resize is never: mpath:resize mpatha")).count() == 4, rig.inventory::paths);
        awaitWrites();
        assertThat(map.unit().blocks()).isEqualTo(BLOCKS);
        assertThat(rig.activePaths()).isEqualTo(4);
        assertThat(rig.inventory.resize("mpatha")).isEqualTo(2 << 20);
        assertThat(map.unit().sizeBytes()).isEqualTo(2 << 20);
        writing = false;
    }

    /** Whoever hears first that the unit is another one, I/O or a check, nothing is sent to it. */
    @Test
    void noWriteReachesAnotherUnitThatGetsTheNumber() throws Exception {
        start("never");
        rig.reactor.execute(this::write);
        awaitWrites();
        for (int swap = 0; swap < SWAPS; swap++) {
            verbs.swapUnits("lab/0", "lab/1");
            Await.until("every path to be quarantined", () -> rig.inventory.paths().stream()
                    .filter(path -> path.lun() == 0)
                    .allMatch(path -> path.reason().contains("changed its WWID")), rig.inventory::paths);
            for (long lba = 0; lba < BLOCKS; lba++) {
                assertThat(behind("lab:A0/0", lba)).as("block " + lba + " of the unit that has the number now").isZero();
            }
            int during = written.get();
            verbs.swapUnits("lab/0", "lab/1");
            rig.awaitActive(4);
            Await.until("writes to go on", () -> written.get() > during + BLOCKS, rig.inventory::paths);
        }
        writing = false;
        assertThat(refused).isEmpty();
        assertThat(behind("lab:A0/0", BLOCKS - 1)).isEqualTo(1);
        assertThat(behind("lab:A0/1", BLOCKS - 1)).isZero();
    }
}
