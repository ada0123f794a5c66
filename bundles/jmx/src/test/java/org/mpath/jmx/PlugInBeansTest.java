package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;

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
    void showsEveryVersionAndTheOneThatMapsTakeFirst() throws Exception {
        beans.add("selector", "round-robin");
        assertThat(server.getAttribute(ROUND_ROBIN, "Standing")).isEqualTo("");
        plane.plugIns.add(new PlugInState("selector", "round-robin", "org.example 0.2.0", Standing.DISTRUSTED, "it threw", 1, List.of("mpathb", "mpatha")));
        plane.plugIns.add(new PlugInState("selector", "round-robin", "org.example 0.1.0", Standing.CURRENT, "", 2, List.of("mpatha", "mpathc")));
        assertThat(server.getAttribute(ROUND_ROBIN, "Bundle")).isEqualTo("org.example 0.1.0");
        assertThat(server.getAttribute(ROUND_ROBIN, "Standing")).isEqualTo("current");
        assertThat(server.getAttribute(ROUND_ROBIN, "Reason")).isEqualTo("");
        assertThat(server.getAttribute(ROUND_ROBIN, "Uses")).isEqualTo(3);
        assertThat(server.getAttribute(ROUND_ROBIN, "Maps")).isEqualTo(new String[] {"mpatha", "mpathb", "mpathc"});
        assertThat((CompositeData[]) server.getAttribute(ROUND_ROBIN, "Versions"))
                .extracting(version -> version.get("bundle") + " " + version.get("standing") + " " + version.get("reason"))
                .containsExactly("org.example 0.1.0 current ", "org.example 0.2.0 distrusted it threw");
        plane.plugIns.remove(1);
        assertThat(server.getAttribute(ROUND_ROBIN, "Standing")).as("there is no other").isEqualTo("distrusted");
        assertThat(server.getAttribute(ROUND_ROBIN, "Reason")).isEqualTo("it threw");
    }

    @Test
    void allTypesAndTheVerbsForTheirBundlesAreOneBean() throws Exception {
        List<String> calls = new ArrayList<>();
        beans.open(() -> control(calls));
        plane.plugIns.add(new PlugInState("handler", "alua", "org.example 0.2.0", Standing.CURRENT, "", 1, List.of("mpatha")));
        assertThat((CompositeData[]) server.getAttribute(Names.plugIns(), "Versions"))
                .singleElement()
                .satisfies(version -> assertThat(version.get("kind") + " " + version.get("name")).isEqualTo("handler alua"));
        assertThat(invoke("install", "/srv/a.jar")).isEqualTo("install /srv/a.jar");
        assertThat(invoke("update", "alua", "/srv/a.jar")).isEqualTo("update alua /srv/a.jar");
        assertThat(invoke("uninstall", "alua", true)).isEqualTo("uninstall alua true");
        assertThat(calls).hasSize(3);
        assertThat(Stream.of(server.getMBeanInfo(Names.plugIns()).getOperations()))
                .hasSize(3)
                .allMatch(operation -> operation.getImpact() == MBeanOperationInfo.ACTION);
        beans.close();
        assertThat(server.isRegistered(Names.plugIns())).isFalse();
    }

    @Test
    void refusalsAreExceptionsThatAnyClientHas() {
        beans.open(() -> control(new ArrayList<>()));
        assertRefused(IllegalStateException.class, "in use by mpatha", "uninstall", "alua", false);
        assertRefused(IllegalArgumentException.class, "no bundle", "uninstall", "absent", true);
        assertRefused(IllegalArgumentException.class, "absolute path, not 'a.jar'", "install", "a.jar");
        assertRefused(IllegalArgumentException.class, "file is missing", "update", "alua", null);
        assertRefused(IllegalArgumentException.class, "bundle is missing", "uninstall", null, true);
        beans.close();
        beans.open(() -> null);
        assertRefused(IllegalStateException.class, "no plug-in control is installed", "install", "/srv/a.jar");
    }

    private void assertRefused(Class<? extends Exception> type, String part, String operation, Object... arguments) {
        assertThatThrownBy(() -> invoke(operation, arguments))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(type)
                .hasMessageContaining(part);
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] signature = operation.equals("uninstall")
                ? new String[] {"java.lang.String", "boolean"}
                : Stream.of(arguments).map(argument -> "java.lang.String").toArray(String[]::new);
        return server.invoke(Names.plugIns(), operation, arguments, signature);
    }

    private static PlugInControl control(List<String> calls) {
        return (PlugInControl) Proxy.newProxyInstance(
                PlugInBeansTest.class.getClassLoader(), new Class<?>[] {PlugInControl.class}, (self, method, arguments) -> {
                    if (arguments[0].equals("absent")) {
                        throw new ControlException(Code.NOT_FOUND, "no bundle is called 'absent'");
                    }
                    if (arguments.length == 2 && Boolean.FALSE.equals(arguments[1])) {
                        throw new ControlException(Code.BUSY, "it is in use by mpatha");
                    }
                    String call = method.getName() + " "
                            + Stream.of(arguments).map(Object::toString).collect(Collectors.joining(" "));
                    calls.add(call);
                    return call;
                });
    }

    @Test
    void everyAttributeSaysWhatItIs() throws Exception {
        beans.add("selector", "round-robin");
        assertThat(server.getMBeanInfo(ROUND_ROBIN).getDescription()).contains("selector");
        assertThat(server.getMBeanInfo(ROUND_ROBIN).getAttributes())
                .hasSize(8)
                .allMatch(attribute -> !attribute.getDescription().equals(attribute.getName()));
    }
}
