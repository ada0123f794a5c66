package org.mpath.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.TextForm;

/**
 * One map. Reads the data plane's snapshot each time, and within a bound what no snapshot has; verbs go to the data plane.
 */
final class MapBean implements MapMXBean {
    private static final long AWAIT_MILLIS_MAX = 60_000;
    private static final int HISTORY_MAX = 256;

    private final String name;
    private final DataPlane plane;
    private final BoundedReads owner;

    MapBean(String name, DataPlane plane, BoundedReads owner) {
        this.name = name;
        this.plane = plane;
        this.owner = owner;
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
    public int getCurrentGroup() {
        return Views.currentGroup(state());
    }

    @Override
    public List<String> getSelectorNames() {
        return state().groups().stream().map(GroupState::selector).toList();
    }

    @Override
    public boolean isSuspended() {
        return state().condition() == MapState.Condition.SUSPENDED;
    }

    @Override
    public PolicyView getPolicy() {
        return owner.get(() -> Views.of(plane.policy(name)));
    }

    @Override
    public List<String> getUsers() {
        return owner.get(() -> plane.users(name));
    }

    @Override
    public String getTable() {
        return owner.get(() -> plane.table(name));
    }

    @Override
    public String getStatus() {
        return owner.get(() -> plane.status(name));
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
        message("fail_path " + Verbs.given("path", path));
    }

    @Override
    public void reinstatePath(String path) {
        message("reinstate_path " + Verbs.given("path", path));
    }

    @Override
    public void load(String table) {
        Verbs.run(() -> plane.load(name, Verbs.given("table", table)));
    }

    @Override
    public void message(String words) {
        Verbs.run(() -> plane.message(name, Verbs.given("words", words)));
    }

    @Override
    public void suspend(boolean flush) {
        Verbs.run(() -> plane.suspend(name, flush));
    }

    @Override
    public void resume() {
        Verbs.run(() -> plane.resume(name));
    }

    @Override
    public void switchGroup(int group) {
        message("switch_group " + group);
    }

    @Override
    public void disableGroup(int group) {
        message("disable_group " + group);
    }

    @Override
    public void enableGroup(int group) {
        message("enable_group " + group);
    }

    @Override
    public void queueIfNoPath(boolean on) {
        message(on ? "queue_if_no_path" : "fail_if_no_path");
    }

    @Override
    public int probe() {
        return Verbs.get(() -> plane.probe(name));
    }

    @Override
    public void selector(String type, String arguments) {
        List<String> words = new ArrayList<>(List.of(Verbs.given("name", type)));
        new StringTokenizer(Verbs.given("arguments", arguments))
                .asIterator()
                .forEachRemaining(word -> words.add((String) word));
        Verbs.run(() -> plane.selector(name, words));
    }

    @Override
    public void setPolicy(String key, String value) {
        Verbs.run(() -> plane.policy(
                name, policy -> policy.with(Verbs.given("key", key), Verbs.given("value", value))));
    }

    @Override
    public String table(String form) {
        return Verbs.get(() -> plane.table(name, TextForm.of(Verbs.given("form", form))));
    }

    @Override
    public String status(String form) {
        return Verbs.get(() -> plane.status(name, TextForm.of(Verbs.given("form", form))));
    }

    @Override
    public long awaitEvent(long seen, long timeoutMillis) {
        Verbs.within("timeoutMillis", timeoutMillis, 0, AWAIT_MILLIS_MAX);
        return Verbs.get(() -> plane.awaitEvent(name, seen, timeoutMillis));
    }

    @Override
    public List<EventView> history(int count) {
        Verbs.within("count", count, 1, HISTORY_MAX);
        List<MapEvent> events = Verbs.get(() -> plane.history(name));
        return events.stream().skip(Math.max(0, events.size() - count)).map(Views::of).toList();
    }
}
