package org.mpath.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/**
 * An epoll instance under the descriptor of a Java channel.
 *
 * <p>Java's selector watches descriptors by {@code epoll} itself, and an epoll instance can be watched by another one
 * ({@code epoll(7)}, questions 3 and 4). All that is missing is a channel that stands for it: a socket whose descriptor is made
 * to name the epoll instance instead ({@code dup2}). The socket is never read or written, only registered and closed.
 */
final class EpollSet implements ReadySet {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int EPOLLIN = 1;

    private final boolean packed = System.getProperty("os.arch").equals("amd64");
    /** {@code struct epoll_event} is packed on x86-64 and naturally aligned elsewhere. */
    private final int eventBytes = packed ? 12 : 16;

    private final int tokenOffset = packed ? 4 : 8;
    private final int eventsMax;
    private final ByteBuffer events;
    private final long address;
    private final SocketChannel channel;
    private final int fd;

    EpollSet(int eventsMax) throws IOException {
        this.eventsMax = eventsMax;
        this.events = ByteBuffer.allocateDirect(eventsMax * eventBytes).order(ByteOrder.nativeOrder());
        this.address = Kernel.addressOf(events);
        this.channel = NamedSocket.open();
        try {
            this.fd = NamedSocket.numberOf(channel);
            replace();
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void replace() throws NativeException {
        int epoll = Kernel.libc().epoll_create1(EPOLL_CLOEXEC);
        if (epoll < 0) {
            throw Kernel.failure("epoll_create1");
        }
        int put = Kernel.libc().dup2(epoll, fd);
        NativeException failure = put < 0 ? Kernel.failure("dup2") : null;
        Kernel.libc().close(epoll);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public void add(OpenFile file, long token) throws NativeException {
        events.putInt(0, EPOLLIN).putLong(tokenOffset, token);
        if (Kernel.libc().epoll_ctl(fd, CTL_ADD, file.number(), address) != 0) {
            throw Kernel.failure("epoll_ctl " + file.name());
        }
    }

    @Override
    public void remove(OpenFile file) {
        Kernel.libc().epoll_ctl(fd, CTL_DEL, file.number(), address);
    }

    @Override
    public int forEachReady(LongConsumer each) {
        // what is left out is still ready in the next turn
        int ready = Kernel.libc().epoll_wait(fd, address, eventsMax, 0);
        for (int i = 0; i < ready; i++) {
            each.accept(events.getLong(i * eventBytes + tokenOffset));
        }
        return Math.max(0, ready);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket without a peer cannot be closed", e);
        }
    }
}
