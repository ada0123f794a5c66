package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MultipathMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * I/O through a map, one request after the other on its reactor: writes a block, reads it back, compares. Stops at the
 * first thing that is wrong.
 */
final class MapPump implements AutoCloseable {
    private static final int BLOCK_BYTES = 512;
    private static final byte WRITE_10 = 0x2a;
    private static final byte READ_10 = 0x28;
    private static final int BLOCKS = 16;
    /** Between two requests: leaves the processor to what is tested. */
    private static final long PAUSE_NANOS = 200_000;

    private final MultipathMap map;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    /** Made on the reactor. */
    private ReactorTimer next;
    private boolean writing;
    private volatile long done;
    private volatile String failure;
    private volatile boolean closed;
    private volatile boolean idle;

    private MapPump(MultipathMap map) {
        this.map = map;
    }

    /** Starts on a map, and waits until it goes. */
    static MapPump start(BundleContext context, String map) throws InvalidSyntaxException {
        ServiceReference<MultipathMap> reference = context.getServiceReferences(
                MultipathMap.class, "(" + MultipathMap.NAME + "=" + map + ")").iterator().next();
        MapPump pump = new MapPump(context.getService(reference));
        Reactor reactor = pump.map.reactor();
        reactor.execute(() -> {
            pump.next = reactor.timer(pump::submit);
            pump.submit();
        });
        pump.awaitMore(10);
        return pump;
    }

    /** Waits until so many more requests are answered; fails when one failed. */
    void awaitMore(int requests) {
        long goal = done + requests;
        Await.until(() -> done >= goal || failure != null, () -> done + " requests answered, " + goal + " wanted");
        assertThat(failure).isNull();
    }

    /** A new task each time: what a plug-in leaves in one must not keep the plug-in. */
    private void submit() {
        if (closed || failure != null) {
            idle = true;
            return;
        }
        writing = !writing;
        ScsiTask task = new ScsiTask();
        task.cdb[0] = writing ? WRITE_10 : READ_10;
        task.cdb[5] = (byte) (done / 2 % BLOCKS);
        task.cdb[8] = 1;
        task.cdbLength = 10;
        task.direction = writing ? DataDirection.WRITE : DataDirection.READ;
        task.changesMedium = writing;
        task.data = block;
        task.dataLength = BLOCK_BYTES;
        block.putLong(0, writing ? done : -1);
        map.submit(task, this::answered);
    }

    private void answered(ScsiTask ended) {
        long expected = writing ? done : done - 1;
        if (!ended.good()) {
            failure = "request " + done + " ended " + ended.delivery + " status " + ended.status + " reason " + ended.reason;
        } else if (block.getLong(0) != expected) {
            failure = "request " + done + " read " + block.getLong(0) + " where " + expected + " was written";
        }
        done++;
        next.arm(PAUSE_NANOS);
    }

    /** Stops, and fails when a request failed. */
    @Override
    public void close() {
        closed = true;
        Await.until(() -> idle, () -> "the last request is not answered");
        assertThat(failure).isNull();
    }
}
