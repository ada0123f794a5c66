package org.mpath.natives;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
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

    /** {@code EIO}, for what the kernel does not explain. */
    static final int EIO = 5;

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

    /** 0 for what was done, else why this thread's latest call failed; a part of it done is an input/output error. */
    static int outcome(long done, long wanted) {
        return done == wanted ? 0 : done < 0 ? errno() : EIO;
    }

    /** Where the first byte of a direct buffer is; it stays there as long as the buffer is reachable. */
    static long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("a buffer in the heap has no address");
        }
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }

    /** So many bytes of memory that is somebody else's, who keeps it reachable meanwhile. */
    static ByteBuffer memoryAt(long address, int bytes) {
        return MemoryIO.getInstance().newDirectByteBuffer(address, bytes).order(ByteOrder.nativeOrder());
    }
}
