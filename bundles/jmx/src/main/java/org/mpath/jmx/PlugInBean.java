package org.mpath.jmx;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.mpath.api.map.DataPlane;
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

    /** Its versions, the one that maps take first. */
    private List<PlugInState> states() {
        return plane.plugIns().stream()
                .filter(type -> type.kind().equals(kind) && type.name().equals(name))
                .sorted(Comparator.comparing(PlugInState::standing))
                .toList();
    }

    private String ofFirst(Function<PlugInView, String> value) {
        return states().stream().findFirst().map(Views::of).map(value).orElse("");
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
        return ofFirst(PlugInView::bundle);
    }

    @Override
    public String getStanding() {
        return ofFirst(PlugInView::standing);
    }

    @Override
    public String getReason() {
        return ofFirst(PlugInView::reason);
    }

    @Override
    public int getUses() {
        return states().stream().mapToInt(PlugInState::uses).sum();
    }

    @Override
    public List<String> getMaps() {
        return states().stream().flatMap(type -> type.maps().stream()).distinct().sorted().toList();
    }

    @Override
    public List<PlugInView> getVersions() {
        return states().stream().map(Views::of).toList();
    }
}
