package org.mpath.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses a path inside one group. One owner, one thread; no call may block or, {@link #add} aside, allocate. Paths are
 * numbers given by the engine (dm-path-selector's operations).
 */
@ConsumerType
public interface PathSelector {
    /** What {@link #select} answers when there is no path. */
    int NONE = -1;

    /**
     * Adds a usable path.
     *
     * @throws IllegalArgumentException with the kernel's keyword text when the arguments are wrong
     */
    void add(int path, List<String> arguments);

    /** The path must not be chosen any more. */
    void fail(int path);

    /** The path may be chosen again. */
    void reinstate(int path);

    /** Chooses a path for a request of so many bytes, or answers {@link #NONE}. */
    int select(long bytes, long nowNanos);

    /** A request was sent on the path. */
    default void started(int path, long bytes, long nowNanos) {}

    /** A request on the path is over. */
    default void ended(int path, long bytes, long startedNanos, long nowNanos) {}

    /** The selector's own words in table and status, blank separated, without the count; empty for none. */
    default String words() {
        return "";
    }

    /** Table words of a path's arguments, without the count. */
    default String tableArguments(int path) {
        return "";
    }

    /** Number of words of {@link #tableArguments}. */
    default int tableArgumentCount() {
        return 0;
    }

    /** Status words of a path, without the count. */
    default String statusArguments(int path) {
        return "";
    }

    /** Number of words of {@link #statusArguments}. */
    default int statusArgumentCount() {
        return 0;
    }
}
