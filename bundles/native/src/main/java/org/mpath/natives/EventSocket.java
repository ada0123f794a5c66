package org.mpath.natives;

import org.osgi.annotation.versioning.ProviderType;

/** Receives uevents from the kernel itself, and takes nobody else's for it. One thread at a time. */
@ProviderType
public interface EventSocket extends AutoCloseable {
    /** Nothing more is there now. */
    int NOTHING = 0;
    /** Messages were lost, for nobody took them in time: look at everything. */
    int OVERRUN = -1;
    /** A message of somebody else than the kernel, or longer than any of its own, was thrown away. */
    int FOREIGN = -2;

    /**
     * Takes one message. Does not wait.
     *
     * @param into its bytes; 8 KiB hold any
     * @return how many bytes, or {@link #NOTHING}, {@link #OVERRUN} or {@link #FOREIGN}
     */
    int receive(byte[] into);

    /** Watches for messages. */
    void watch(ReadySet set, long token) throws NativeException;

    /** Watches no more. */
    void unwatch(ReadySet set);

    @Override
    void close();
}
