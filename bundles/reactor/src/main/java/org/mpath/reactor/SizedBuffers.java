package org.mpath.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.mpath.api.io.BufferPool;

/** Buffers of one loop: powers of two from 4 KiB to 1 MiB, at most {@code limitBytes} of them in all. */
final class SizedBuffers implements BufferPool {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGE_SHIFT = 12;
    private static final int CLASSES = 9;

    private final long limitBytes;
    private final ArrayDeque<ByteBuffer>[] free;
    private long allocatedBytes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    SizedBuffers(long limitBytes) {
        this.limitBytes = limitBytes;
        this.free = new ArrayDeque[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            free[i] = new ArrayDeque<>();
        }
    }

    @Override
    public int maxBytes() {
        return PAGE_BYTES << (CLASSES - 1);
    }

    @Override
    public ByteBuffer acquire(int bytes) {
        if (bytes < 1 || bytes > maxBytes()) {
            throw new IllegalArgumentException("buffer of " + bytes + " bytes: 1 to " + maxBytes() + " are possible");
        }
        int sizeClass = classOf(bytes);
        ByteBuffer buffer = free[sizeClass].pollLast();
        if (buffer == null) {
            buffer = allocate(sizeClass);
        }
        return buffer == null ? null : buffer.clear().limit(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
        free[classOf(buffer.capacity())].addLast(buffer);
    }

    private ByteBuffer allocate(int sizeClass) {
        int capacity = PAGE_BYTES << sizeClass;
        while (allocatedBytes + capacity > limitBytes) {
            if (!dropOneFree()) {
                return null;
            }
        }
        allocatedBytes += capacity;
        return ByteBuffer.allocateDirect(capacity + PAGE_BYTES - 1).alignedSlice(PAGE_BYTES).slice(0, capacity);
    }

    /** Gives an idle buffer of some other class back to the garbage collector, the largest first. */
    private boolean dropOneFree() {
        for (int i = CLASSES - 1; i >= 0; i--) {
            if (free[i].pollFirst() != null) {
                allocatedBytes -= (long) PAGE_BYTES << i;
                return true;
            }
        }
        return false;
    }

    private static int classOf(int bytes) {
        return 32 - Integer.numberOfLeadingZeros((bytes - 1) >>> PAGE_SHIFT);
    }
}
