package org.mpath.natives;

import java.nio.channels.SelectableChannel;
import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Descriptors that Java's selectors cannot take (devices, netlink), watched through one channel that they can: register it
 * with a reactor, and every file of the set is served by that reactor's own wait, without a thread between.
 *
 * <p>Not thread-safe: the reactor's thread. The steady state allocates nothing.
 */
@ProviderType
public interface ReadySet extends AutoCloseable {
    /** Readable while a file of the set is ready. For registration only; it is closed with the set. */
    SelectableChannel channel();

    /**
     * Watches a file until {@link #remove}: it is ready when it can be read, or has failed.
     *
     * @param token given back when it is ready
     * @throws NativeException when the kernel cannot watch it
     */
    void add(OpenFile file, long token) throws NativeException;

    /** Watches a file no more. To be done before it is closed. */
    void remove(OpenFile file);

    /**
     * Calls {@code each} with the token of every file that is ready now. Does not wait.
     *
     * @return how many
     */
    int forEachReady(LongConsumer each);

    /** Ends the watch. Files stay open. */
    @Override
    void close();
}
