package org.mpath.natives;

/**
 * A file descriptor that this bundle opened. Closing it twice does nothing the second time: the number may be somebody
 * else's by then.
 */
public class OpenFile implements AutoCloseable {
    private static final int CLOSED = -1;

    private final String name;
    private int fd;

    OpenFile(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /** What was opened, for people: a device node. */
    public final String name() {
        return name;
    }

    /** False after {@link #close}. */
    public final boolean isOpen() {
        return fd != CLOSED;
    }

    /** The descriptor's number. */
    final int number() {
        if (fd == CLOSED) {
            throw new IllegalStateException(name + " is closed");
        }
        return fd;
    }

    /** Closes the descriptor; it must be in no {@link ReadySet}. The thread that uses it. */
    @Override
    public void close() {
        int open = fd;
        fd = CLOSED;
        if (open != CLOSED) {
            Kernel.libc().close(open);
        }
    }
}
