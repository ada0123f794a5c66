package org.mpath.natives;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.mpath.natives.library.Libc;

/**
 * The C library of this process, loaded once, when somebody needs it first: a runtime that stays in user space never maps
 * it a second time.
 */
final class Kernel {
    /** {@code EINTR}. */
    static final int EINTR = 4;

    private static final class Loaded {
        static final Libc LIBC = LibraryLoader.create(Libc.class).load("c");
        static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
    }

    private Kernel() {}

    static Libc libc() {
        return Loaded.LIBC;
    }

    /** The error of this thread's latest call. */
    static int errno() {
        return Loaded.RUNTIME.getLastError();
    }

    /** Why this thread's latest call failed. */
    static NativeException failure(String what) {
        int errno = errno();
        return new NativeException(what, errno, libc().strerror(errno));
    }

    /** Where the first byte of a direct buffer is; it stays there as long as the buffer is reachable. */
    static long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("a buffer in the heap has no address");
        }
        // of the whole buffer: jnr-ffi adds the position
        ByteBuffer whole = direct.duplicate();
        ((Buffer) whole).clear();
        return Pointer.wrap(Loaded.RUNTIME, whole).address();
    }
}
