package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.Transport;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles of one handler in several versions come and go while a map uses it. */
@InFramework(ImageOptions.class)
class PlugInVersionsIT {
    private static final String MAP = "versions";
    private static final String PATH = "lab:A0/0";
    private static final int SECTORS = 2048;
    private static final int CYCLES = 300;

    @TempDir
    Path folder;

    @BeforeEach
    void map(BundleContext context, DataPlane plane) throws Exception {
        awaitPath(context);
        discovery(context).stop();
        plane.maps().forEach(map -> plane.remove(map.name())); // a path is in one map at a time
        plane.create(MAP, new LogicalUnit("36", "V", "P", "1", "", 512, SECTORS, UnitLimits.NONE));
    }

    @AfterEach
    void clean(BundleContext context, DataPlane plane) throws Exception {
        plane.remove(MAP);
        for (Bundle bundle : context.getBundles()) {
            if (ComponentJar.symbolicName(DroppedHandlerFactory.class).equals(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
        discovery(context).start();
    }

    @Test
    void aMapMovesToTheNewerBundleAndIsBackByTheTimeThatIsGone(BundleContext context, DataPlane plane) throws Exception {
        Bundle old = install(context, "1.0.0");
        plane.load(MAP, table());
        assertThat(dropped(plane)).extracting(PlugInState::uses).containsExactly(1);
        Bundle next = install(context, "1.1.0");
        awaitHeldBy(plane, next);
        assertThat(dropped(plane)).extracting(PlugInState::standing).containsExactly(Standing.CURRENT, Standing.OLDER);
        assertThat(readable(context)).isTrue();

        next.stop();
        assertThat(dropped(plane)).extracting(PlugInState::bundle, PlugInState::uses)
                .containsExactly(tuple(nameOf(old), 1));
        assertThat(readable(context)).isTrue();
        next.start();
        awaitHeldBy(plane, next);
        old.uninstall();
        assertThat(readable(context)).isTrue();
    }

    /** Both forms: one version takes over from another, and the only one leaves the map without. */
    @Test
    void nothingOfABundleIsReachableAfterItIsGone(BundleContext context, DataPlane plane) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Bundle present = install(context, "1.0.0");
        plane.load(MAP, table());
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            loaders.add(loaderOf(present));
            if (cycle % 3 == 0) {
                present.uninstall();
                assertThat(dropped(plane)).isEmpty();
                present = install(context, "1." + cycle + ".0");
                awaitHeldBy(plane, present);
            } else {
                Bundle next = install(context, "1." + cycle + ".0");
                awaitHeldBy(plane, next);
                present.uninstall();
                present = next;
            }
            assertThat(dropped(plane)).extracting(PlugInState::uses).containsExactly(1);
        }
        assertThat(readable(context)).isTrue();
        Eventually.until("every class loader to be collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        }, () -> loaders.stream().filter(loader -> loader.get() != null).count() + " are there");
    }

    private static WeakReference<ClassLoader> loaderOf(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private Bundle install(BundleContext context, String version) throws Exception {
        Path jar = folder.resolve(version + ".jar");
        ComponentJar.write(jar, DroppedHandlerFactory.class, version, "org.mpath.api.plugin,org.mpath.api.path", "",
                DroppedHandlerFactory.xml(), "rw-r--r--");
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static void awaitHeldBy(DataPlane plane, Bundle bundle) throws InterruptedException {
        Eventually.until(nameOf(bundle) + " to be held", () -> dropped(plane).stream()
                .allMatch(state -> state.uses() == (state.bundle().equals(nameOf(bundle)) ? 1 : 0)), plane::plugIns);
    }

    private static List<PlugInState> dropped(DataPlane plane) {
        return plane.plugIns().stream().filter(type -> type.name().equals(DroppedHandlerFactory.FAMILY)).toList();
    }

    private static String table() {
        return "0 " + SECTORS + " multipath 0 1 " + DroppedHandlerFactory.FAMILY + " 1 1 round-robin 0 1 0 " + PATH;
    }

    private static Bundle discovery(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> "org.mpath.discovery".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** The lab's paths come a moment after its service. */
    private static void awaitPath(BundleContext context) throws Exception {
        ServiceReference<Transport> lab =
                context.getServiceReferences(Transport.class, "(" + Transport.TYPE + "=lab)").iterator().next();
        Transport transport = context.getService(lab);
        CompletableFuture<Void> appeared = new CompletableFuture<>();
        FirstPath news = new FirstPath(PATH, appeared);
        transport.addListener(news);
        if (transport.path(PATH) == null) {
            appeared.get(20, TimeUnit.SECONDS);
        }
        transport.removeListener(news);
    }

    /** Whether TEST UNIT READY goes through the map. */
    private static boolean readable(BundleContext context) throws Exception {
        MultipathMap map = context.getService(context.getServiceReferences(
                MultipathMap.class, "(" + MultipathMap.NAME + "=" + MAP + ")").iterator().next());
        ScsiTask task = new ScsiTask();
        task.cdbLength = 6; // zeros: TEST UNIT READY
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        map.reactor().execute(() -> map.submit(task, done::complete));
        return done.get(20, TimeUnit.SECONDS).good();
    }
}
