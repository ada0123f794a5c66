package org.mpath.natives;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An open SCSI device node. Requests are {@link SgHeader}s, passed by address: they, and all memory they name, stay
 * reachable until the request is over. What fails is told by its error number ({@code errno(3)}), so that nothing is
 * allocated. One thread at a time, except where noted.
 */
@ProviderType
public interface ScsiNode extends AutoCloseable {
    /** What was opened, for people. */
    String name();

    /**
     * Begins a request ({@code write(2)} on an sg node). Data to be written are copied by the kernel before this returns.
     *
     * @return 0, or an error number: {@code EDOM} when the node has 16 requests, {@code ENOMEM} or {@code EAGAIN} when the
     *     kernel has no room now, {@code ENODEV} when the device is gone
     */
    int send(long header);

    /**
     * Takes one request that is over, whichever ({@code read(2)} on an sg node): its header is complete, data and sense are
     * where it said. Does not wait.
     *
     * @return 0, or an error number: {@code EAGAIN} when none is over
     */
    int receive(long header);

    /**
     * Carries a request out and waits for its end ({@code SG_IO}), on an sg or a block node. Never on a reactor.
     *
     * @return 0 when its header is complete, or an error number
     */
    int execute(long header);

    /**
     * Has the kernel reset the logical unit, and nothing more than that, and waits for the end ({@code SG_SCSI_RESET}). Never
     * on a reactor. Any thread.
     *
     * @return 0 when it was done, or an error number
     */
    int resetUnit();

    /** Watches for requests that are over, and for the end of the device. */
    void watch(ReadySet set, long token) throws NativeException;

    /** Watches no more. */
    void unwatch(ReadySet set);

    /**
     * Closes it. Requests that are not over go on: the kernel forgets whose they were, and writes to none of their memory
     * any more.
     */
    @Override
    void close();
}
