package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Plug-ins come, are used, replaced and go, again and again, while a map that holds them does I/O: nothing of them stays. More
 * cycles: {@code -Dmpath.leak.cycles=}, and of the real handler {@code -Dmpath.leak.alua.cycles=}.
 */
@InFramework(ImageOptions.class)
class LeakIT {
    private static final int CYCLES = Integer.getInteger("mpath.leak.cycles", 300);
    private static final int ALUA_CYCLES = Integer.getInteger("mpath.leak.alua.cycles", 50);
    /** What is made once and stays is made in these: two of each form. */
    private static final int CYCLES_BEFORE_COUNTING = 2 * Form.values().length;
    private static final String MAP = "plugged";
    private static final String DROPPED = "dropped";
    private static final String ALUA = "org.mpath.handler.alua";
    private static final String ARRAY = "leak";
    /** Long enough for a bundle to leave meanwhile. */
    private static final long SLOW_START_NANOS = 1_000_000;

    /** How a plug-in leaves, from one version to the other and back. */
    private enum Form {
        /** The other version comes beside it, and it goes. */
        SUPERSEDED,
        /** Its bundle is updated. */
        UPDATED,
        /** It goes by force, and the map does without until it is back. */
        MISSED
    }

    private record Jars(Path handler, Path selector) {
        static Jars of(PlugInJars folder, String version) throws IOException {
            return new Jars(folder.handler(version), folder.selector(version));
        }

        void install(PlugInControl control) {
            control.install(handler);
            control.install(selector);
        }
    }

    private Jars old;
    private Jars next;

    @BeforeEach
    void write(BundleContext context) throws Exception {
        PlugInJars folder = PlugInJars.of(context);
        old = Jars.of(folder, "1.0.0");
        next = Jars.of(folder, "1.1.0");
    }

    @AfterEach
    void clean(BundleContext context) throws Exception {
        System.clearProperty(DroppedHandlerFactory.START_NANOS);
        for (Bundle bundle : context.getBundles()) {
            if (isDropped(bundle)) {
                bundle.uninstall();
            }
        }
    }

    private static boolean isDropped(Bundle bundle) {
        return List.of(PlugInJars.HANDLER, PlugInJars.SELECTOR).contains(bundle.getSymbolicName());
    }

    @Test
    void tinyPlugInsLeaveNothingBehind(BundleContext context, DataPlane plane, PlugInControl control) throws Exception {
        Leftovers leftovers = new Leftovers(context);
        try (BareMap map = BareMap.create(context, plane, MAP)) {
            old.install(control);
            plane.load(map.name(), BareMap.table("1 " + DROPPED, DROPPED));
            try (MapPump pump = MapPump.start(context, map.name())) {
                for (int i = 0; i < CYCLES_BEFORE_COUNTING + CYCLES; i++) {
                    if (i == CYCLES_BEFORE_COUNTING) {
                        leftovers.countFromNow();
                    }
                    leftovers.expect(PlugInJars.HANDLER, PlugInJars.SELECTOR);
                    cycle(Form.values()[i % Form.values().length], context, plane, control, pump);
                    pump.awaitMore(2);
                }
                leftovers.assertNone(2 * (CYCLES_BEFORE_COUNTING + CYCLES));
            }
        }
    }

    private void cycle(Form form, BundleContext context, DataPlane plane, PlugInControl control, MapPump pump)
            throws BundleException {
        switch (form) {
            case SUPERSEDED -> {
                List<Bundle> before = Arrays.stream(context.getBundles()).filter(LeakIT::isDropped).toList();
                next.install(control);
                awaitHeldOnce(plane, "1.1.0");
                for (Bundle bundle : before) {
                    bundle.uninstall();
                }
                assertThat(versions(plane)).as("of each kind").hasSize(2);
            }
            case UPDATED -> {
                control.update(PlugInJars.HANDLER, old.handler());
                control.update(PlugInJars.SELECTOR, old.selector());
                awaitHeldOnce(plane, "1.0.0");
            }
            case MISSED -> {
                control.uninstall(PlugInJars.HANDLER, true);
                control.uninstall(PlugInJars.SELECTOR, true);
                assertThat(versions(plane)).isEmpty();
                pump.awaitMore(2);
                old.install(control);
                plane.load(MAP, BareMap.table("1 " + DROPPED, DROPPED));
                awaitHeldOnce(plane, "1.0.0");
            }
        }
    }

