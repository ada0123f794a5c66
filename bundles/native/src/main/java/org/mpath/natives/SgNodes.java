package org.mpath.natives;

import java.nio.ByteBuffer;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens nodes of the kernel's sg, sd and bsg drivers. */
@Component
public final class SgNodes implements ScsiNodes {
    private static final String BSG = "/dev/bsg/";
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EFD_SEMAPHORE = 1;
    private static final int THREADS_MAX = 1024;

    /** Those of bsg nodes; none while nothing is under way. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, THREADS_MAX, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), SgNodes::daemon);

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mpath-bsg");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ScsiNode open(String device) throws NativeException {
        int fd = Kernel.libc().open(device, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            throw Kernel.failure("open " + device);
        }
        OpenFile file = new OpenFile(device, fd);
        return device.startsWith(BSG) ? bsg(file) : new SgNode(file);
    }

    /** A node of the bsg driver that is open already. */
    ScsiNode bsg(OpenFile file) throws NativeException {
        int bell = Kernel.libc().eventfd(0, EFD_SEMAPHORE | O_NONBLOCK | O_CLOEXEC);
        if (bell < 0) {
            NativeException failure = Kernel.failure("eventfd for " + file.name());
            file.close();
            throw failure;
        }
        return new BsgNode(file, new OpenFile("requests of " + file.name(), bell), threads);
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Kernel.addressOf(direct);
    }

    /** Requests that are under way come to their end. */
    @Deactivate
    public void stop() {
        threads.shutdown();
    }
}
