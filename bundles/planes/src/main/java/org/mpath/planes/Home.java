package org.mpath.planes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;

/** Where one map lives. Verbs enter together, a move alone. */
final class Home {
    private static final long ENTER_MILLIS_MAX = 5_000;

    private final String map;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile DataPlane plane;

    Home(String map, DataPlane plane) {
        this.map = map;
        this.plane = plane;
    }

    DataPlane plane() {
        return plane;
    }

    /** From now on; within {@link #alone}. */
    void plane(DataPlane next) {
        plane = next;
    }

    /** Has the map's plane do something, unless the map is moving. */
    <T> T with(Function<DataPlane, T> verb) {
        if (!lock.readLock().tryLock()) {
            throw new MapException(Code.BUSY, "map " + map + " is being moved to another plane; try again");
        }
        try {
            return verb.apply(plane);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Does something while no verb is under way. */
    void alone(Runnable work) {
        try {
            if (!lock.writeLock().tryLock(ENTER_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                throw new MapException(
                        Code.BUSY, "map " + map + ": another verb is under way for more than " + ENTER_MILLIS_MAX + " ms");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MapException(Code.BUSY, "map " + map + ": interrupted while another verb was under way");
        }
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
