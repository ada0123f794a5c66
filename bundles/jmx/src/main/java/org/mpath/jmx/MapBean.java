package org.mpath.jmx;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** One map. Reads the data plane's snapshot each time; verbs go to the data plane. */
final class MapBean implements MapMXBean {
    private final String name;
    private final Supplier<MapState> state;
    private final DataPlane plane;

    MapBean(String name, Supplier<MapState> state, DataPlane plane) {
        this.name = name;
        this.state = state;
        this.plane = plane;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getWwid() {
        return state.get().unit().wwid();
    }

    @Override
    public String getState() {
        return word(state.get().condition());
    }

    @Override
    public String getVendor() {
        return state.get().unit().vendor();
    }

    @Override
    public String getProduct() {
        return state.get().unit().product();
    }

    @Override
    public String getHandler() {
        return state.get().handler();
    }

    @Override
    public List<String> getFeatures() {
        return state.get().features();
    }

    @Override
    public long getSizeBytes() {
        return state.get().unit().sizeBytes();
    }

    @Override
    public int getBlockSizeBytes() {
        return state.get().unit().blockSize();
    }

    @Override
    public int getActivePaths() {
        return state.get().activePaths();
    }

    @Override
    public int getTotalPaths() {
        return state.get().pathCount();
    }

    @Override
    public int getQueuedRequests() {
        return state.get().queued();
    }

    @Override
    public int getInFlightRequests() {
        return state.get().inFlight();
    }

    @Override
    public long getReadCount() {
        return state.get().counters().reads();
    }

    @Override
    public long getWriteCount() {
        return state.get().counters().writes();
    }

    @Override
    public long getReadBytesCount() {
        return state.get().counters().readBytes();
    }

    @Override
    public long getWrittenBytesCount() {
        return state.get().counters().writtenBytes();
    }

    @Override
    public long getErrorCount() {
        return state.get().counters().errors();
    }

    @Override
    public long getRetryCount() {
        return state.get().counters().retries();
    }

    @Override
    public long getEventCount() {
        return state.get().events();
    }

    @Override
    public List<GroupView> getGroups() {
        return getSnapshot().groups();
    }

    @Override
    public MapView getSnapshot() {
        MapState map = state.get();
        return new MapView(
                map.name(),
                map.unit().wwid(),
                word(map.condition()),
                map.unit().sizeBytes(),
                map.handler(),
                map.queued(),
                map.inFlight(),
                map.counters().reads(),
                map.counters().writes(),
                map.counters().errors(),
                map.counters().retries(),
                map.groups().stream().map(MapBean::view).toList());
    }

    @Override
    public void failPath(String path) {
        Verbs.run(() -> plane.message(name, "fail_path " + path));
    }

    @Override
    public void reinstatePath(String path) {
        Verbs.run(() -> plane.message(name, "reinstate_path " + path));
    }

    @Override
    public String table() {
        return Verbs.get(() -> plane.table(name));
    }

    @Override
    public String status() {
        return Verbs.get(() -> plane.status(name));
    }

    private static GroupView view(GroupState group) {
        return new GroupView(group.number(), word(group.state()), group.selector(),
                group.paths().stream().map(MapBean::view).toList());
    }

    private static PathView view(PathState path) {
        return new PathView(path.name(), word(path.state()), path.failCount(), path.reason(), path.changedMillis(),
                path.inFlight(), path.counters().reads(), path.counters().writes(), path.counters().errors());
    }

    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
