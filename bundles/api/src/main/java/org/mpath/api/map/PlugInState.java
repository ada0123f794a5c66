package org.mpath.api.map;

import java.util.List;

/**
 * A handler or selector type in the registry.
 *
 * @param kind {@code handler} or {@code selector}
 * @param name the type's name, as in tables
 * @param bundle symbolic name and version of the bundle that brings it
 * @param uses how many times it is held
 * @param maps names of the maps that hold it
 */
public record PlugInState(String kind, String name, String bundle, int uses, List<String> maps) {}
