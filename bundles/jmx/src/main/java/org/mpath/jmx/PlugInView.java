package org.mpath.jmx;

import java.util.List;

/**
 * One version of a handler or selector type.
 *
 * @param kind {@code handler} or {@code selector}
 * @param name the type's name, as in tables
 * @param bundle symbolic name and version of the bundle that brings it
 * @param standing {@code current}, {@code older}, {@code distrusted} or {@code leaving}
 * @param reason why it is distrusted, or leaving; empty otherwise
 * @param uses how many times it is held
 * @param maps names of the maps that hold it
 */
public record PlugInView(
        String kind, String name, String bundle, String standing, String reason, int uses, List<String> maps) {}
