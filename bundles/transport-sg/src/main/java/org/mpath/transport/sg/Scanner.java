package org.mpath.transport.sg;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mpath.api.io.Reactor;
import org.mpath.natives.NativeException;
import org.mpath.natives.ScsiNode;
import org.mpath.natives.ScsiNodes;

/**
 * Looks for disks on a thread of its own, opens the nodes of new ones, and has the reactor follow. However many ask at about
 * the same time, they get one scan; who asks while one runs gets another one after it.
 */
final class Scanner {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    /** What comes in a burst is waited for: disks one after the other, nodes of one disk, udev. */
    private static final long COALESCE_MILLIS = 100;

    private static final long UNRIPE_MILLIS = 250;

    private final ScheduledExecutorService thread;
    private final Reactor reactor;
    private final ScsiNodes nodes;
    private final SysfsScan sysfs;
    private final DevicePaths paths;
    private final Runnable scanned;
    private final Ripening ripening = new Ripening();
    private final AtomicBoolean asked = new AtomicBoolean();
    /** Scanning thread. */
    private String said = "";

    private volatile String note = "";

    /** @param scanned called on the reactor when paths follow what a scan found, and nothing is waited for any more */
    Scanner(ScheduledExecutorService thread, Reactor reactor, ScsiNodes nodes, SysfsScan sysfs, DevicePaths paths, Runnable scanned) {
        this.thread = thread;
        this.reactor = reactor;
        this.nodes = nodes;
        this.sysfs = sysfs;
        this.paths = paths;
        this.scanned = scanned;
    }

    /** Why there are no paths, or not all, one sentence; empty when all is well. Any thread. */
    String note() {
        return note;
    }

    /** Scans soon. Any thread. */
    void ask() {
        ask(COALESCE_MILLIS);
    }

    private void ask(long millis) {
        if (asked.compareAndSet(false, true)) {
            try {
                thread.schedule(this::scan, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                asked.set(true); // nobody scans any more
            }
        }
    }

    private void scan() {
        asked.set(false);
        try {
            SysfsScan.Found found = sysfs.scan();
            List<ScsiDevice> ripe = ripening.ripe(
                    found.disks(), address -> paths.at(address) != null, sysfs::awaitsUdev, System.nanoTime());
            Openings openings = open(ripe);
            LOG.log(Level.DEBUG, "event=sg.scanned disks=" + found.disks().size() + " opened=" + openings.opened().size());
            note(openings.refusal().isEmpty() ? found.note() : openings.refusal());
            boolean all = ripe.size() == found.disks().size();
            reactor.execute(() -> follow(found.disks(), openings.opened(), all));
            if (!all) {
                ask(UNRIPE_MILLIS);
            }
        } catch (RejectedExecutionException stopped) {
            // the reactor has stopped
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=sg.scan_failed", e);
        }
    }

    private void follow(List<ScsiDevice> found, List<DevicePaths.Opened> opened, boolean all) {
        paths.apply(found, opened);
        paths.lookAtAll();
        if (all) {
            scanned.run();
        }
    }

    /**
     * What could be opened.
     *
     * @param refusal why some could not, one sentence; empty when all could
     */
    private record Openings(List<DevicePaths.Opened> opened, String refusal) {}

    private Openings open(List<ScsiDevice> disks) {
        List<DevicePaths.Opened> opened = new ArrayList<>();
        String first = "";
        int refused = 0;
        for (ScsiDevice disk : disks) {
            if (paths.has(disk) || disk.down() != null) {
                continue; // one that is not running becomes a path when it is
            }
            try {
                ScsiNode node = nodes.open(disk.node());
                opened.add(new DevicePaths.Opened(disk, node));
            } catch (NativeException e) {
                first = refused++ == 0 ? e.getMessage() : first;
            }
        }
        return new Openings(opened, refused == 0 ? "" : refused + " of " + disks.size() + " disk(s) could not be opened: " + first);
    }

    private void note(String sentence) {
        note = sentence;
        if (!sentence.equals(said) && !sentence.isEmpty()) {
            LOG.log(Level.WARNING, "event=sg.incomplete reason=\"" + sentence + '"');
        }
        said = sentence;
    }
}
