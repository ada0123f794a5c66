package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Says on which data plane each map runs, and moves maps. Control threads; calls wait, bounded. */
@ProviderType
public interface PlaneControl {
    /** The user-space engine. */
    String CORE = "core";

    /** The kernel's device-mapper. */
    String DM = "dm";

    /** The plane of units for which nobody chose one. */
    String defaultPlane();

    /** All maps, by name. */
    List<MapPlane> placements();

    /**
     * Chooses the plane of a map and of its unit for all time, and moves the map there: it is suspended, taken over and resumed.
     * When that fails it is back where it was, and what was chosen before holds.
     *
     * @param plane {@link #CORE} or {@link #DM}
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when there is no such map or plane,
     *     {@link ControlException.Code#BUSY} when the map is used, naming by whom, {@link ControlException.Code#REFUSED} when the
     *     plane does not take its table or a path
     */
    void choose(String map, String plane);
}
