package org.mpath.transport.sg;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.TransportListener;
import org.mpath.natives.NativeException;
import org.mpath.natives.ScsiNode;

/** The paths there are, kept like what a scan found. Changes on the reactor, read by any thread. */
final class DevicePaths {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");

    private final Surroundings around;
    private final Collection<TransportListener> listeners;
    private final Map<String, SgPath> paths = new ConcurrentSkipListMap<>();
    /** Read by name or by a word of the kernel's; replaced whole. */
    private volatile Map<String, SgPath> byWord = Map.of();

    private final Map<Integer, HostTags> hosts = new HashMap<>();

    DevicePaths(Surroundings around, Collection<TransportListener> listeners) {
        this.around = around;
        this.listeners = listeners;
    }

    /** A disk whose node was opened for it. */
    record Opened(ScsiDevice disk, ScsiNode node) {}

    List<PathDevice> all() {
        return List.copyOf(paths.values());
    }

    /** By its name or by what the kernel calls its device; null when there is none. */
    PathDevice find(String word) {
        PathDevice named = paths.get(word);
        return named != null ? named : byWord.get(word.startsWith("/dev/") ? word.substring("/dev/".length()) : word);
    }

    /** Whether a disk is a path already: the same device, not another one in its place. Any thread. */
    boolean has(ScsiDevice disk) {
        SgPath path = paths.get(SgPath.nameOf(disk.address()));
        return path != null && !path.gone() && path.device().hasNodeOf(disk);
    }

    /** Brings the paths up to date. Reactor thread. */
    void apply(List<ScsiDevice> found, List<Opened> opened) {
        Map<String, ScsiDevice> there = found.stream()
                .collect(Collectors.toMap(disk -> SgPath.nameOf(disk.address()), Function.identity()));
        for (SgPath path : List.copyOf(paths.values())) {
            ScsiDevice disk = there.get(path.name());
            if (disk == null || !has(disk)) {
                remove(path, "the kernel has removed device " + path.device().address());
            } else {
                path.device(disk);
            }
        }
        List<SgPath> appeared = new ArrayList<>();
        opened.forEach(each -> add(each, appeared));
        index();
        appeared.forEach(path -> tell(listener -> listener.pathAppeared(path)));
    }

    private void add(Opened opened, List<SgPath> appeared) {
        if (paths.containsKey(SgPath.nameOf(opened.disk().address()))) {
            opened.node().close();
            return;
        }
        HostTags tags = hosts.computeIfAbsent(opened.disk().address().host(), host -> new HostTags());
        tags.tags(opened.disk().hostTags());
        SgPath path = new SgPath(around, opened.disk(), tags);
        try {
            path.use(opened.node());
            paths.put(path.name(), path);
            appeared.add(path);
        } catch (NativeException e) {
            LOG.log(Level.WARNING, "event=sg.unwatched path=" + path.name() + " reason=\"" + e.getMessage() + '"');
        }
    }

    private void remove(SgPath path, String reason) {
        paths.remove(path.name());
        index();
        path.close(reason);
        tell(listener -> listener.pathGone(path, reason));
    }

    private void index() {
        Map<String, SgPath> words = new HashMap<>();
        for (SgPath path : paths.values()) {
            words.put(path.nodes().block(), path);
            words.put(path.nodes().generic(), path);
            words.put(path.nodes().numbers(), path);
        }
        words.remove("");
        byWord = Map.copyOf(words);
    }

    /** Looks at every path's device. Any thread. */
    void lookAtAll() {
        paths.values().forEach(SgPath::look);
    }

    /** The path at an address; null when there is none. */
    SgPath at(ScsiAddress address) {
        return address == null ? null : paths.get(SgPath.nameOf(address));
    }

    /** Removes all paths, and closes them without waiting. Reactor thread. */
    void close(String reason) {
        for (SgPath path : List.copyOf(paths.values())) {
            paths.remove(path.name());
            path.closeNow(reason);
            tell(listener -> listener.pathGone(path, reason));
        }
        byWord = Map.of();
    }

    private void tell(Consumer<TransportListener> news) {
        for (TransportListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "event=sg.listener_failed listener=" + listener.getClass().getName(), e);
            }
        }
    }
}
