package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** {@code runtime/doc/jmx.md} lists everything the beans have. */
class JmxDocumentTest {
    private static final Path DOCUMENT = Path.of("../../runtime/doc/jmx.md");

    @Test
    void everyAttributeOperationAndNotificationIsListed() throws Exception {
        String document = Files.readString(DOCUMENT);
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        FakePlane plane = new FakePlane();
        plane.show("mpatha", "lab:A0/0");
        EngineBean engine = new EngineBean("1", plane, () -> null, new EventFeed(1, event -> {}));
        new BeanRegistry(new Beans(server), plane, () -> null, Runnable::run).open(engine);
        PlugInBeans plugIns = new PlugInBeans(new Beans(server), plane);
        plugIns.open(() -> null);
        plugIns.add("selector", "round-robin");
        new ConfigurationBeans(new Beans(server), Runnable::run).open(null);
        PlanesFace.open(new Beans(server), null);
        ReservationFace.open(new Beans(server), null);
        for (ObjectName name : server.queryNames(new ObjectName("org.mpath:*"), null)) {
            MBeanInfo bean = server.getMBeanInfo(name);
            assertThat(Stream.of(bean.getAttributes())).extracting(MBeanFeatureInfo::getName)
                    .allSatisfy(attribute -> assertThat(document).contains("`" + attribute + "`"));
            assertThat(Stream.of(bean.getOperations())).extracting(MBeanFeatureInfo::getName)
                    .allSatisfy(operation -> assertThat(document).contains("`" + operation + "("));
            assertThat(Stream.of(bean.getNotifications()).flatMap(types -> Arrays.stream(types.getNotifTypes())))
                    .allSatisfy(type -> assertThat(document).contains("`" + type + "`"));
        }
    }
}
