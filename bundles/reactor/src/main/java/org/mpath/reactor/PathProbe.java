package org.mpath.reactor;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;

/** Reads the first block through a path, as the kernel's path probing ioctl does. Reactor thread. */
final class PathProbe {
    private PathProbe() {}

    /**
     * Sends the read.
     *
     * @param answered told the outcome, once, perhaps before this returns
     */
    static void send(PathDevice path, int blockBytes, BufferPool buffers, Consumer<ScsiTask> answered) {
        ByteBuffer pooled = buffers.acquire(blockBytes);
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, 0, 1);
        task.direction = DataDirection.READ;
        // a pool that is empty says nothing about the path
        task.data = pooled != null ? pooled : ByteBuffer.allocate(blockBytes);
        task.dataLength = blockBytes;
        task.begin();
        path.submit(task, done -> {
            if (pooled != null) {
                buffers.release(pooled);
            }
            answered.accept(done);
        });
    }
}
