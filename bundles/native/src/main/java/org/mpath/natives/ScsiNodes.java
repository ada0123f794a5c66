package org.mpath.natives;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Opens the kernel's nodes of SCSI devices. A DS service. Any thread. */
@ProviderType
public interface ScsiNodes {
    /**
     * Opens a node for reading and writing; nothing is sent to the device.
     *
     * @param device {@code /dev/sg3}; {@code /dev/bsg/1:0:0:4}, where each request has a thread; or a block node for {@link
     *     ScsiNode#execute} and {@link ScsiNode#resetUnit} alone
     * @throws NativeException when that is not allowed, or nothing is there
     */
    ScsiNode open(String device) throws NativeException;

    /**
     * Where the first byte of a direct buffer is, whatever its position; it stays there as long as the buffer is reachable.
     * Allocates nothing.
     *
     * @throws IllegalArgumentException for a buffer in the heap
     */
    long addressOf(ByteBuffer direct);
}
