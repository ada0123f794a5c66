package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Bundles of one handler in several versions come and go while a map uses it; {@link LeakIT} has them do so for long. */
@InFramework(ImageOptions.class)
class PlugInVersionsIT {
    private BareMap map;

    @BeforeEach
    void create(BundleContext context, DataPlane plane) throws Exception {
        map = BareMap.create(context, plane, "versions");
    }

    @AfterEach
    void clean(BundleContext context) throws Exception {
        map.close();
        for (Bundle bundle : context.getBundles()) {
            if (PlugInJars.HANDLER.equals(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
    }

    @Test
    void aMapMovesToTheNewerBundleAndIsBackByTheTimeThatIsGone(BundleContext context, DataPlane plane) throws Exception {
        Bundle old = install(context, "1.0.0");
        plane.load(map.name(), BareMap.table("1 " + DroppedHandlerFactory.FAMILY, "round-robin"));
        assertThat(dropped(plane)).extracting(PlugInState::uses).containsExactly(1);
        Bundle next = install(context, "1.1.0");
        awaitHeldBy(plane, next);
        assertThat(dropped(plane)).extracting(PlugInState::standing).containsExactly(Standing.CURRENT, Standing.OLDER);
        assertThat(map.readable()).isTrue();

        next.stop();
        assertThat(dropped(plane)).extracting(PlugInState::bundle, PlugInState::uses)
                .containsExactly(tuple(nameOf(old), 1));
        assertThat(map.readable()).isTrue();
        next.start();
        awaitHeldBy(plane, next);
        old.uninstall();
        assertThat(map.readable()).isTrue();
    }

    private static Bundle install(BundleContext context, String version) throws Exception {
        Path jar = PlugInJars.of(context).handler(version);
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static void awaitHeldBy(DataPlane plane, Bundle bundle) {
        Await.until(() -> dropped(plane).stream()
                .allMatch(state -> state.uses() == (state.bundle().equals(nameOf(bundle)) ? 1 : 0)), plane::plugIns);
    }

    private static List<PlugInState> dropped(DataPlane plane) {
        return plane.plugIns().stream().filter(type -> type.name().equals(DroppedHandlerFactory.FAMILY)).toList();
    }
}
