package org.mpath.transport.sg;

/** Error numbers of the kernel that mean something here ({@code errno(3)}, those all architectures share). */
final class Errno {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EBUSY = 16;
    static final int EINVAL = 22;
    static final int EDOM = 33;

    private Errno() {}

    /** Whether the kernel has no room just now: the command waits, and the path is none the worse for it. */
    static boolean later(int errno) {
        return errno == SgFile.NO_BUFFER || errno == EAGAIN || errno == ENOMEM || errno == EDOM || errno == EINTR
                || errno == EBUSY;
    }
}
