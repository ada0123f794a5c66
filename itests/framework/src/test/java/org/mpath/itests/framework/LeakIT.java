package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Plug-ins come, are used, replaced and go, again and again, while a map that holds them does I/O: nothing of them stays. More
 * cycles: {@code -Dmpath.leak.cycles=}, and of the real handler {@code -Dmpath.leak.alua.cycles=}.
 */
@InFramework(ImageOptions.class)
class LeakIT {
    private static final int CYCLES = Integer.getInteger("mpath.leak.cycles", 300);
    private static final int ALUA_CYCLES = Integer.getInteger("mpath.leak.alua.cycles", 50);
    /** What is made once and stays is made in these. */
    private static final int CYCLES_BEFORE_COUNTING = 5;
    private static final String MAP = "plugged";
    private static final String ALUA = "org.mpath.handler.alua";
    private static final String ARRAY = "leak";

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    @Test
    void tinyPlugInsLeaveNothingBehind(BundleContext context, DataPlane plane, PlugInControl control) throws Exception {
        PlugInJars folder = PlugInJars.of(context);
        TinyJars jars = new TinyJars(
                folder.handler("1.0.0"), folder.handler("1.1.0"), folder.selector("1.0.0"), folder.selector("1.1.0"));
        try (BareMap map = BareMap.create(context, plane, MAP)) {
            plane.load(map.name(), BareMap.table("0", "round-robin"));
            try (MapPump pump = MapPump.start(context, map.name())) {
                for (int i = 0; i < CYCLES_BEFORE_COUNTING; i++) {
                    tinyCycle(context, plane, control, jars, pump);
                }
                int services = services(context);
                int threads = threads();
                for (int i = 0; i < CYCLES; i++) {
                    tinyCycle(context, plane, control, jars, pump);
                }
                plane.load(MAP, BareMap.table("0", "round-robin"));
                pump.awaitMore(2);
                assertNothingStays(context, services, threads);
                assertThat(loaders).hasSize(4 * (CYCLES_BEFORE_COUNTING + CYCLES));
            }
        }
    }

    private record TinyJars(Path handler, Path newHandler, Path selector, Path newSelector) {}

    private void tinyCycle(BundleContext context, DataPlane plane, PlugInControl control, TinyJars jars, MapPump pump) {
        control.install(jars.handler());
        control.install(jars.selector());
        plane.load(MAP, BareMap.table("1 dropped", "dropped"));
        pump.awaitMore(2);
        awaitHeldOnce(plane);
        remember(context, PlugInJars.HANDLER, PlugInJars.SELECTOR);
        control.update(PlugInJars.HANDLER, jars.newHandler());
        control.update(PlugInJars.SELECTOR, jars.newSelector());
        awaitHeldOnce(plane);
        pump.awaitMore(2);
        remember(context, PlugInJars.HANDLER, PlugInJars.SELECTOR);
        control.uninstall(PlugInJars.HANDLER, true);
        control.uninstall(PlugInJars.SELECTOR, true);
        Await.until(() -> uses(plane, "dropped").isEmpty(), () -> plane.plugIns());
    }

    /** The map still named the types, and may take them up again just when a table is loaded: then it holds both for a moment. */
    private static void awaitHeldOnce(DataPlane plane) {
        Await.until(() -> uses(plane, "dropped").equals(List.of("handler 1", "selector 1")), () -> plane.plugIns());
    }

    @Test
    void theAluaHandlerLeavesNothingBehindOnARealArray(
            BundleContext context, DataPlane plane, PlugInControl control, LabControl lab, Inventory inventory)
            throws Exception {
        Path jar = PlugInJars.of(context).copy(aluaOfTheImage(context));
        lab.createArray("name=" + ARRAY + " family=alua unit=8MiB");
        try {
            String map = awaitAluaMap(inventory, plane);
            try (MapPump pump = MapPump.start(context, map)) {
                for (int i = 0; i < CYCLES_BEFORE_COUNTING; i++) {
                    aluaCycle(context, plane, control, jar, pump);
                }
                int services = services(context);
                int threads = threads();
                for (int i = 0; i < ALUA_CYCLES; i++) {
                    aluaCycle(context, plane, control, jar, pump);
                }
                assertNothingStays(context, services, threads);
            }
        } finally {
            lab.removeArray(ARRAY);
        }
    }

    private void aluaCycle(BundleContext context, DataPlane plane, PlugInControl control, Path jar, MapPump pump) {
        remember(context, ALUA);
        if (loaders.size() % 5 == 0) {
            control.uninstall(ALUA, true);
            pump.awaitMore(2);
            control.install(jar);
        } else {
            control.update(ALUA, jar);
        }
        Await.until(() -> uses(plane, "alua").equals(List.of("handler 1")), () -> plane.plugIns());
        pump.awaitMore(2);
    }

    /** The map of the array, once its table names the handler. */
    private static String awaitAluaMap(Inventory inventory, DataPlane plane) throws InterruptedException {
        Await.until(() -> paths(inventory).anyMatch(path -> !path.map().isEmpty()), inventory::paths);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(30))).isTrue();
        String map = paths(inventory).map(DiscoveredPath::map).filter(name -> !name.isEmpty()).findFirst().orElseThrow();
        Await.until(() -> plane.table(map).contains(" 1 alua "), () -> plane.table(map));
        return map;
    }

    private static Stream<DiscoveredPath> paths(Inventory inventory) {
        return inventory.paths().stream().filter(path -> path.port().startsWith(ARRAY + "."));
    }

    private static Path aluaOfTheImage(BundleContext context) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(context.getProperty("mpath.home"), "system", "20"))) {
            return jars.filter(jar -> jar.getFileName().toString().contains("handler-alua")).findFirst().orElseThrow();
        }
    }

    private void remember(BundleContext context, String... symbolicNames) {
        for (String name : symbolicNames) {
            Bundle bundle = Arrays.stream(context.getBundles())
                    .filter(each -> name.equals(each.getSymbolicName()))
                    .findFirst()
                    .orElseThrow();
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        }
    }

    private void assertNothingStays(BundleContext context, int services, int threads) {
        Await.collected(loaders);
        Await.until(() -> services(context) == services, () -> services(context) + " services, were " + services);
        Await.until(() -> threads() <= threads, () -> threads() + " threads, were " + threads);
    }

    /** But for the one with which somebody looks at this process. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().equals("Attach Listener"))
                .count();
    }

    private static int services(BundleContext context) {
        try {
            return context.getAllServiceReferences(null, null).length;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Kinds and use counts of the versions of a type that anybody can still take. */
    private static List<String> uses(DataPlane plane, String name) {
        return plane.plugIns().stream()
                .filter(type -> type.name().equals(name) && type.standing() != Standing.LEAVING)
                .map(type -> type.kind() + " " + type.uses())
                .toList();
    }
}
