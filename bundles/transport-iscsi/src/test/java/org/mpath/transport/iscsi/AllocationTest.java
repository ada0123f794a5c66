package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;

/** In the steady state an I/O allocates nothing on the reactor. */
class AllocationTest {
    private static final int WARM_UP = 20_000;
    /** Timers, pings and the measurement itself may allocate now and then. */
    private static final long BYTES_PER_IO_MAX = 2;

    @TempDir
    Path folder;

    /** Keeps one task going round. */
    private static final class Loop implements TaskListener {
        private final PathDevice path;
        private final CompletableFuture<Boolean> done;
        private int left;

        Loop(PathDevice path, int transfers, CompletableFuture<Boolean> done) {
            this.path = path;
            this.left = transfers;
            this.done = done;
        }

        @Override
        public void taskDone(ScsiTask task) {
            if (!task.good()) {
                done.complete(false);
            } else if (--left == 0) {
                done.complete(true);
            } else {
                task.begin();
                path.submit(task, this);
            }
        }
    }

    @ParameterizedTest(name = "write={0}, {1} blocks, {2} at a time, digest {3}")
    @CsvSource({"false,8,32,None", "true,8,32,None", "false,256,4,None", "true,256,4,None", "false,8,1,None",
        "true,8,8,CRC32C", "false,8,8,CRC32C"})
    void anIoAllocatesNothing(boolean write, int blocks, int depth, String digest) throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile(8 << 20);
            target.parameter("DataDigest", digest);
            target.parameter("HeaderDigest", digest);
            Configured configured = Configured.portals(tgtd.portal())
                    .and("header.digest", digest).and("data.digest", digest);
            try (Rig rig = new Rig(configured).settled()) {
                PathDevice path = rig.path(1);
                rig.ready(path);
                int count = blocks > 8 || depth == 1 ? 2000 : WARM_UP / depth;
                ScsiTask[] tasks = new ScsiTask[depth];
                for (int i = 0; i < depth; i++) {
                    ByteBuffer data = ByteBuffer.allocateDirect(blocks * Rig.BLOCK);
                    tasks[i] = write ? Rig.write(i * blocks, blocks, data, 0) : Rig.read(i * blocks, blocks, data, 0);
                }
                run(rig, path, tasks, count);
                long before = allocated(rig);
                run(rig, path, tasks, count);
                long bytes = allocated(rig) - before;
                assertThat(bytes / ((long) count * depth)).as("%d bytes in all", bytes)
                        .isLessThanOrEqualTo(BYTES_PER_IO_MAX);
            }
        }
    }

    private static void run(Rig rig, PathDevice path, ScsiTask[] tasks, int count) {
        CompletableFuture<?>[] all = new CompletableFuture<?>[tasks.length];
        rig.onReactor(() -> {
            for (int i = 0; i < tasks.length; i++) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                all[i] = done;
                tasks[i].begin();
                path.submit(tasks[i], new Loop(path, count, done));
            }
            return true;
        });
        for (CompletableFuture<?> each : all) {
            assertThat(Rig.join(each)).isEqualTo(true);
        }
    }

    private static long allocated(Rig rig) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return rig.onReactor(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
}
