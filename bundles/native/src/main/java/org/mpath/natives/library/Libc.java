package org.mpath.natives.library;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The C library, as far as it is used here. Public for jnr-ffi alone, which makes the class behind it.
 *
 * <p>Addresses are plain {@code long}: buffers are direct ones whose address was asked for once, so that a call on the data
 * path allocates nothing.
 */
public interface Libc {
    /** {@code open(2)}. */
    int open(String path, int flags);

    /** {@code close(2)}. */
    int close(int fd);

    /** {@code lseek(2)}. */
    long lseek(int fd, long offset, int whence);

    /** {@code read(2)}. */
    @ssize_t
    long read(int fd, long address, @size_t long bytes);

    /** {@code write(2)}. */
    @ssize_t
    long write(int fd, long address, @size_t long bytes);

    /** {@code ioctl(2)} with a pointer. */
    int ioctl(int fd, long request, long address);

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code bind(2)}. */
    int bind(int fd, @In byte[] address, int bytes);

    /** {@code connect(2)}. */
    int connect(int fd, @In byte[] address, int bytes);

    /** {@code setsockopt(2)} with a number. */
    int setsockopt(int fd, int level, int name, @In int[] value, int bytes);

    /** {@code recvmsg(2)}. */
    @ssize_t
    long recvmsg(int fd, long message, int flags);

    /** {@code dup2(2)}. */
    int dup2(int from, int to);

    /** {@code getsockname(2)}. */
    int getsockname(int fd, @Out byte[] address, @In @Out int[] length);

    /** {@code eventfd(2)}. */
    int eventfd(int count, int flags);

    /** {@code epoll_create1(2)}. */
    int epoll_create1(int flags);

    /** {@code epoll_ctl(2)}. */
    int epoll_ctl(int epoll, int operation, int fd, long event);

    /** {@code epoll_wait(2)}. */
    int epoll_wait(int epoll, long events, int eventsMax, int timeoutMillis);

    /** {@code strerror(3)}. */
    String strerror(int errno);
}
