package org.mpath.jmx;

import java.util.List;
import java.util.NoSuchElementException;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapState;

/** One map. Reads the data plane's snapshot each time; verbs go to the data plane. */
final class MapBean implements MapMXBean {
    private final String name;
    private final DataPlane plane;

    MapBean(String name, DataPlane plane) {
        this.name = name;
        this.plane = plane;
    }

    private MapState state() {
        MapState state = plane.stateOf(name);
        if (state == null) {
            throw new NoSuchElementException("map " + name + " is gone");
        }
        return state;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getWwid() {
        return state().unit().wwid();
    }

    @Override
    public String getState() {
        return Views.word(state().condition());
    }

    @Override
    public String getVendor() {
        return state().unit().vendor();
    }

    @Override
    public String getProduct() {
        return state().unit().product();
    }

    @Override
    public String getRevision() {
        return state().unit().revision();
    }

    @Override
    public String getSerial() {
        return state().unit().serial();
    }

    @Override
    public boolean isReadOnly() {
        return state().unit().limits().readOnly();
    }

    @Override
    public String getHandler() {
        return state().handler();
    }

    @Override
    public List<String> getFeatures() {
        return state().features();
    }

    @Override
    public long getSizeBytes() {
        return state().unit().sizeBytes();
    }

    @Override
    public int getBlockSizeBytes() {
        return state().unit().blockSize();
    }

    @Override
    public int getActivePaths() {
        return state().activePaths();
    }

    @Override
    public int getTotalPaths() {
        return state().pathCount();
    }

    @Override
    public int getQueuedRequests() {
        return state().queued();
    }

    @Override
    public int getInFlightRequests() {
        return state().inFlight();
    }

    @Override
    public long getReadCount() {
        return state().counters().reads();
    }

    @Override
    public long getWriteCount() {
        return state().counters().writes();
    }

    @Override
    public long getReadBytesCount() {
        return state().counters().readBytes();
    }

    @Override
    public long getWrittenBytesCount() {
        return state().counters().writtenBytes();
    }

    @Override
    public long getErrorCount() {
        return state().counters().errors();
    }

    @Override
    public long getRetryCount() {
        return state().counters().retries();
    }

    @Override
    public long getEventCount() {
        return state().events();
    }

    @Override
    public List<GroupView> getGroups() {
        return getSnapshot().groups();
    }

    @Override
    public MapView getSnapshot() {
        return Views.of(state());
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
}
