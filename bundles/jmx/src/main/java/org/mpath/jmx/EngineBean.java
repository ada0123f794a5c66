package org.mpath.jmx;

import java.util.List;
import java.util.function.Supplier;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapState;

/** The runtime as a whole. */
final class EngineBean implements EngineMXBean {
    private final String version;
    private final DataPlane plane;
    private final Supplier<Inventory> inventory;
    private final EventFeed feed;

    EngineBean(String version, DataPlane plane, Supplier<Inventory> inventory, EventFeed feed) {
        this.version = version;
        this.plane = plane;
        this.inventory = inventory;
        this.feed = feed;
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public List<String> getMaps() {
        return plane.maps().stream().map(MapState::name).toList();
    }

    @Override
    public int getActivePaths() {
        return plane.maps().stream().mapToInt(MapState::activePaths).sum();
    }

    @Override
    public int getTotalPaths() {
        return plane.maps().stream().mapToInt(MapState::pathCount).sum();
    }

    @Override
    public int getOrphanPaths() {
        Inventory present = inventory.get();
        return present == null
                ? 0
                : (int) present.paths().stream().filter(path -> path.map().isEmpty()).count();
    }

    @Override
    public int getQueuedRequests() {
        return plane.maps().stream().mapToInt(MapState::queued).sum();
    }

    @Override
    public int getInFlightRequests() {
        return plane.maps().stream().mapToInt(MapState::inFlight).sum();
    }

    @Override
    public long getEventCount() {
        return feed.latestSequence();
    }

    @Override
    public long getSuppressedNotificationCount() {
        return feed.suppressed();
    }

    @Override
    public boolean isSettled() {
        Inventory present = inventory.get();
        return present != null && present.settled();
    }

    @Override
    public void rescan() {
        Inventory present = inventory.get();
        if (present == null) {
            throw new IllegalStateException("no discovery is installed: bundle org.mpath.discovery brings it");
        }
        Verbs.run(present::rescan);
    }
}
