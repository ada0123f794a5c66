package org.mpath.discovery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;

/** A transport whose paths a test adds and removes. */
final class FakeTransport implements Transport {
    private final List<PathDevice> paths = new CopyOnWriteArrayList<>();
    private final List<TransportListener> listeners = new CopyOnWriteArrayList<>();
    private final String type;
    private volatile boolean settled = true;
    final AtomicInteger rescans = new AtomicInteger();

    FakeTransport() {
        this("lab");
    }

    FakeTransport(String type) {
        this.type = type;
    }

    void add(PathDevice path) {
        paths.add(path);
        listeners.forEach(listener -> listener.pathAppeared(path));
    }

    void remove(PathDevice path) {
        paths.remove(path);
        listeners.forEach(listener -> listener.pathGone(path, "removed by test"));
    }

    void settled(boolean now) {
        settled = now;
        listeners.forEach(listener -> listener.settledChanged(this));
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Collection<PathDevice> paths() {
        return List.copyOf(paths);
    }

    @Override
    public boolean settled() {
        return settled;
    }

    @Override
    public void rescan() {
        rescans.incrementAndGet();
    }

    @Override
    public void addListener(TransportListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(TransportListener listener) {
        listeners.remove(listener);
    }
}
