package org.mpath.api.control;

/**
 * A lab array.
 *
 * @param name its name
 * @param family its family: {@code sym}, {@code alua}, ...
 * @param vendor vendor of its units
 * @param product product of its units
 * @param controllers how many controllers it has
 * @param controllersUp how many of them are up
 * @param units how many logical units it has
 * @param origin where it is described: {@code configuration}, the name of a configuration file's PID, or {@code command}
 */
public record LabArray(
        String name,
        String family,
        String vendor,
        String product,
        int controllers,
        int controllersUp,
        int units,
        String origin) {}
