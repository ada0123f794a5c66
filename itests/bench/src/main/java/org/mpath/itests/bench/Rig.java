package org.mpath.itests.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;

/**
 * What a map is measured on: a transport on a reactor, and a unit reached by it.
 *
 * @param name for the table
 * @param reactor the loop
 * @param transport the transport
 * @param lun the unit's number
 * @param end ends everything
 */
record Rig(String name, Reactor reactor, Transport transport, long lun, End end) implements AutoCloseable {
    private static final int TASKS_MAX = 16_384;
    private static final long BUFFERS_BYTES_MAX = 64L << 20;
    private static final Duration PATHS_LIMIT = Duration.ofSeconds(20);
    private static final long READY_SECONDS_MAX = 20;
    private static final int ATTENTIONS_MAX = 8;

    /** Ends something. */
    @FunctionalInterface
    interface End {
        void run() throws IOException;
    }

    static EventLoop loop() throws IOException {
        return new EventLoop("bench-reactor", TASKS_MAX, BUFFERS_BYTES_MAX);
    }

    /** The same rig, with more to end after it. */
    Rig andThen(End more) {
        return new Rig(name, reactor, transport, lun, () -> {
            end.run();
            more.run();
        });
    }

    void awaitPaths(int count) {
        Await.until(count + " paths", PATHS_LIMIT, () -> paths().size(), size -> size == count);
    }

    private List<PathDevice> paths() {
        return transport.paths().stream()
                .filter(path -> path.lun() == lun)
                .sorted(Comparator.comparing(PathDevice::name))
                .toList();
    }

    /** The unit's paths, ready for I/O. */
    List<PathDevice> readyPaths() {
        List<PathDevice> paths = paths();
        paths.forEach(this::awaitReady);
        return paths;
    }

    /** TEST UNIT READY until it is GOOD: a new nexus has unit attentions to tell. */
    private void awaitReady(PathDevice path) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        reactor.execute(() -> testUnitReady(path, outcome, ATTENTIONS_MAX));
        try {
            String failure = outcome.get(READY_SECONDS_MAX, TimeUnit.SECONDS);
            if (failure != null) {
                throw new BenchException("path " + path.name() + " is not ready: " + failure);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchException("path " + path.name() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static void testUnitReady(PathDevice path, CompletableFuture<String> outcome, int triesLeft) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        path.submit(task, done -> {
            if (done.good() || triesLeft == 0) {
                outcome.complete(done.good() ? null : done.delivery + ", status " + done.status + ", " + done.reason);
            } else {
                path.reactor().execute(() -> testUnitReady(path, outcome, triesLeft - 1));
            }
        });
    }

    @Override
    public void close() throws IOException {
        end.run();
    }
}
