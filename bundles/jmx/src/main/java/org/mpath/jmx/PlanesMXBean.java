package org.mpath.jmx;

import java.util.List;

/** Where maps run: {@code org.mpath:type=Planes}. */
@Description("Which map runs in this process (core) and which in the kernel (dm)")
public interface PlanesMXBean {
    /** The plane of units for which nobody chose one. */
    @Description("Plane of new maps for whose unit nobody chose one: core or dm")
    String getDefaultPlane();

    /** Every map with its plane. */
    @Description("Every map with its plane, and whether somebody chose it")
    List<MapPlaneView> getPlacements();

    /** Moves a map. */
    @Description(
            value = "Moves a map to a plane and keeps that choice for its unit; refused while the map is used, and when the plane"
                    + " does not take it: the map is back where it was then",
            action = true)
    void choosePlane(
            @Description(name = "map", value = "Name of the map") String map,
            @Description(name = "plane", value = "core or dm") String plane);
}
