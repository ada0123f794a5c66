package org.mpath.api.io;

import java.nio.channels.SelectionKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Called by a reactor when a channel is ready. */
@ConsumerType
@FunctionalInterface
public interface ChannelHandler {
    /**
     * The channel of {@code key} is ready for at least one operation of its interest set. Reactor thread. An exception
     * is logged and the channel is closed.
     */
    void ready(SelectionKey key);
}
