package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.DeviceNodes;
import org.mpath.natives.EpollSets;
import org.mpath.natives.SgNodes;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;

/** The real calls of the kernel, with a named pipe for a device: what is sent to it is over at once, and GOOD. */
class SgSteadyStateTest {
    private static final int DEPTH = 8;
    private static final int WARM = 40_000;
    private static final int MEASURED = 40_000;

    @TempDir
    Path folder;

    @Test
    void anIoAllocatesNothing() throws Exception {
        Path node = folder.resolve("sg0");
        assertThat(new ProcessBuilder("mkfifo", node.toString()).start().waitFor()).isZero();
        Path state = Files.writeString(folder.resolve("state"), "running\n");
        SgNodes nodes = new SgNodes();
        try (EventLoop loop = new EventLoop("test-reactor", 1024, 8 << 20)) {
            OpenFiles files = new OpenFiles(loop, nodes, new EpollSets());
            AtomicInteger looks = new AtomicInteger();
            Surroundings around = new Surroundings(loop, Rig.limits(), files, new Looks(look -> looks.incrementAndGet(), loop),
                    new UnitResets(Runnable::run, loop, nodes), () -> {});
            ScsiDevice device = new ScsiDevice(ScsiAddress.parse("0:0:0:0"),
                    new DeviceNodes("sda", 8, 0, "sg0", "0:0:0:0", "", 1 << 20, List.of()),
                    new TransportPort("scsi:unspec", null, ""), state, folder.resolve("host"), 64);
            HostTags tags = new HostTags();
            tags.tags(64);
            Load load = new Load();
            loop.execute(() -> {
                try {
                    files.start();
                    SgPath path = new SgPath(around, device, tags);
                    path.use(nodes.open(node.toString()));
                    load.start(path);
                } catch (Exception e) {
                    load.failure = e;
                    load.over.countDown();
                }
            });
            assertThat(load.over.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(load.failure).isNull();
            assertThat(load.path.linkReason()).isNull();
            assertThat(looks).hasValue(0);
            assertThat(load.allocated / (double) MEASURED).as("bytes for each I/O").isLessThan(1.0);
        }
    }

    /** Reads, each followed by the next. Reactor thread. */
    private static final class Load implements TaskListener {
        final CountDownLatch over = new CountDownLatch(1);
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private SgPath path;
        private int done;
        private long before;
        volatile long allocated = -1;
        volatile Exception failure;

        void start(SgPath over) {
            path = over;
            for (int i = 0; i < DEPTH; i++) {
                ScsiTask task = new ScsiTask();
                task.cdbLength = Cdb.read(task.cdb, i, 1);
                task.direction = DataDirection.READ;
                task.data = ByteBuffer.allocateDirect(512);
                task.dataLength = 512;
                task.begin();
                path.submit(task, this);
            }
        }

        @Override
        public void taskDone(ScsiTask task) {
            done++;
            if (!task.good()) {
                failure = new IllegalStateException(String.valueOf(task.reason));
                over.countDown();
            } else if (done == WARM) {
                before = threads.getCurrentThreadAllocatedBytes();
            } else if (done == WARM + MEASURED) {
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
                over.countDown();
            }
            if (done < WARM + MEASURED + DEPTH && failure == null) {
                task.begin();
                path.submit(task, this);
            }
        }
    }
}
