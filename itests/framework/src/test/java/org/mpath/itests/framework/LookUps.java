package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapException;

/** Loads a table that names the dropped handler and one that does not, in turns as fast as it goes, on a thread of its own. */
final class LookUps implements AutoCloseable {
    private final DataPlane plane;
    private final String map;
    private final Thread thread = new Thread(this::run, "look-ups");
    private volatile long found;
    private volatile long missed;
    private volatile Throwable failure;
    private volatile boolean closed;

    private LookUps(DataPlane plane, String map) {
        this.plane = plane;
        this.map = map;
    }

    static LookUps start(DataPlane plane, String map) {
        LookUps lookUps = new LookUps(plane, map);
        lookUps.thread.start();
        return lookUps;
    }

    private void run() {
        try {
            while (!closed) {
                look();
                plane.load(map, BareMap.table("0", "round-robin"));
            }
        } catch (RuntimeException | Error broken) {
            failure = broken;
        }
    }

    private void look() {
        try {
            plane.load(map, BareMap.table("1 " + DroppedHandlerFactory.FAMILY, "round-robin"));
            found++;
        } catch (MapException notThere) {
            if (notThere.code() != MapException.Code.INVALID) {
                throw notThere;
            }
            missed++;
        }
    }

    /** Waits until the handler is found again. */
    void awaitFound() {
        long before = found;
        Await.until(() -> found > before || failure != null, () -> found + " found, " + missed + " missed");
        assertThat(failure).isNull();
    }

    /** Stops, and fails unless the handler was found and missed, and nothing else happened. */
    @Override
    public void close() {
        closed = true;
        Await.until(() -> !thread.isAlive(), () -> "a table is being loaded");
        assertThat(failure).isNull();
        assertThat(missed).as("times it was not there").isPositive();
    }
}
