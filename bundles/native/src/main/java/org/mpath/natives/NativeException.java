package org.mpath.natives;

import java.io.IOException;

/** A call into the kernel failed. The message names the call, what it was about, and the error in the C library's words. */
public final class NativeException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    NativeException(String what, int errno, String words) {
        super(what + ": " + words + " (errno " + errno + ')');
        this.errno = errno;
    }

    /** The error number, as in {@code errno(3)}. */
    public int errno() {
        return errno;
    }
}
