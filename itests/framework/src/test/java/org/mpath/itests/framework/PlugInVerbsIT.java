package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.BundleContext;

/** Plug-ins come, are replaced and go, by verb and through {@code deploy}, while a map that holds them does I/O. */
@InFramework(ImageOptions.class)
class PlugInVerbsIT {
    private static final String MAP = "plugged";
    private static final String HANDLER = PlugInJars.HANDLER;
    private static final String SELECTOR = PlugInJars.SELECTOR;

    private BareMap map;
    private PlugInJars jars;

    @BeforeEach
    void create(BundleContext context, DataPlane plane) throws Exception {
        map = BareMap.create(context, plane, MAP);
        jars = PlugInJars.of(context);
    }

    @AfterEach
    void clean(BundleContext context, PlugInControl control) throws Exception {
        map.close();
        Files.deleteIfExists(deployed(context));
        Await.until(() -> context.getBundle(deployed(context).toUri().toString()) == null, () -> "its bundle is there");
        for (String name : List.of(HANDLER, SELECTOR)) {
            try {
                control.uninstall(name, true);
            } catch (ControlException gone) {
                assertThat(gone.code()).isEqualTo(ControlException.Code.NOT_FOUND);
            }
        }
    }

    @Test
    void whatAMapHoldsIsNotRemovedUnlessForcedAndThenLosesNoIo(BundleContext context, DataPlane plane, PlugInControl control)
            throws Exception {
        assertThat(control.install(jars.handler("1.0.0"))).startsWith("installed " + HANDLER + " 1.0.0;");
        assertThat(control.install(jars.selector("1.0.0"))).startsWith("installed " + SELECTOR + " 1.0.0;");
        plane.load(MAP, BareMap.table("1 dropped", "dropped"));
        try (MapPump pump = MapPump.start(context, MAP)) {
            assertBusy(() -> control.uninstall(HANDLER, false), HANDLER + " 1.0.0 is busy (ETXTBSY): handler dropped is used by " + MAP);
            assertBusy(() -> control.uninstall(SELECTOR, false), SELECTOR + " 1.0.0 is busy (ETXTBSY): selector dropped is used by " + MAP);
            pump.awaitMore(10);
            assertThat(uses(plane)).containsExactly("handler 1.0.0 1", "selector 1.0.0 1");

            assertThat(control.uninstall(HANDLER, true)).contains("which " + MAP + " held");
            assertThat(control.uninstall(SELECTOR, true)).contains("which " + MAP + " held");
            pump.awaitMore(10);
            assertThat(uses(plane)).isEmpty();
            assertThat(plane.table(MAP)).as("what it wants").contains("1 dropped", " dropped 0 ");
        }
    }

    @Test
    void anUpdateUnderIoIsTakenByTheMapAtOnce(BundleContext context, DataPlane plane, PlugInControl control) throws Exception {
        control.install(jars.handler("1.0.0"));
        control.install(jars.selector("1.0.0"));
        plane.load(MAP, BareMap.table("1 dropped", "dropped"));
        try (MapPump pump = MapPump.start(context, MAP)) {
            assertThat(control.update(HANDLER, jars.handler("1.1.0"))).startsWith("updated " + HANDLER + " 1.0.0 to 1.1.0;");
            assertThat(control.update(SELECTOR, jars.selector("1.1.0"))).startsWith("updated " + SELECTOR + " 1.0.0 to 1.1.0;");
            Await.until(() -> uses(plane).equals(List.of("handler 1.1.0 1", "selector 1.1.0 1")), () -> uses(plane));
            pump.awaitMore(10);
            assertThat(plane.stateOf(MAP).groups().get(0).selector()).isEqualTo("dropped");
        }
    }

    @Test
    void anUpdateThatDoesNotWorkLeavesTheMapWithWhatItHad(BundleContext context, DataPlane plane, PlugInControl control)
            throws Exception {
        control.install(jars.selector("1.0.0"));
        plane.load(MAP, BareMap.table("0", "dropped"));
        Path broken = jars.unresolvableSelector("2.0.0");
        try (MapPump pump = MapPump.start(context, MAP)) {
            assertThatThrownBy(() -> control.update(SELECTOR, broken))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContainingAll(SELECTOR + " 1.0.0 is back", "org.mpath.absent");
            Await.until(() -> uses(plane).equals(List.of("selector 1.0.0 1")), () -> uses(plane));
            pump.awaitMore(10);
        }
    }

    @Test
    void aTypeThatCannotBeMadeIsNotInstalled(DataPlane plane, PlugInControl control) throws Exception {
        Path unusable = jars.unusableHandler("1.0.0");
        assertThatThrownBy(() -> control.install(unusable))
                .isInstanceOf(ControlException.class)
                .hasMessage(HANDLER + " 1.0.0 is not installed: its handler dropped does not start");
        assertThat(uses(plane)).isEmpty();
    }

    /** Nobody can refuse a file to vanish: what the verbs do by force, {@code deploy} does always. */
    @Test
    void aJarIsReplacedAndTakenOutOfDeployUnderIo(BundleContext context, DataPlane plane) throws Exception {
        deploy(context, "1.0.0");
        Await.until(() -> uses(plane).equals(List.of("selector 1.0.0 0")), () -> uses(plane));
        plane.load(MAP, BareMap.table("0", "dropped"));
        try (MapPump pump = MapPump.start(context, MAP)) {
            deploy(context, "1.1.0");
            Await.until(() -> uses(plane).equals(List.of("selector 1.1.0 1")), () -> uses(plane));
            pump.awaitMore(10);
            Files.delete(deployed(context));
            Await.until(() -> uses(plane).isEmpty(), () -> uses(plane));
            pump.awaitMore(10);
        }
    }

    @Test
    void theRuntimesOwnBundlesAreNotItsBusiness(PlugInControl control, DataPlane plane) {
        for (String name : List.of("org.mpath.core", "org.mpath.reactor", "org.mpath.runtime.deploy", "org.apache.felix.scr")) {
            assertThatThrownBy(() -> control.uninstall(name, true))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContainingAll(name, "is no plug-in");
        }
        assertThat(plane.maps()).isNotEmpty();
    }

    private static void assertBusy(ThrowingCallable verb, String sentence) {
        assertThatThrownBy(verb)
                .isInstanceOf(ControlException.class)
                .hasMessageStartingWith(sentence)
                .extracting(thrown -> ((ControlException) thrown).code())
                .isEqualTo(ControlException.Code.BUSY);
    }

    /** Kind, version and uses of the dropped types that anybody can still take. */
    private static List<String> uses(DataPlane plane) {
        return plane.plugIns().stream()
                .filter(type -> type.name().equals("dropped") && type.standing() != PlugInState.Standing.LEAVING)
                .map(type -> type.kind() + " " + type.bundle().split(" ")[1] + " " + type.uses())
                .toList();
    }

    private void deploy(BundleContext context, String version) throws IOException {
        Files.move(jars.selector(version), deployed(context), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path deployed(BundleContext context) {
        return Path.of(context.getProperty("mpath.deploy"), "dropped-selector.jar");
    }
}
