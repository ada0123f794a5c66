package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;

/** The initiator on a real event loop, and what a test wants to do with it. */
final class Rig implements AutoCloseable {
    static final int BLOCK = 512;
    private static final long PATIENCE_SECONDS = 15;

    final EventLoop loop;
    final IscsiTransport transport;
    /** What happened to paths and links, in order. */
    final List<String> news = new CopyOnWriteArrayList<>();

    Rig(Configured configured) throws IOException {
        loop = new EventLoop("test-reactor", 4096, 64L << 20);
        transport = new IscsiTransport(loop, configured.get());
        transport.addListener(new TransportListener() {
            @Override
            public void pathAppeared(PathDevice path) {
                news.add("appeared " + path.name());
            }

            @Override
            public void pathGone(PathDevice path, String reason) {
                news.add("gone " + path.name() + ": " + reason);
            }

            @Override
            public void settledChanged(Transport told) {
                news.add("settled " + told.settled());
            }
        });
    }

    Rig settled() {
        Await.until("settled", transport::settled);
        return this;
    }

    /** The path with a LUN, of the first nexus that has it. */
    PathDevice path(long lun) {
        Await.until("path of LUN " + lun, () -> transport.paths().stream().anyMatch(path -> path.lun() == lun));
        return transport.paths().stream().filter(path -> path.lun() == lun).findFirst().orElseThrow();
    }

    IscsiSessionState session() {
        assertThat(transport.sessions()).hasSize(1);
        return transport.sessions().get(0);
    }

    void awaitState(String state) {
        Await.until("session is " + state, () -> transport.sessions().stream().allMatch(each -> each.state().equals(state)));
    }

    /** Runs something on the reactor and answers what it answered. */
    <T> T onReactor(java.util.concurrent.Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return join(answer);
    }

    /** Waits until what the reactor has to send is in its sockets. */
    void turn() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        loop.execute(() -> loop.atTurnEnd(() -> ended.complete(true)));
        join(ended);
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a task; the future ends when its listener is told. */
    CompletableFuture<ScsiTask> submit(PathDevice path, ScsiTask task) {
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.begin();
            path.submit(task, done::complete);
        });
        return done;
    }

    ScsiTask run(PathDevice path, ScsiTask task) {
        return join(submit(path, task));
    }

    static ScsiTask testUnitReady() {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        return task;
    }

    static ScsiTask read(long lba, int blocks, ByteBuffer data, int offset) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, lba, blocks);
        return with(task, DataDirection.READ, blocks, data, offset);
    }

    static ScsiTask write(long lba, int blocks, ByteBuffer data, int offset) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.write(task.cdb, lba, blocks, false);
        task.changesMedium = true;
        return with(task, DataDirection.WRITE, blocks, data, offset);
    }

    private static ScsiTask with(ScsiTask task, DataDirection direction, int blocks, ByteBuffer data, int offset) {
        task.direction = direction;
        task.data = data;
        task.dataOffset = offset;
        task.dataLength = blocks * BLOCK;
        return task;
    }

    /** Eats the unit attentions every new nexus begins with. */
    void ready(PathDevice path) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ScsiTask task = run(path, testUnitReady());
            if (task.good()) {
                return;
            }
            answers.add(task.delivery + " " + task.status + " " + task.reason);
        }
        throw new AssertionError("path " + path.name() + " does not get ready: " + answers);
    }

    /** Writes link news of a path to {@link #news}. */
    void watchLink(PathDevice path) {
        onReactor(() -> {
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
                    news.add("changed: " + words);
                }
            });
            return true;
        });
    }

    @Override
    public void close() {
        transport.stop();
        loop.close();
    }
}
