package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.PlugInState;

/** The beans of plug-in types as bundles come and go. */
class PlugInBeansTest {
    private static final ObjectName ROUND_ROBIN = Names.plugIn("selector", "round-robin");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakePlane plane = new FakePlane();
    private final PlugInBeans beans = new PlugInBeans(new Beans(server), plane);

    @Test
    void aTypeIsABeanWhileABundleOffersIt() {
        assertThat(ROUND_ROBIN).hasToString("org.mpath:type=Plugin,kind=selector,name=round-robin");
        beans.add("selector", "round-robin");
        beans.add("handler", "sym");
        assertThat(server.isRegistered(ROUND_ROBIN)).isTrue();
        beans.remove("selector", "round-robin");
        assertThat(server.isRegistered(ROUND_ROBIN)).isFalse();
        assertThat(server.isRegistered(Names.plugIn("handler", "sym"))).isTrue();
    }

    @Test
    void aTypeThatAnotherBundleStillOffersStays() {
        beans.add("selector", "round-robin");
        beans.add("selector", "round-robin");
        beans.remove("selector", "round-robin");
        assertThat(server.isRegistered(ROUND_ROBIN)).isTrue();
        beans.remove("selector", "round-robin");
        assertThat(server.isRegistered(ROUND_ROBIN)).isFalse();
    }

    @Test
    void itSaysWhoHoldsItAtTheMoment() throws Exception {
        beans.add("selector", "round-robin");
        assertThat(server.getAttribute(ROUND_ROBIN, "Bundle")).isEqualTo("");
        assertThat(server.getAttribute(ROUND_ROBIN, "Uses")).isEqualTo(0);
        plane.plugIns.add(new PlugInState("handler", "round-robin", "other 1", Standing.CURRENT, "", 9, List.of()));
        plane.plugIns.add(new PlugInState("selector", "round-robin", "org.example 0.1.0", Standing.CURRENT, "", 2, List.of("mpatha")));
        assertThat(server.getAttribute(ROUND_ROBIN, "Kind")).isEqualTo("selector");
        assertThat(server.getAttribute(ROUND_ROBIN, "Name")).isEqualTo("round-robin");
        assertThat(server.getAttribute(ROUND_ROBIN, "Bundle")).isEqualTo("org.example 0.1.0");
        assertThat(server.getAttribute(ROUND_ROBIN, "Uses")).isEqualTo(2);
        assertThat(server.getAttribute(ROUND_ROBIN, "Maps")).isEqualTo(new String[] {"mpatha"});
    }

    @Test
    void everyAttributeSaysWhatItIs() throws Exception {
        beans.add("selector", "round-robin");
        assertThat(server.getMBeanInfo(ROUND_ROBIN).getDescription()).contains("selector");
        assertThat(server.getMBeanInfo(ROUND_ROBIN).getAttributes())
                .hasSize(5)
                .allMatch(attribute -> !attribute.getDescription().equals(attribute.getName()));
    }
}
