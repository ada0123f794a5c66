package org.mpath.transport.sg;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.TransportListener;

/** Everything that runs while the transport is enabled: files, scans, events, and two kinds of threads that may wait. */
final class HostDisks {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    private static final int RESET_THREADS = 4;
    private static final int RESETS_WAITING_MAX = 256;
    private static final long STOP_SECONDS = 5;

    private final Reactor reactor;
    private final SgTransport.Kernel kernel;
    private final ScheduledThreadPoolExecutor looking;
    private final ThreadPoolExecutor resetting;
    private final OpenFiles files;
    private final DevicePaths paths;
    private final Scanner scanner;
    private final EventFeed events;

    HostDisks(Reactor reactor, SgTransport.Kernel kernel, SgConfiguration configuration, Path root,
            Collection<TransportListener> listeners, Runnable scanned) throws IOException {
        this.reactor = reactor;
        this.kernel = kernel;
        HostChoice hosts = new HostChoice(words(configuration.hosts()));
        files = new OpenFiles(reactor, kernel.nodes(), kernel.sets());
        looking = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "mpath-sg"));
        resetting = new ThreadPoolExecutor(RESET_THREADS, RESET_THREADS, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(RESETS_WAITING_MAX), work -> daemon(work, "mpath-sg-reset"));
        resetting.allowCoreThreadTimeOut(true);
        paths = new DevicePaths(
                new Surroundings(reactor, limits(configuration), files, new Looks(looking, reactor),
                        new UnitResets(resetting, reactor, kernel.nodes()), this::rescan),
                listeners);
        scanner = new Scanner(looking, reactor, kernel.nodes(), new SysfsScan(new SysTree(root), hosts), paths, scanned);
        events = new EventFeed(paths, this::rescan);
    }

    private static List<String> words(String[] values) {
        return List.of(String.join(" ", values).strip().split("\\s+")).stream().filter(word -> !word.isEmpty()).toList();
    }

    private static SgQueue.Limits limits(SgConfiguration configuration) {
        return new SgQueue.Limits(configuration.timeout_millis(), configuration.patience_millis(),
                Math.max(1, (configuration.queue_depth() + SgFile.REQUESTS - 1) / SgFile.REQUESTS),
                configuration.waiting_max());
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins: events first, so that nothing is missed between the scan and them. */
    void start() {
        reactor.execute(() -> {
            try {
                files.start();
                events.start(kernel.events(), files);
            } catch (IOException e) {
                LOG.log(Level.ERROR, "event=sg.failed reason=\"" + e.getMessage() + '"');
            }
            scanner.ask();
        });
    }

    DevicePaths paths() {
        return paths;
    }

    String note() {
        return scanner.note();
    }

    /** Looks for disks that came and went, soon. Any thread. */
    void rescan() {
        scanner.ask();
    }

    /** Ends everything. */
    void stop() {
        looking.shutdownNow();
        resetting.shutdown();
        CountDownLatch closed = new CountDownLatch(1);
        try {
            reactor.execute(() -> {
                events.close();
                paths.close("the transport was stopped");
                files.close();
                closed.countDown();
            });
            if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "event=sg.stop reason=\"the reactor did not close the nodes in time\"");
            }
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "event=sg.stop reactor is gone already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
