package org.mpath.transport.sg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;

/** A path on a reactor, over a kernel that does what tests say. */
final class Rig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    final FakeKernel kernel = new FakeKernel();
    final EventLoop loop;
    final SgPath path;
    final List<String> news = new CopyOnWriteArrayList<>();
    final AtomicInteger rescans = new AtomicInteger();
    private final ExecutorService looking = Executors.newSingleThreadExecutor();
    private final Path state;

    /** A task and how often it was over. */
    static final class Sent {
        final ScsiTask task = new ScsiTask();
        final AtomicInteger over = new AtomicInteger();

        Sent await() {
            Await.until("the task to be over", LIMIT, () -> over.get() > 0);
            return this;
        }
    }

    Rig(Path folder, SgQueue.Limits limits, int hostTags) throws Exception {
        loop = new EventLoop("test-reactor", 1024, 8 << 20);
        state = Files.writeString(folder.resolve("state"), "running\n");
        OpenFiles files = new OpenFiles(loop, kernel, kernel);
        Surroundings around = new Surroundings(loop, limits, files, new Looks(looking, loop),
                new UnitResets(looking, loop, kernel), rescans::incrementAndGet);
        DeviceNodes nodes = new DeviceNodes("sda", 8, 0, "sg0", "0:0:0:1", "scsi:unspec", 1 << 20, List.of());
        ScsiDevice device = new ScsiDevice(ScsiAddress.parse("0:0:0:1"), nodes, new TransportPort("scsi:unspec", null, ""),
                state, folder.resolve("host"), hostTags);
        HostTags tags = new HostTags();
        tags.tags(hostTags);
        path = call(() -> new SgPath(around, device, tags));
        call(() -> {
            files.start();
            path.use(kernel.open("/dev/sg0"));
            path.addLinkListener(new LinkListener() {
                @Override
                public void linkUp(PathDevice up) {
                    news.add("up");
                }

                @Override
                public void linkDown(PathDevice down, String reason) {
                    news.add("down: " + reason);
                }

                @Override
                public void unitChanged(PathDevice changed, String words) {
                    news.add("changed");
                }
            });
            return null;
        });
    }

    static SgQueue.Limits limits() {
        return new SgQueue.Limits(30_000, 30_000, 2, 64);
    }

    /** Runs something on the reactor. */
    <T> T call(java.util.concurrent.Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        loop.execute(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    void state(String word) throws IOException {
        Files.writeString(state, word + "\n");
    }

    Sent read(ByteBuffer data) throws Exception {
        Sent sent = new Sent();
        sent.task.cdbLength = Cdb.read(sent.task.cdb, 0, 1);
        return submit(sent, DataDirection.READ, data);
    }

    Sent write(ByteBuffer data) throws Exception {
        Sent sent = new Sent();
        sent.task.cdbLength = Cdb.write(sent.task.cdb, 0, 1, false);
        sent.task.changesMedium = true;
        return submit(sent, DataDirection.WRITE, data);
    }

    Sent submit(Sent sent, DataDirection direction, ByteBuffer data) throws Exception {
        sent.task.direction = direction;
        sent.task.data = data;
        sent.task.dataLength = data == null ? 0 : data.capacity();
        sent.task.begin();
        return call(() -> {
            path.submit(sent.task, over -> sent.over.incrementAndGet());
            return sent;
        });
    }

    List<Sent> reads(int count) throws Exception {
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(read(ByteBuffer.allocateDirect(512)));
        }
        return all;
    }

    /** The requests the kernel has, once there are so many. */
    List<FakeKernel.Request> requests(int count) {
        return Await.until(count + " requests", LIMIT, kernel::requests, all -> all.size() == count);
    }

    @Override
    public void close() {
        loop.close();
        looking.shutdownNow();
    }
}
