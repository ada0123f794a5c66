package org.mpath.api.io;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A bounded pool of direct, page-aligned buffers in size classes of powers of two. Reactor thread only. */
@ProviderType
public interface BufferPool {
    /** The largest buffer that can be acquired, in bytes. */
    int maxBytes();

    /**
     * Takes a buffer with position 0 and limit {@code bytes}.
     *
     * @param bytes 1 to {@link #maxBytes}
     * @return null when the pool's limit is reached: stop reading until something is released
     */
    ByteBuffer acquire(int bytes);

    /** Gives a buffer back. It must be the object that {@link #acquire} returned, once. */
    void release(ByteBuffer buffer);
}
