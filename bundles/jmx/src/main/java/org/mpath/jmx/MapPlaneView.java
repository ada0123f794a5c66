package org.mpath.jmx;

/**
 * Where a map runs.
 *
 * @param map its name
 * @param wwid identity of its unit
 * @param plane {@code core} or {@code dm}
 * @param chosen whether somebody chose it for the unit
 */
public record MapPlaneView(String map, String wwid, String plane, boolean chosen) {}
