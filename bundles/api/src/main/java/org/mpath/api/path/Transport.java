package org.mpath.api.path;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings paths. A DS service; its bundle finds ports and logical unit numbers, discovery finds out what they are.
 */
@ConsumerType
public interface Transport {
    /** Service property with the transport's type; the same as {@link #type}. */
    String TYPE = "mpath.transport";

    /** The first word of its paths' names: {@code lab}, {@code iscsi}, {@code sg}. */
    String type();

    /** The paths there are now, each reported logical unit through each port. Any thread; a snapshot. */
    Collection<PathDevice> paths();

    /**
     * The path of that name, or whose device the kernel calls so ({@link DeviceNodes#isCalled}); null when there is none
     * now. Called once per path of a table: look it up. Any thread.
     */
    default PathDevice path(String name) {
        for (PathDevice path : paths()) {
            if (path.name().equals(name) || path.nodes().isCalled(name)) {
                return path;
            }
        }
        return null;
    }

    /**
     * True once everything configured has been tried once: each port answered, or failed with an error that was
     * reported. Any thread.
     */
    boolean settled();

    /** Why there are no paths, or fewer than there could be, one sentence; empty when all is well. Any thread. */
    default String note() {
        return "";
    }

    /** Looks for added and removed units (REPORT LUNS on every port). Answers through the listeners. Any thread. */
    void rescan();

    /**
     * Adds a listener. It is not called for paths that are there already: ask {@link #paths} after adding, and expect to
     * see a path both ways. Any thread.
     */
    void addListener(TransportListener listener);

    /** Removes a listener. Any thread. */
    void removeListener(TransportListener listener);
}
