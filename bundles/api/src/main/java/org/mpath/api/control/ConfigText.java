package org.mpath.api.control;

import java.util.List;

/**
 * A configuration as a file, and where its values come from.
 *
 * @param files the files it was read from, in the order in which they count
 * @param text the configuration in its own language; it reads back to the same configuration
 * @param values every value of it with its origin, in the order of the sections
 */
public record ConfigText(List<String> files, String text, List<ConfigValue> values) {
    /** Copies the lists. */
    public ConfigText {
        files = List.copyOf(files);
        values = List.copyOf(values);
    }
}
