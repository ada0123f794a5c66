package org.mpath.jmx;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** One path of one map. */
final class PathBean implements PathMXBean {
    private final String map;
    private final String name;
    private final DataPlane plane;
    private final Supplier<Inventory> inventory;

    PathBean(String map, String name, DataPlane plane, Supplier<Inventory> inventory) {
        this.map = map;
        this.name = name;
        this.plane = plane;
        this.inventory = inventory;
    }

    private GroupState group() {
        MapState state = plane.stateOf(map);
        if (state != null) {
            for (GroupState group : state.groups()) {
                if (group.paths().stream().anyMatch(path -> path.name().equals(name))) {
                    return group;
                }
            }
        }
        throw new NoSuchElementException("map " + map + " has no path " + name + " any more");
    }

    private PathState path() {
        return group().paths().stream()
                .filter(path -> path.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getMap() {
        return map;
    }

    @Override
    public int getGroup() {
        return group().number();
    }

    @Override
    public String getState() {
        return Views.word(path().state());
    }

    @Override
    public String getTransport() {
        return name.substring(0, Math.max(0, name.indexOf(':')));
    }

    @Override
    public String getChecker() {
        return discovered().map(path -> Views.word(path.checker())).orElse("");
    }

    @Override
    public String getFamily() {
        return discovered().map(DiscoveredPath::family).orElse("");
    }

    @Override
    public int getPriority() {
        return discovered().map(DiscoveredPath::priority).orElse(-1);
    }

    @Override
    public String getAccess() {
        return discovered().map(DiscoveredPath::access).orElse("");
    }

    /** What discovery knows of it; empty when it is not there, or does not know it. */
    private Optional<DiscoveredPath> discovered() {
        Inventory present = inventory.get();
        return present == null
                ? Optional.empty()
                : present.paths().stream().filter(path -> path.name().equals(name)).findFirst();
    }

    @Override
    public PathView getSnapshot() {
        return Views.of(path());
    }

    @Override
    public String getReason() {
        return path().reason();
    }

    @Override
    public long getFailCount() {
        return path().failCount();
    }

    @Override
    public long getChangedMillis() {
        return path().changedMillis();
    }

    @Override
    public int getInFlightRequests() {
        return path().inFlight();
    }

    @Override
    public long getReadCount() {
        return path().counters().reads();
    }

    @Override
    public long getWriteCount() {
        return path().counters().writes();
    }

    @Override
    public long getReadBytesCount() {
        return path().counters().readBytes();
    }

    @Override
    public long getWrittenBytesCount() {
        return path().counters().writtenBytes();
    }

    @Override
    public long getErrorCount() {
        return path().counters().errors();
    }

    @Override
    public long getRetryCount() {
        return path().counters().retries();
    }

    @Override
    public void fail() {
        Verbs.run(() -> plane.message(map, "fail_path " + name));
    }

    @Override
    public void reinstate() {
        Verbs.run(() -> plane.message(map, "reinstate_path " + name));
    }

    @Override
    public void setMarginal() {
        Verbs.run(() -> present().setMarginal(name, true));
    }

    @Override
    public void unsetMarginal() {
        Verbs.run(() -> present().setMarginal(name, false));
    }

    private Inventory present() {
        Inventory present = inventory.get();
        if (present == null) {
            throw new IllegalStateException("no discovery is installed: bundle org.mpath.discovery brings it");
        }
        return present;
    }
}