    private static List<PlugInState> versions(DataPlane plane) {
        return plane.plugIns().stream().filter(type -> type.name().equals(DROPPED)).toList();
    }

    /** The map named the types all the time and may take them up just when its table is loaded: two tables hold them then. */
    private static void awaitHeldOnce(DataPlane plane, String version) {
        Await.until(() -> versions(plane).stream()
                .filter(type -> type.uses() > 0)
                .map(type -> type.kind() + " " + type.bundle().split(" ")[1] + " " + type.uses())
                .toList()
                .equals(List.of("handler " + version + " 1", "selector " + version + " 1")), () -> versions(plane));
    }

    @Test
    void plugInsThatLeaveWhileTheyAreLookedUpLeaveNothingBehind(BundleContext context, DataPlane plane, PlugInControl control)
            throws Exception {
        Leftovers leftovers = new Leftovers(context);
        System.setProperty(DroppedHandlerFactory.START_NANOS, String.valueOf(SLOW_START_NANOS));
        try (BareMap map = BareMap.create(context, plane, MAP)) {
            try (LookUps lookUps = LookUps.start(plane, map.name())) {
                for (int i = 0; i < CYCLES_BEFORE_COUNTING + CYCLES; i++) {
                    if (i == CYCLES_BEFORE_COUNTING) {
                        leftovers.countFromNow();
                    }
                    control.install(old.handler());
                    leftovers.expect(PlugInJars.HANDLER);
                    lookUps.awaitFound();
                    control.uninstall(PlugInJars.HANDLER, true);
                    assertThat(versions(plane)).isEmpty();
                }
            }
            leftovers.assertNone(CYCLES_BEFORE_COUNTING + CYCLES);
            assertThat(Leftovers.instances(DroppedHandlerFactory.class.getSimpleName())).isZero();
        }
    }

    @Test
    void theAluaHandlerLeavesNothingBehindOnARealArray(
            BundleContext context, DataPlane plane, PlugInControl control, LabControl lab, Inventory inventory)
            throws Exception {
        Path jar = PlugInJars.of(context).copy(aluaOfTheImage(context));
        Leftovers leftovers = new Leftovers(context);
        lab.createArray("name=" + ARRAY + " family=alua unit=8MiB");
        try {
            String map = awaitAluaMap(inventory, plane);
            try (MapPump pump = MapPump.start(context, map)) {
                for (int i = 0; i < CYCLES_BEFORE_COUNTING + ALUA_CYCLES; i++) {
                    if (i == CYCLES_BEFORE_COUNTING) {
                        leftovers.countFromNow();
                    }
                    leftovers.expect(ALUA);
                    aluaCycle(i % 5 == 0, plane, control, jar, pump);
                }
                leftovers.assertNone(CYCLES_BEFORE_COUNTING + ALUA_CYCLES);
            }
        } finally {
            lab.removeArray(ARRAY);
        }
    }

    private static void aluaCycle(boolean missed, DataPlane plane, PlugInControl control, Path jar, MapPump pump) {
        if (missed) {
            control.uninstall(ALUA, true);
            pump.awaitMore(2);
            control.install(jar);
        } else {
            control.update(ALUA, jar);
        }
        Await.until(() -> uses(plane, "alua").equals(List.of(1)), () -> plane.plugIns());
        pump.awaitMore(2);
    }

    /** Of the versions that anybody can still take. */
    private static List<Integer> uses(DataPlane plane, String name) {
        return plane.plugIns().stream()
                .filter(type -> type.name().equals(name) && type.standing() != Standing.LEAVING)
                .map(PlugInState::uses)
                .toList();
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
}
