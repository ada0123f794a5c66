package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;

class BeanRegistryTest {
    private static final ObjectName MAP = Names.map("mpatha");
    private static final ObjectName PATH = Names.path("mpatha", "lab:A0/0");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Plane plane = new Plane();
    private final BeanRegistry registry = new BeanRegistry(server, plane);

    @Test
    void beansFollowTheMapsAndPaths() throws Exception {
        plane.show("lab:A0/0", "lab:A1/0");
        registry.reconcile();
        assertThat(server.isRegistered(MAP)).isTrue();
        assertThat(PATH.toString()).isEqualTo("org.mpath:type=Path,map=mpatha,name=\"lab:A0/0\"");
        assertThat(server.getAttribute(PATH, "State")).isEqualTo("active");
        assertThat(server.getAttribute(MAP, "SizeBytes")).isEqualTo(512L * 1024);
        CompositeData snapshot = (CompositeData) server.getAttribute(MAP, "Snapshot");
        assertThat(((CompositeData[]) snapshot.get("groups"))[0].get("selector")).isEqualTo("round-robin");

        plane.show("lab:A1/0");
        registry.reconcile();
        assertThat(server.isRegistered(PATH)).isFalse();
        plane.maps = List.of();
        registry.reconcile();
        assertThat(server.queryNames(new ObjectName("org.mpath:*"), null)).isEmpty();
    }

    @Test
    void everyAttributeIsReadableAndSaysWhatItIs() throws Exception {
        plane.show("lab:A0/0");
        registry.reconcile();
        for (ObjectName name : server.queryNames(new ObjectName("org.mpath:*"), null)) {
            MBeanInfo info = server.getMBeanInfo(name);
            for (var attribute : info.getAttributes()) {
                assertThat(server.getAttribute(name, attribute.getName())).as(attribute.getName()).isNotNull();
                assertThat(attribute.getDescription()).as(attribute.getName()).isNotEqualTo(attribute.getName());
            }
        }
        MBeanInfo map = server.getMBeanInfo(MAP);
        assertThat(map.getOperations()).filteredOn(op -> op.getName().equals("failPath"))
                .allMatch(op -> op.getImpact() == MBeanOperationInfo.ACTION)
                .allMatch(op -> op.getSignature()[0].getDescription().contains("lab:A0/0"));
        assertThat(map.getAttributes()).filteredOn(a -> a.getName().equals("SizeBytes"))
                .allMatch(a -> a.getDescriptor().getFieldValue("units").equals("bytes"));
    }

    @Test
    void notificationsCarryTheEventInOrder() throws Exception {
        plane.show("lab:A0/0");
        registry.reconcile();
        List<Notification> seen = new ArrayList<>();
        server.addNotificationListener(MAP, (notification, handback) -> seen.add(notification), null, null);
        registry.notify(new MapEvent(7, 1000, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:A0/0", "active", "failed", "cut"));
        registry.notify(new MapEvent(8, 2000, MapEvent.Kind.PATH_REINSTATED, "mpatha", "lab:A0/0", "failed", "active", ""));
        registry.notify(new MapEvent(9, 3000, MapEvent.Kind.PATH_FAILED, "other", "p", "active", "failed", ""));
        assertThat(seen).extracting(Notification::getType).containsExactly("mpath.path.failed", "mpath.path.reinstated");
        assertThat(seen).extracting(Notification::getSequenceNumber).containsExactly(7L, 8L);
        assertThat(((CompositeData) seen.get(0).getUserData()).get("reason")).isEqualTo("cut");
        assertThat(seen.get(0).getMessage()).contains("mpatha").contains("lab:A0/0").contains("cut");
    }

    @Test
    void verbsReachTheDataPlaneAndRefusalsAreJdkExceptions() throws Exception {
        plane.show("lab:A0/0");
        registry.reconcile();
        server.invoke(MAP, "failPath", new Object[] {"lab:A0/0"}, new String[] {"java.lang.String"});
        server.invoke(PATH, "reinstate", new Object[0], new String[0]);
        assertThat(plane.messages).containsExactly("mpatha fail_path lab:A0/0", "mpatha reinstate_path lab:A0/0");
        assertThatThrownBy(() -> server.invoke(MAP, "failPath", new Object[] {"nope"}, new String[] {"java.lang.String"}))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("map mpatha has no path nope");
    }

    /** A data plane that shows what a test says. */
    private static final class Plane implements DataPlane {
        List<MapState> maps = List.of();
        final List<String> messages = new ArrayList<>();

        void show(String... paths) {
            List<PathState> states = java.util.Arrays.stream(paths)
                    .map(path -> new PathState(path, PathState.State.ACTIVE, 0, "", 0, 0, IoCounters.ZERO))
                    .toList();
            LogicalUnit unit = new LogicalUnit("36", "MPATH", "LAB", "1", "SN", 512, 1024, UnitLimits.NONE);
            maps = List.of(new MapState("mpatha", unit, MapState.Condition.ACTIVE, List.of("queue_if_no_path"), "sym",
                    List.of(new GroupState(1, GroupState.State.ACTIVE, "round-robin", states)), 0, 0, 1, IoCounters.ZERO));
        }

        @Override
        public void create(String name, LogicalUnit unit) {}

        @Override
        public void load(String name, String table) {}

        @Override
        public void message(String name, String words) {
            if (words.endsWith("nope")) {
                throw new MapException(MapException.Code.NOT_FOUND, "map mpatha has no path nope");
            }
            messages.add(name + " " + words);
        }

        @Override
        public String table(String name) {
            return "table";
        }

        @Override
        public String status(String name) {
            return "status";
        }

        @Override
        public void remove(String name) {}

        @Override
        public List<MapState> maps() {
            return maps;
        }
    }
}
