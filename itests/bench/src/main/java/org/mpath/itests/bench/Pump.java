package org.mpath.itests.bench;

import java.nio.ByteBuffer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;

/**
 * Keeps a load on a path or a map while it is switched on: as soon as an operation is over its task is sent again with the
 * next address. Reactor thread only; allocates nothing while it runs.
 */
final class Pump implements TaskListener, TurnEnd {
    private static final int BLOCK_BYTES = 512;
    private static final int PAGE_BYTES = 4096;

    /** How much of a unit is used. */
    static final long REGION_BYTES = 64L << 20;

    /** A path's or a map's {@code submit}. */
    @FunctionalInterface
    private interface Submitter {
        void submit(ScsiTask task, TaskListener listener);
    }

    /** A load on a path alone. */
    static Pump on(PathDevice path, String name, Load load) {
        return new Pump(name, path.reactor(), (task, listener) -> {
            task.begin();
            path.submit(task, listener);
        }, load);
    }

    /** A load on a map. */
    static Pump on(MultipathMap map, String name, Load load) {
        return new Pump(name, map.reactor(), map::submit, load);
    }

    private final String name;
    private final Reactor reactor;
    private final Submitter submitter;
    private final Load load;
    private final Addresses addresses;
    private final ScsiTask[] idle;
    private int idleCount;
    private boolean running;
    private boolean filling;
    private boolean fillLater;
    private Runnable drained;
    private long operations;
    private String failure;

    private Pump(String name, Reactor reactor, Submitter submitter, Load load) {
        this.name = name;
        this.reactor = reactor;
        this.submitter = submitter;
        this.load = load;
        this.addresses = new Addresses(load, BLOCK_BYTES, REGION_BYTES / BLOCK_BYTES);
        this.idle = new ScsiTask[load.depth()];
        for (int i = 0; i < load.depth(); i++) {
            idle[idleCount++] = task();
        }
    }

    private ScsiTask task() {
        ScsiTask task = new ScsiTask();
        task.data = ByteBuffer.allocateDirect(load.bytes() + PAGE_BYTES).alignedSlice(PAGE_BYTES);
        task.dataLength = load.bytes();
        task.direction = load.write() ? DataDirection.WRITE : DataDirection.READ;
        task.changesMedium = load.write();
        return task;
    }

    String name() {
        return name;
    }

    /** Operations that ended GOOD, in all. */
    long operations() {
        return operations;
    }

    /** Why an operation did not end GOOD; null when all did. */
    String failure() {
        return failure;
    }

    void start() {
        running = true;
        fill();
    }

    /** Stops; {@code whenDrained} runs once nothing is outstanding. */
    void stop(Runnable whenDrained) {
        running = false;
        drained = whenDrained;
        finishWhenDrained();
    }

    @Override
    public void taskDone(ScsiTask task) {
        idle[idleCount++] = task;
        if (task.good()) {
            operations++;
        } else if (failure == null) {
            failure = name + ": " + task.delivery + ", status " + task.status + ", " + task.reason;
            running = false;
        }
        if (running && !filling) {
            fill();
        } else if (!running) {
            finishWhenDrained();
        }
    }

    @Override
    public void turnEnded() {
        fillLater = false;
        if (running) {
            fill();
        }
    }

    /** Sends what is idle, once; what comes back at once goes again at the end of the turn, so that the loop can breathe. */
    private void fill() {
        filling = true;
        for (int left = idleCount; left > 0 && running; left--) {
            send(idle[--idleCount]);
        }
        filling = false;
        if (idleCount > 0 && running && !fillLater) {
            fillLater = true;
            reactor.atTurnEnd(this);
        }
    }

    private void send(ScsiTask task) {
        long address = addresses.next();
        task.cdbLength = load.write()
                ? Cdb.write(task.cdb, address, addresses.blocksPerOperation(), false)
                : Cdb.read(task.cdb, address, addresses.blocksPerOperation());
        submitter.submit(task, this);
    }

    private void finishWhenDrained() {
        if (drained != null && idleCount == idle.length) {
            Runnable tell = drained;
            drained = null;
            tell.run();
        }
    }
}
