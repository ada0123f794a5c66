package org.mpath.jmx;

import java.util.List;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapState;

/** The runtime as a whole. */
final class EngineBean implements EngineMXBean {
    private final String version;
    private final DataPlane plane;
    private final Inventory inventory;

    EngineBean(String version, DataPlane plane, Inventory inventory) {
        this.version = version;
        this.plane = plane;
        this.inventory = inventory;
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
        return (int) inventory.paths().stream().filter(path -> path.map().isEmpty()).count();
    }

    @Override
    public boolean isSettled() {
        return inventory.settled();
    }

    @Override
    public void rescan() {
        inventory.rescan();
    }
}
