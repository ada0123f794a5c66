package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node of the kernel's bsg driver, for disks that have no other one. It takes {@code SG_IO} only, which waits: each request
 * has a thread until it is over, a few at a time. What is over is told by an event counter ({@code eventfd(2)}) that counts the
 * requests to be taken back; one count more than there are requests stands for a device that is gone, as with {@link SgNode}.
 */
final class BsgNode implements ScsiNode {
    /** Requests, and threads, of one opening. */
    static final int REQUESTS = 4;

    private static final long SG_IO = 0x2285;
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;
    private static final int ENOMEM = 12;
    private static final int EFAULT = 14;
    private static final int ENODEV = 19;
    private static final int ENOTTY = 25;
    private static final ByteBuffer ONE = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1);

    private final OpenFile file;
    private final OpenFile bell;
    private final Executor threads;
    private final ArrayDeque<BsgRequest> free = new ArrayDeque<>();
    private final Queue<BsgRequest> over = new ConcurrentLinkedQueue<>();
    private final ByteBuffer count = ByteBuffer.allocateDirect(Long.BYTES);
    /** Who uses the descriptors: whoever opened this, and each request under way. The last one closes them. */
    private final AtomicInteger users = new AtomicInteger(1);

    private boolean closed;
    private volatile boolean gone;

    /** @param bell counts, one at a time */
    BsgNode(OpenFile file, OpenFile bell, Executor threads) {
        this.file = file;
        this.bell = bell;
        this.threads = threads;
        for (int i = 0; i < REQUESTS; i++) {
            free.add(new BsgRequest());
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public int send(long header) {
        if (gone) {
            return ENODEV;
        }
        if (free.isEmpty()) {
            return EAGAIN;
        }
        BsgRequest request = free.element();
        users.incrementAndGet();
        try {
            request.begin(Kernel.memoryAt(header, SgHeader.BYTES));
            threads.execute(() -> run(request));
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            users.decrementAndGet();
            return ENOMEM;
        }
        free.remove();
        return 0;
    }

    private void run(BsgRequest request) {
        int errno = perform(request);
        over.add(request);
        ring();
        if (!gone && (errno == ENODEV || errno == ENXIO)) {
            gone = true;
            ring();
        }
        leave();
    }

    private int perform(BsgRequest request) {
        int errno = Kernel.outcome(Kernel.libc().ioctl(file.number(), SG_IO, request.address()), 0);
        if (errno != 0) {
            // but for what happens when all is done, it is refused before it is sent
            request.refused(errno == EFAULT || errno == Kernel.EIO ? BsgRequest.DID_ERROR : BsgRequest.DID_NO_CONNECT);
        }
        return errno;
    }

    private void ring() {
        Kernel.libc().write(bell.number(), Kernel.addressOf(ONE), Long.BYTES);
    }

    @Override
    public int receive(long header) {
        BsgRequest request = over.peek();
        if (request == null) {
            return EAGAIN;
        }
        int errno = Kernel.outcome(Kernel.libc().read(bell.number(), Kernel.addressOf(count), Long.BYTES), Long.BYTES);
        if (errno != 0) {
            return errno; // its count comes in a moment
        }
        over.remove();
        request.tell(Kernel.memoryAt(header, SgHeader.BYTES));
        free.add(request);
        return 0;
    }

    @Override
    public int execute(long header) {
        BsgRequest request = new BsgRequest().begin(Kernel.memoryAt(header, SgHeader.BYTES));
        int errno = perform(request);
        request.tell(Kernel.memoryAt(header, SgHeader.BYTES));
        return errno;
    }

    /** bsg has no resets. */
    @Override
    public int resetUnit() {
        return ENOTTY;
    }

    @Override
    public void watch(ReadySet set, long token) throws NativeException {
        set.add(bell, token);
    }

    @Override
    public void unwatch(ReadySet set) {
        set.remove(bell);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            leave();
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            file.close();
            bell.close();
        }
    }
}
