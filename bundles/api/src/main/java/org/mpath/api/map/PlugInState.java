package org.mpath.api.map;

import java.util.List;

/**
 * One version of a handler or selector type in the registry.
 *
 * @param kind {@code handler} or {@code selector}
 * @param name the type's name, as in tables
 * @param bundle symbolic name and version of the bundle that brings it
 * @param standing what this version is used for
 * @param reason why it is distrusted, or leaving; a clause for people, empty otherwise
 * @param uses how many times it is held: once by each loaded table for its handler, and once for each of its groups for a
 *     selector. While a table takes the place of another, or a version that of another, what is to come is held beside what
 *     is there, as device-mapper holds an inactive table beside the live one; a map counts twice for that moment
 * @param maps names of the maps that hold it
 */
public record PlugInState(
        String kind, String name, String bundle, Standing standing, String reason, int uses, List<String> maps) {
    /** What a version of a type is used for. */
    public enum Standing {
        /** Maps take it. */
        CURRENT,
        /** There is a newer version: maps move to that, and come back when it misbehaves. */
        OLDER,
        /** It misbehaved: no map takes it while another version is there. */
        DISTRUSTED,
        /** Its bundle stops: those who hold it let go. */
        LEAVING
    }
}
