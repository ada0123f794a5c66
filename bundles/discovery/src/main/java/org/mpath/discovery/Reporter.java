package org.mpath.discovery;

import java.util.function.Consumer;
import org.mpath.api.map.DataPlane;
import org.mpath.api.plugin.PathRank;

/** Brings what the watch of a path reports from its reactor to the discovery thread. */
final class Reporter implements PathWatch.Reports {
    private final Discovery discovery;
    private final KnownPath path;
    private final DiscoveryThread thread;
    private final DataPlane plane;
    private final Consumer<Runnable> changes;

    /** @param changes runs work on the thread as a change that settling waits for */
    Reporter(Discovery discovery, KnownPath path, DiscoveryThread thread, DataPlane plane, Consumer<Runnable> changes) {
        this.plane = plane;
        this.discovery = discovery;
        this.path = path;
        this.thread = thread;
        this.changes = changes;
    }

    @Override
    public void probed(ProbeResult result, PathRank rank) {
        changes.accept(() -> whenKnown(() -> discovery.probed(path, result, rank)));
    }

    @Override
    public void checked(CheckOutcome outcome, PathRank rank) {
        thread.post(() -> whenKnown(() -> discovery.checked(path, outcome, rank)));
    }

    @Override
    public void accessChanged() {
        thread.post(() -> whenKnown(() -> discovery.accessChanged(path)));
    }

    @Override
    public void capacityChanged() {
        thread.post(() -> whenKnown(() -> discovery.capacityChanged(path)));
    }

    @Override
    public void unitsChanged() {
        thread.post(() -> whenKnown(() -> discovery.unitsChanged(path.name())));
    }

    @Override
    public void identityLost(CheckOutcome outcome) {
        plane.unitChanged(path.device, outcome.reason()); // here: until the thread knows, more would be sent
        thread.post(() -> whenKnown(() -> discovery.identityLost(path, outcome)));
    }

    @Override
    public void sampled(long reads, long errors) {
        thread.post(() -> whenKnown(() -> discovery.shaky().sampled(path, reads, errors)));
    }

    private void whenKnown(Runnable work) {
        if (discovery.knows(path)) {
            work.run();
        }
    }
}
