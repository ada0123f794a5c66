package org.mpath.target.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the bytes of a logical unit are. Bytes never written read as zero. One thread at a time.
 *
 * <p>Every access outside of 0 to {@link #bytes} throws {@link IndexOutOfBoundsException}: the device server has checked
 * the address before. Transfers move bytes of a buffer from {@code offset}, whatever its position; they stay below its
 * limit and may change its position and limit.
 */
@ConsumerType
public interface Store extends Closeable {
    /** Capacity in bytes. */
    long bytes();

    /** Whether {@link #zero} gives the space back, so that UNMAP is worth offering. */
    boolean thin();

    /** Whether a finished write may be lost until {@link #sync}. */
    boolean volatileCache();

    /** Reads {@code length} bytes at {@code position} into a buffer. */
    void read(long position, ByteBuffer into, int offset, int length) throws IOException;

    /**
     * Writes {@code length} bytes at {@code position} from a buffer.
     *
     * @throws NoSpaceException when there is no room for bytes never written before
     */
    void write(long position, ByteBuffer from, int offset, int length) throws IOException;

    /** Makes bytes read as zero. */
    void zero(long position, long length) throws IOException;

    /**
     * Gives it another capacity; what is beyond a smaller one is lost.
     *
     * @throws IOException when it cannot
     */
    default void resize(long newBytes) throws IOException {
        throw new IOException("this store keeps its size of " + bytes() + " bytes");
    }

    /** Makes every finished write permanent. */
    void sync() throws IOException;
}
