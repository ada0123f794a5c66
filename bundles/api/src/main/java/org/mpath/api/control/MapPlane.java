package org.mpath.api.control;

/**
 * Where a map runs.
 *
 * @param map its name
 * @param wwid identity of its unit
 * @param plane {@link PlaneControl#CORE} or {@link PlaneControl#DM}
 * @param chosen whether somebody chose a plane for this unit; otherwise it is the default's
 */
public record MapPlane(String map, String wwid, String plane, boolean chosen) {}
