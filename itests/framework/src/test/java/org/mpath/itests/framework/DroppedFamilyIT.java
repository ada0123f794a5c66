package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** An array family comes as one jar, looks after its paths, and leaves nothing behind. */
@InFramework(ImageOptions.class)
class DroppedFamilyIT {
    private Path jar;
    private List<String> before;

    @BeforeEach
    void drop(BundleContext context, Inventory inventory) throws Exception {
        Await.until(() -> !lab(inventory).isEmpty(), inventory::paths);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(30))).isTrue();
        before = families(inventory);
        jar = Path.of(context.getProperty("mpath.deploy"), "dropped-family.jar");
        ComponentJar.write(jar, DroppedFamilyFactory.class,
                "org.mpath.api.plugin,org.mpath.api.path,org.mpath.api.inventory,org.mpath.api.io",
                DroppedFamilyFactory.xml(), "rw-r--r--");
        Await.until(() -> lab(inventory).stream().allMatch(path -> path.family().equals(DroppedFamilyFactory.FAMILY)),
                inventory::paths);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void clean() throws Exception {
        System.clearProperty(DroppedFamilyFactory.HANGS);
        Files.deleteIfExists(jar);
    }

    @Test
    void itsPathsAreRankedAndGroupedItsWayUntilItsJarIsTakenAway(BundleContext context, DataPlane plane, Inventory inventory)
            throws Exception {
        DiscoveredPath path = lab(inventory).get(0);
        String map = path.map();
        Await.until(() -> plane.table(map).matches(".* 1 dropped-family 2 1 round-robin 0 \\d+ 1 lab:B.*lab:A.*"),
                () -> plane.table(map));
        assertThat(lab(inventory)).allSatisfy(each ->
                assertThat(each.access()).isEqualTo(each.port().startsWith("B") ? "preferred" : "other"));
        WeakReference<ClassLoader> loader = loader(context);

        Files.delete(jar);
        Await.until(() -> families(inventory).equals(before), inventory::paths);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(30))).isTrue();
        assertThat(plane.table(map)).doesNotContain(DroppedFamilyFactory.FAMILY);
        Await.collected(List.of(loader));
    }

    @Test
    void aCheckThatHangsHoldsNeitherItsDepartureNorItsMaps(BundleContext context, DataPlane plane, Inventory inventory)
            throws Exception {
        WeakReference<ClassLoader> loader = loader(context);
        System.setProperty(DroppedFamilyFactory.HANGS, "true");
        Files.delete(jar);
        Await.until(() -> families(inventory).equals(before), inventory::paths);
        assertThat(plane.maps()).allMatch(map -> map.activePaths() == map.pathCount());
        Await.collected(List.of(loader));
    }

    private static List<DiscoveredPath> lab(Inventory inventory) {
        return inventory.paths().stream()
                .filter(path -> path.transport().equals("lab") && !path.map().isEmpty())
                .toList();
    }

    private static List<String> families(Inventory inventory) {
        return lab(inventory).stream().map(DiscoveredPath::family).toList();
    }

    private static WeakReference<ClassLoader> loader(BundleContext context) {
        Bundle dropped = Arrays.stream(context.getBundles())
                .filter(bundle -> ComponentJar.symbolicName(DroppedFamilyFactory.class).equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        return new WeakReference<>(dropped.adapt(BundleWiring.class).getClassLoader());
    }
}
