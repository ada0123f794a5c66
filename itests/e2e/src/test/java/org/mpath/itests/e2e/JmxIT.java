package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;

/** What JConsole sees: this test is another process and uses nothing but the JDK's own connector. */
class JmxIT {
    private static final String[] TEXT = {"java.lang.String"};

    @Test
    void aPlainClientReadsEverythingAndFailsAndReinstatesAPath() throws Exception {
        try (RunningMpath mpath = new RunningMpath(Files.createTempDirectory("mp"), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathc", 4);
            MBeanServerConnection jmx = mpath.jmx();
            assertEveryAttributeIsReadable(jmx);

            ObjectName map = new ObjectName("org.mpath:type=Map,name=mpatha");
            List<Notification> seen = Collections.synchronizedList(new ArrayList<>());
            jmx.addNotificationListener(map, (notification, handback) -> seen.add(notification), null, null);
            jmx.invoke(map, "failPath", new Object[] {"lab:A0/0"}, TEXT);
            jmx.invoke(map, "reinstatePath", new Object[] {"lab:A0/0"}, TEXT);
            Await.until("both notifications", RunningMpath.LIMIT, seen::size, size -> size >= 2);
            assertThat(seen).extracting(Notification::getType)
                    .startsWith("mpath.path.failed", "mpath.path.reinstated");
            mpath.awaitMap("mpatha", 4);

            assertThatThrownBy(() -> jmx.invoke(map, "failPath", new Object[] {"lab:Z9/0"}, TEXT))
                    .isInstanceOf(RuntimeMBeanException.class).hasMessageContaining("lab:Z9/0");
        }
    }

    @Test
    void aCutPortFailsItsPathsAndHealingBringsThemBack() throws Exception {
        try (RunningMpath mpath = new RunningMpath(Files.createTempDirectory("mp"), Map.of())) {
            mpath.awaitMap("mpathc", 4);
            mpath.shell("lab:cut B1").ok();
            for (String map : List.of("mpatha", "mpathb", "mpathc")) {
                mpath.awaitPath(map, "lab:B1/", "failed");
            }
            assertThat(mpath.shell("mpath:topology").ok()).contains("lab:B1/0").contains("failed");
            mpath.shell("lab:heal B1").ok();
            for (String map : List.of("mpatha", "mpathb", "mpathc")) {
                mpath.awaitMap(map, 4);
            }
        }
    }

    private static void assertEveryAttributeIsReadable(MBeanServerConnection jmx) throws Exception {
        Set<ObjectName> names = jmx.queryNames(new ObjectName("org.mpath:*"), null);
        assertThat(names).hasSize(3 + 12 + 1);
        for (ObjectName name : names) {
            for (MBeanAttributeInfo attribute : jmx.getMBeanInfo(name).getAttributes()) {
                assertThat(jmx.getAttribute(name, attribute.getName())).as("%s of %s", attribute.getName(), name).isNotNull();
            }
        }
    }
}
