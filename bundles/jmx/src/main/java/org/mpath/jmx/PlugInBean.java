package org.mpath.jmx;

import java.util.List;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.PlugInState;

/** One handler or selector type, as the data plane's registry has it at the moment. */
final class PlugInBean implements PlugInMXBean {
    private final String kind;
    private final String name;
    private final DataPlane plane;

    PlugInBean(String kind, String name, DataPlane plane) {
        this.kind = kind;
        this.name = name;
        this.plane = plane;
    }

    private PlugInState state() {
        return plane.plugIns().stream()
                .filter(type -> type.kind().equals(kind) && type.name().equals(name))
                .findFirst()
                .orElse(new PlugInState(kind, name, "", Standing.CURRENT, "", 0, List.of()));
    }

    @Override
    public String getKind() {
        return kind;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getBundle() {
        return state().bundle();
    }

    @Override
    public int getUses() {
        return state().uses();
    }

    @Override
    public List<String> getMaps() {
        return state().maps();
    }
}
