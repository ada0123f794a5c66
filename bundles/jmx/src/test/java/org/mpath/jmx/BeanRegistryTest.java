package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;

/** What a JMX client sees, on an MBean server of the test's own. */
class BeanRegistryTest {
    private static final ObjectName MAP = Names.map("mpatha");
    private static final ObjectName PATH = Names.path("mpatha", "lab:A0/0");
    private static final String[] TEXT = {"java.lang.String"};

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakePlane plane = new FakePlane();
    private final FakeInventory inventory = new FakeInventory();
    private Inventory present = inventory;
    private final BeanRegistry registry = new BeanRegistry(new Beans(server), plane, () -> present, Runnable::run);
    private final List<Notification> seen = new ArrayList<>();
    private long sequence;

    private void open() {
        registry.open(new EngineBean("1.2.3", plane, () -> present, new EventFeed(1, event -> {})));
    }

    private MapEvent event(Kind kind, String map, String path, String reason) {
        return new MapEvent(++sequence, sequence * 1000, kind, map, path, "", "", reason);
    }

    private void follow(Kind kind, String map, String path) {
        registry.follow(event(kind, map, path, ""), 0);
    }

    private void listen(ObjectName name) throws Exception {
        server.addNotificationListener(name, (notification, handback) -> seen.add(notification), null, null);
    }

    @Test
    void beansFollowTheMapsAndPaths() throws Exception {
        open();
        plane.show("mpatha", "lab:A0/0", "lab:A1/0");
        follow(Kind.MAP_CREATED, "mpatha", "");
        assertThat(server.isRegistered(MAP)).isTrue();
        assertThat(PATH).hasToString("org.mpath:type=Path,map=mpatha,name=\"lab:A0/0\"");
        assertThat(server.getAttribute(PATH, "State")).isEqualTo("active");

        plane.show("mpatha", "lab:A1/0");
        follow(Kind.PATH_REMOVED, "mpatha", "lab:A0/0");
        assertThat(server.isRegistered(PATH)).isFalse();
        plane.maps.clear();
        follow(Kind.MAP_REMOVED, "mpatha", "");
        assertThat(server.queryNames(new ObjectName("org.mpath:*"), null)).containsExactly(Names.engine());
    }

