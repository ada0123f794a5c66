package org.mpath.config;

/**
 * Where something stands in a configuration file.
 *
 * @param file the file's name
 * @param line line, from 1
 * @param column column of the first character, from 1
 */
public record Place(String file, int line, int column) {
    /** {@code FILE:LINE:COLUMN}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
