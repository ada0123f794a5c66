package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapException;
import org.mpath.api.map.PlugInState;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** A table that names a type which is not there has its bundle fetched from {@code plugins}; a bundle in use may leave. */
@InFramework(ImageOptions.class)
class PlugInRepositoryIT {
    private static final String MAP = "plugged";

    private BareMap map;
    private final List<String> installed = new CopyOnWriteArrayList<>();
    private final BundleListener listener = event -> {
        if (event.getType() == BundleEvent.INSTALLED) {
            installed.add(event.getBundle().getSymbolicName());
        }
    };

    @BeforeEach
    void watch(BundleContext context, DataPlane plane) throws Exception {
        context.addBundleListener(listener);
        map = BareMap.create(context, plane, MAP);
    }

    @AfterEach
    void clean(BundleContext context, DataPlane plane) throws Exception {
        map.close();
        context.removeBundleListener(listener);
        for (Bundle bundle : context.getBundles()) {
            if (ComponentJar.symbolicName(DroppedSelectorFactory.class).equals(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
        for (String name : List.of("0-broken.jar", "1-other.jar", "dropped-selector.jar")) {
            Files.deleteIfExists(folder(context).resolve(name));
        }
    }

    @Test
    void aTableStartsTheBundleThatBringsTheSelectorItNames(BundleContext context, DataPlane plane) throws Exception {
        Files.writeString(folder(context).resolve("0-broken.jar"), "no jar at all");
        ComponentJar.write(folder(context).resolve("1-other.jar"), DroppedHandlerFactory.class, DroppedHandlerFactory.IMPORTS,
                "mpath.plugin;kind=handler;name=dropped", DroppedHandlerFactory.xml(), "rw-r--r--");
        writeSelector(context);

        plane.load(MAP, table("dropped"));
        plane.load(MAP, table("dropped"));
        assertThat(installed).containsExactly(ComponentJar.symbolicName(DroppedSelectorFactory.class));
        assertThat(plane.stateOf(MAP).groups().get(0).selector()).isEqualTo("dropped");
        assertThat(dropped(plane).uses()).isEqualTo(1);
        assertThat(dropped(plane).maps()).containsExactly(MAP);
        assertThat(dropped(plane).bundle()).startsWith(ComponentJar.symbolicName(DroppedSelectorFactory.class));
        assertThat(map.readable()).isTrue();
    }

    @Test
    void aTypeThatNothingBringsIsRefusedInOneSentence(BundleContext context, DataPlane plane) throws Exception {
        writeSelector(context);
        assertThatThrownBy(() -> plane.load(MAP, table("absent")))
                .isInstanceOf(MapException.class)
                .hasMessageStartingWith("map " + MAP + ": unknown path selector type: 'absent'")
                .hasMessageContaining("round-robin")
                .hasMessageEndingWith("no bundle in " + folder(context) + " brings it");
        assertThat(installed).isEmpty();
    }

    @Test
    void aJarThatOthersMayWriteIsNotStarted(BundleContext context, DataPlane plane) throws Exception {
        ComponentJar.write(jar(context), DroppedSelectorFactory.class, "org.mpath.api.plugin",
                DroppedSelectorFactory.CAPABILITY, DroppedSelectorFactory.xml(), "rw-rw-rw-");
        assertThatThrownBy(() -> plane.load(MAP, table("dropped"))).isInstanceOf(MapException.class);
        assertThat(installed).isEmpty();
    }

    @Test
    void aSelectorBundleThatStopsWhileInUseLeavesTheMapAtWork(BundleContext context, DataPlane plane) throws Exception {
        writeSelector(context);
        plane.load(MAP, table("dropped"));
        Bundle bundle = Arrays.stream(context.getBundles())
                .filter(each -> ComponentJar.symbolicName(DroppedSelectorFactory.class).equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();

        bundle.stop();
        assertThat(plane.plugIns()).extracting(PlugInState::name).doesNotContain("dropped").contains("round-robin");
        assertThat(plane.stateOf(MAP).groups().get(0).selector()).isNotEqualTo("dropped");
        assertThat(plane.table(MAP)).as("what it wants").contains(" dropped 0 ");
        assertThat(map.readable()).isTrue();

        bundle.start();
        Await.until(() -> dropped(plane).uses() == 1
                && plane.stateOf(MAP).groups().get(0).selector().equals("dropped"), plane::plugIns);
        assertThat(plane.stateOf(MAP).groups().get(0).selector()).isEqualTo("dropped");

        bundle.uninstall();
        assertThat(plane.plugIns()).extracting(PlugInState::name).doesNotContain("dropped");
        assertThat(map.readable()).isTrue();
    }

    @Test
    void everyPlugInOfTheImageSaysWhatItBrings(BundleContext context) throws Exception {
        List<String> silent = new ArrayList<>();
        for (ServiceReference<?> type : context.getServiceReferences(PathSelectorFactory.class, null)) {
            silent.addAll(silent(type, PlugInRepository.SELECTOR, PathSelectorFactory.NAME));
        }
        for (ServiceReference<?> type : context.getServiceReferences(HardwareHandlerFactory.class, null)) {
            silent.addAll(silent(type, PlugInRepository.HANDLER, HardwareHandlerFactory.NAME));
        }
        assertThat(silent).isEmpty();
    }

    private static List<String> silent(ServiceReference<?> type, String kind, String property) {
        for (BundleCapability said : type.getBundle().adapt(BundleRevision.class)
                .getDeclaredCapabilities(PlugInRepository.NAMESPACE)) {
            if (kind.equals(said.getAttributes().get(PlugInRepository.KIND_ATTRIBUTE))
                    && type.getProperty(property).equals(said.getAttributes().get(PlugInRepository.NAME_ATTRIBUTE))) {
                return List.of();
            }
        }
        return List.of(type.getBundle().getSymbolicName() + " does not say that it brings " + type.getProperty(property));
    }

    private static Path folder(BundleContext context) {
        return Path.of(context.getProperty("mpath.plugins"));
    }

    private static Path jar(BundleContext context) {
        return folder(context).resolve("dropped-selector.jar");
    }

    private static void writeSelector(BundleContext context) throws Exception {
        ComponentJar.write(jar(context), DroppedSelectorFactory.class, "org.mpath.api.plugin",
                DroppedSelectorFactory.CAPABILITY, DroppedSelectorFactory.xml(), "rw-r--r--");
    }

    private static String table(String selector) {
        return BareMap.table("0", selector);
    }

    private static PlugInState dropped(DataPlane plane) {
        return plane.plugIns().stream().filter(type -> type.name().equals("dropped")).findFirst().orElseThrow();
    }
}
