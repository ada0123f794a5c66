package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapPlane;
import org.mpath.api.control.PlaneControl;

/** Notes what is chosen. */
final class FakePlanes implements PlaneControl {
    final List<String> chosen = new ArrayList<>();
    ControlException refusal;

    @Override
    public String defaultPlane() {
        return CORE;
    }

    @Override
    public List<MapPlane> placements() {
        return List.of(new MapPlane("mpatha", Sample.WWID, CORE, false), new MapPlane("mpathb", Sample.WWID + "b", DM, true));
    }

    @Override
    public void choose(String map, String plane) {
        if (refusal != null) {
            throw refusal;
        }
        chosen.add(map + " " + plane);
    }
}