    @Test
    void whatWasThereBeforeIsShownAndWhatIsClosedIsGone() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        plane.show("x:y", "lab:A0/1");
        open();
        assertThat(server.queryNames(new ObjectName("org.mpath:*"), null)).hasSize(5);
        assertThat(Names.map("x:y")).hasToString("org.mpath:type=Map,name=\"x:y\"");
        registry.close();
        assertThat(server.queryNames(new ObjectName("org.mpath:*"), null)).isEmpty();
    }

    @Test
    void everyAttributeIsReadableAndSaysWhatItIs() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        open();
        for (ObjectName name : server.queryNames(new ObjectName("org.mpath:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(server.getAttribute(name, attribute.getName())).as(attribute.getName()).isNotNull();
                assertThat(attribute.getDescription()).as(attribute.getName()).isNotEqualTo(attribute.getName());
                boolean counts = attribute.getName().endsWith("Count");
                assertThat("counter".equals(attribute.getDescriptor().getFieldValue("metricType")))
                        .as(attribute.getName())
                        .isEqualTo(counts);
            }
        }
        assertThat(server.getAttribute(MAP, "SizeBytes")).isEqualTo(512L * 1024);
        assertThat(server.getAttribute(PATH, "Transport")).isEqualTo("lab");
        assertThat(server.getAttribute(PATH, "Checker")).isEqualTo("ghost");
        assertThat(server.getAttribute(PATH, "Family")).isEqualTo("alua");
        assertThat(server.getAttribute(PATH, "Priority")).isEqualTo(50);
        assertThat(server.getAttribute(PATH, "Access")).isEqualTo("active/optimized");
        CompositeData snapshot = (CompositeData) server.getAttribute(MAP, "Snapshot");
        CompositeData group = ((CompositeData[]) snapshot.get("groups"))[0];
        assertThat(group.get("selector")).isEqualTo("round-robin");
        assertThat(((CompositeData[]) group.get("paths"))[0].get("writtenBytesCount")).isEqualTo(4L);
    }

    @Test
    void operationsSayWhatTheyDoAndTake() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        open();
        MBeanInfo map = server.getMBeanInfo(MAP);
        assertThat(operation(map, "failPath").getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
        assertThat(operation(map, "failPath").getSignature()[0].getName()).isEqualTo("path");
        assertThat(operation(map, "failPath").getSignature()[0].getDescription()).contains("lab:A0/0");
        assertThat(operation(map, "table").getImpact()).isEqualTo(MBeanOperationInfo.INFO);
        for (MBeanOperationInfo operation : map.getOperations()) {
            assertThat(operation.getDescription()).as(operation.getName()).contains(" ");
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                assertThat(parameter.getDescription()).as(operation.getName()).contains(" ");
                assertThat(parameter.getName()).as(operation.getName()).doesNotMatch("p[0-9]+");
            }
        }
        assertThat(map.getDescription()).startsWith("A multipath map");
        assertThat(Arrays.stream(map.getAttributes()).filter(a -> a.getName().equals("SizeBytes")))
                .allMatch(a -> a.getDescriptor().getFieldValue("units").equals("bytes"));
    }

    private static MBeanOperationInfo operation(MBeanInfo bean, String name) {
        return Arrays.stream(bean.getOperations())
                .filter(operation -> operation.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMapsListenersHearOfThatMapOnlyAndInOrder() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        plane.show("mpathb", "lab:A0/1");
        open();
        listen(MAP);
        registry.follow(event(Kind.PATH_FAILED, "mpatha", "lab:A0/0", "unit says 02/04/0b (not ready)"), 0);
        registry.follow(event(Kind.PATH_FAILED, "mpathb", "lab:A0/1", ""), 0);
        registry.follow(event(Kind.PATH_REINSTATED, "mpatha", "lab:A0/0", ""), 3);
        assertThat(seen)
                .extracting(Notification::getType)
                .containsExactly("mpath.path.failed", "mpath.path.reinstated");
        assertThat(seen).extracting(Notification::getSequenceNumber).containsExactly(1L, 3L);
        assertThat(seen).extracting(Notification::getSource).containsOnly(MAP);
        CompositeData first = (CompositeData) seen.get(0).getUserData();
        assertThat(first.get("path")).isEqualTo("lab:A0/0");
        assertThat(first.get("sense")).isEqualTo("02/04/0b");
        assertThat(((CompositeData) seen.get(1).getUserData()).get("sense")).isEqualTo("");
        assertThat(((CompositeData) seen.get(1).getUserData()).get("suppressed")).isEqualTo(3L);
        assertThat(seen.get(0).getMessage()).contains("mpatha", "lab:A0/0", "not ready");
    }

    /** Listeners filter by the types a bean declares: what is not declared is not found. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfEventIsANotificationOfADeclaredType(Kind kind) throws Exception {
        plane.show("mpatha", "lab:A0/0");
        open();
        listen(MAP);
        registry.follow(new MapEvent(4, 2000, kind, "mpatha", "", "1", "2", "because"), 0);
        assertThat(seen).hasSize(1);
        assertThat(server.getMBeanInfo(MAP).getNotifications()[0].getNotifTypes()).contains(seen.get(0).getType());
        assertThat(seen.get(0).getMessage()).isEqualTo(kind.type() + " map mpatha from 1 to 2: because");
        CompositeData user = (CompositeData) seen.get(0).getUserData();
        assertThat(user.getAll(new String[] {"map", "path", "from", "to", "reason", "sense", "suppressed"}))
                .containsExactly("mpatha", "", "1", "2", "because", "", 0L);
    }

    @Test
    void theEnginesListenersHearOfEverything() throws Exception {
        open();
        listen(Names.engine());
        plane.show("mpatha", "lab:A0/0");
        follow(Kind.MAP_CREATED, "mpatha", "");
        follow(Kind.PATH_FAILED, "mpatha", "lab:A0/0");
        plane.maps.clear();
        follow(Kind.MAP_REMOVED, "mpatha", "");
        assertThat(seen)
                .extracting(Notification::getType)
                .containsExactly("mpath.map.created", "mpath.path.failed", "mpath.map.removed");
    }

    @Test
    void aMapsListenersHearOfItsRemovalBeforeTheBeanGoes() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        open();
        listen(MAP);
        plane.maps.clear();
        follow(Kind.MAP_REMOVED, "mpatha", "");
        assertThat(seen).extracting(Notification::getType).containsExactly("mpath.map.removed");
        assertThat(server.isRegistered(MAP)).isFalse();
    }

    @Test
    void eventsThatWereLeftOutDoNotLeaveWrongBeans() {
        plane.show("gone", "lab:A0/9");
        open();
        plane.maps.clear();
        plane.show("mpatha", "lab:A0/0");
        plane.show("mpathb", "lab:A0/1");
        registry.follow(event(Kind.PATH_FAILED, "mpathb", "lab:A0/1", ""), 2);
        assertThat(server.isRegistered(MAP)).isTrue();
        assertThat(server.isRegistered(Names.map("gone"))).isFalse();
    }

    @Test
    void verbsReachTheDataPlane() throws Exception {
        plane.show("mpatha", "lab:A0/0");
        open();
        server.invoke(MAP, "failPath", new Object[] {"lab:A0/0"}, TEXT);
        server.invoke(PATH, "reinstate", new Object[0], new String[0]);
        assertThat(plane.messages).containsExactly("mpatha fail_path lab:A0/0", "mpatha reinstate_path lab:A0/0");
        server.invoke(Names.engine(), "rescan", new Object[0], new String[0]);
        assertThat(inventory.rescans).isEqualTo(1);
        server.invoke(PATH, "setMarginal", new Object[0], new String[0]);
        assertThat(inventory.marginal).containsExactly("lab:A0/0");
        server.invoke(PATH, "unsetMarginal", new Object[0], new String[0]);
        assertThat(inventory.marginal).isEmpty();
    }

    /** A client has none of our classes: an exception of ours, even as a cause, could not be read there. */
    @Test
    void refusalsAreJdkExceptionsWithTheSentenceAndNoCauseOfOurs() {
        plane.show("mpatha", "lab:A0/0");
        open();
        assertRefused("nope", IllegalArgumentException.class, "map mpatha has no path nope");
        assertRefused("slow", IllegalStateException.class, "map mpatha: no answer within 5000 ms");
        assertRefused("bug", IllegalStateException.class, "map mpatha broke");
    }

    private void assertRefused(String path, Class<? extends Exception> type, String sentence) {
        assertThatThrownBy(() -> server.invoke(MAP, "failPath", new Object[] {path}, TEXT))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessage(sentence)
                .hasNoCause();
    }

    @Test
    void withoutDiscoveryTheMapsAreStillThere() throws Exception {
        present = null;
        plane.show("mpatha", "lab:A0/0");
        open();
        assertThat(server.getAttribute(PATH, "Checker")).isEqualTo("");
        assertThat(server.getAttribute(Names.engine(), "QueuedRequests")).isEqualTo(7);
        assertThat(server.getAttribute(Names.engine(), "InFlightRequests")).isEqualTo(5);
        assertThat(server.getAttribute(Names.engine(), "Settled")).isEqualTo(false);
        assertThat(server.getAttribute(Names.engine(), "Maps")).isEqualTo(new String[] {"mpatha"});
        assertThatThrownBy(() -> server.invoke(Names.engine(), "rescan", new Object[0], new String[0]))
                .hasRootCauseMessage("no discovery is installed: bundle org.mpath.discovery brings it");
    }

    /** The bar is 1 ms an attribute (operations D.2); a mean over many reads, so that one pause does not decide. */
    @Test
    void anAttributeAnswersInTimeAmongAThousandMaps() throws Exception {
        for (int i = 0; i < 1000; i++) {
            plane.show("map" + i, "lab:A0/" + i, "lab:A1/" + i, "lab:B0/" + i, "lab:B1/" + i);
        }
        open();
        ObjectName map = Names.map("map777");
        MBeanAttributeInfo[] attributes = server.getMBeanInfo(map).getAttributes();
        int rounds = 50;
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (MBeanAttributeInfo attribute : attributes) {
                server.getAttribute(map, attribute.getName());
            }
        }
        Duration mean = Duration.ofNanos((System.nanoTime() - start) / (rounds * attributes.length));
        assertThat(mean).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void aSlowListenerDelaysNobodyAndWhatDoesNotFitIsCounted() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Long> delivered = new ArrayList<>();
        EventFeed feed = new EventFeed(2, event -> {
            busy.countDown();
            try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
            delivered.add(event.sequence());
        });
        feed.add(event(Kind.PATH_FAILED, "m", "p", ""));
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 4; i++) {
            feed.add(event(Kind.PATH_FAILED, "m", "p", ""));
        }
        assertThat(feed.suppressed()).isEqualTo(2);
        assertThat(feed.latestSequence()).isEqualTo(5);
        go.countDown();
        feed.close();
        assertThat(delivered).containsExactly(1L, 2L, 3L);
    }

    /** A discovery that knows one path. */
    private static final class FakeInventory implements Inventory {
        int rescans;
        final List<String> marginal = new ArrayList<>();

        @Override
        public void setMarginal(String path, boolean set) {
            if (set) {
                marginal.add(path);
            } else {
                marginal.remove(path);
            }
        }

        @Override
        public List<DiscoveredPath> paths() {
            return List.of(new DiscoveredPath(
                    "lab:A0/0", "lab", "A0", 0, "MPATH", "LAB", "36", "mpatha", CheckerState.GHOST, "alua", 50, 2,
                    "active/optimized", ""));
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public boolean awaitSettled(Duration limit) {
            return true;
        }

        @Override
        public void rescan() {
            rescans++;
        }
    }
}
