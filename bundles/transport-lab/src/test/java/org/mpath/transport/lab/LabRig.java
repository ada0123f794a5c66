package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** A lab on a real reactor, used through its public face. */
final class LabRig implements AutoCloseable {
    static final int TIMEOUT_MILLIS = 150;
    static final int RECONNECT_MILLIS = 30;
    private static final long WAIT_SECONDS = 10;

    final EventLoop reactor;
    final LabMemory memory = new LabMemory();
    final LabTransport lab;
    final LabVerbs verbs;
    final BlockingQueue<String> linkNews = new LinkedBlockingQueue<>();

    LabRig(String... arrays) throws Exception {
        this(new Settings(true, arrays, TIMEOUT_MILLIS, RECONNECT_MILLIS));
    }

    LabRig(LabSettings settings) throws Exception {
        reactor = loop();
        lab = new LabTransport(reactor, memory, settings);
        verbs = new LabVerbs(lab);
        awaitSettled(lab);
        for (PathDevice path : lab.paths()) {
            onReactor(() -> {
                path.addLinkListener(new News());
                return null;
            });
        }
    }

    private static EventLoop loop() throws IOException {
        return new EventLoop("lab-test", 4096, 16L << 20);
    }

    static LabRig ofDefaults() throws Exception {
        return new LabRig(LabSettings.DEFAULT_ARRAY);
    }

    static Settings settings(String... arrays) {
        return new Settings(true, arrays, TIMEOUT_MILLIS, RECONNECT_MILLIS);
    }

    static void awaitSettled(LabTransport lab) {
        Await.until("the lab settles", lab::settled);
    }

    PathDevice path(String name) {
        return lab.paths().stream().filter(path -> path.name().equals(name)).findFirst().orElseThrow();
    }

    <T> T onReactor(Supplier<T> work) throws Exception {
        return await(CompletableFuture.supplyAsync(work, reactor::execute));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception inner ? inner : failed;
        } catch (TimeoutException late) {
            throw new AssertionError("no outcome within " + WAIT_SECONDS + " s", late);
        }
    }

    /** The next thing a path says of its link. */
    String news() throws InterruptedException {
        String news = linkNews.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(news).as("news of a link").isNotNull();
        return news;
    }

    // ---- commands ----

    static ScsiTask testUnitReady() {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        return task;
    }

    static ScsiTask write(long lba, byte[] bytes) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.write(task.cdb, lba, bytes.length / 512, false);
        task.direction = DataDirection.WRITE;
        task.changesMedium = true;
        task.data = ByteBuffer.wrap(bytes.clone());
        task.dataLength = bytes.length;
        return task;
    }

    static ScsiTask read(long lba, int blocks) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, lba, blocks);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(blocks * 512);
        task.dataLength = blocks * 512;
        return task;
    }

    /** The same task, for a test that must be done before it expires however slow the machine is. */
    static ScsiTask patient(ScsiTask task) {
        task.timeoutNanos = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        return task;
    }

    /** Sends tasks in one turn; each future is done when its task is. */
    List<CompletableFuture<ScsiTask>> send(PathDevice path, ScsiTask... tasks) throws Exception {
        return onReactor(() -> {
            List<CompletableFuture<ScsiTask>> outcomes = new ArrayList<>();
            for (ScsiTask task : tasks) {
                CompletableFuture<ScsiTask> outcome = new CompletableFuture<>();
                task.begin();
                path.submit(task, outcome::complete);
                outcomes.add(outcome);
            }
            return outcomes;
        });
    }

    /** Sends a task and waits; answers the outcome in short. */
    String outcome(PathDevice path, ScsiTask task) throws Exception {
        return text(await(send(path, task).get(0)));
    }

    /** Takes the unit attention of a new nexus. */
    PathDevice ready(String name) throws Exception {
        PathDevice path = path(name);
        outcome(path, testUnitReady());
        return path;
    }

    byte[] contents(PathDevice path, long lba, int blocks) throws Exception {
        ScsiTask task = read(lba, blocks);
        assertThat(outcome(path, task)).isEqualTo("GOOD");
        return task.data.array();
    }

    boolean reset(PathDevice path) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        reactor.execute(() -> path.resetUnit((which, complete) -> done.complete(complete)));
        return await(done);
    }

    static String text(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return task.delivery.name();
        }
        if (task.status == Status.CHECK_CONDITION) {
            return String.format(
                    "%02x/%02x/%02x",
                    Sense.key(task.sense, task.senseLength),
                    Sense.asc(task.sense, task.senseLength),
                    Sense.ascq(task.sense, task.senseLength));
        }
        return task.status == Status.GOOD ? "GOOD" : "status " + task.status;
    }

    static byte[] block(int fill) {
        byte[] block = new byte[512];
        Arrays.fill(block, (byte) fill);
        return block;
    }

    @Override
    public void close() {
        lab.close();
        reactor.close();
    }

    private final class News implements LinkListener {
        @Override
        public void linkUp(PathDevice path) {
            linkNews.add(path.name() + " up");
        }

        @Override
        public void linkDown(PathDevice path, String reason) {
            linkNews.add(path.name() + " down: " + reason);
        }

        @Override
        public void unitChanged(PathDevice path, String words) {
            linkNews.add(path.name() + " changed: " + words);
        }
    }

    /** Settings as the framework would make them. */
    record Settings(boolean enabled, String[] arrays, int timeout_millis, int reconnect_millis)
            implements LabSettings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return LabSettings.class;
        }
    }
}
