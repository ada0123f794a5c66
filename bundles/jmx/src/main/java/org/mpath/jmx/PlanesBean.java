package org.mpath.jmx;

import java.util.List;
import org.mpath.api.control.PlaneControl;

/** Where maps run. */
final class PlanesBean implements PlanesMXBean {
    private final PlaneControl control;

    PlanesBean(PlaneControl control) {
        this.control = control;
    }

    @Override
    public String getDefaultPlane() {
        return control.defaultPlane();
    }

    @Override
    public List<MapPlaneView> getPlacements() {
        return control.placements().stream().map(Views::of).toList();
    }

    @Override
    public void choosePlane(String map, String plane) {
        Verbs.run(() -> control.choose(Verbs.given("map", map), Verbs.given("plane", plane)));
    }
}
