package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapPlane;
import org.mpath.api.control.PlaneControl;

/** Where maps run, as a client of the MBean server sees it. */
class PlanesBeanTest {
    private static final ObjectName NAME = Names.planes();

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final List<String> chosen = new ArrayList<>();

    private final PlaneControl control = new PlaneControl() {
        @Override
        public String defaultPlane() {
            return CORE;
        }

        @Override
        public List<MapPlane> placements() {
            return List.of(new MapPlane("mpatha", "3600", DM, true));
        }

        @Override
        public void choose(String map, String plane) {
            if (map.equals("busy")) {
                throw new ControlException(Code.BUSY, "map busy is used by mount /srv");
            }
            chosen.add(map + " " + plane);
        }
    };

    @Test
    void showsWhereMapsRunAndMovesThem() throws Exception {
        PlanesFace.open(new Beans(server), control);
        assertThat(NAME).hasToString("org.mpath:type=Planes");
        assertThat(server.getAttribute(NAME, "DefaultPlane")).isEqualTo("core");
        CompositeData map = ((CompositeData[]) server.getAttribute(NAME, "Placements"))[0];
        assertThat(map.getAll(new String[] {"map", "wwid", "plane", "chosen"})).containsExactly("mpatha", "3600", "dm", true);
        choose("mpatha", "core");
        assertThat(chosen).containsExactly("mpatha core");
    }

    @Test
    void aRefusalIsAnExceptionWithItsSentence() {
        PlanesFace.open(new Beans(server), control);
        assertThatThrownBy(() -> choose("busy", "core")).hasRootCauseMessage("map busy is used by mount /srv");
        assertThatThrownBy(() -> choose("mpatha", null)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(chosen).isEmpty();
    }

    private void choose(String map, String plane) throws Exception {
        String[] types = {String.class.getName(), String.class.getName()};
        server.invoke(NAME, "choosePlane", new Object[] {map, plane}, types);
    }
}
