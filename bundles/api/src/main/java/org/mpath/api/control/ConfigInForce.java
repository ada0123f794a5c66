package org.mpath.api.control;

import java.util.List;

/**
 * The configuration that the runtime follows.
 *
 * @param basis what it is
 * @param files the files it was read from, in the order in which they count; empty when it was read from none
 * @param sinceMillis when it came into force, milliseconds since 1970
 * @param refusal why it is not what the runtime's own files say, one sentence; empty when they were not refused at the start
 */
public record ConfigInForce(Basis basis, List<String> files, long sinceMillis, String refusal) {
    /** What a configuration in force is. */
    public enum Basis {
        /** The runtime's own files; with none of them the built-in defaults. */
        OWN_FILES,
        /** Files that somebody named. They hold until others are applied or the runtime starts again. */
        NAMED_FILES,
        /** What was accepted last, because the runtime's own files were refused at the start. */
        ACCEPTED_BEFORE,
        /** None: the runtime's own files were refused at the start, and nothing was accepted before. No map is made. */
        NONE
    }

    /** Copies the list. */
    public ConfigInForce {
        files = List.copyOf(files);
    }
}
