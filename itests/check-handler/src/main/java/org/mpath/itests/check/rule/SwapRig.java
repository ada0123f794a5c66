package org.mpath.itests.check.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mpath.api.control.LabControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.itests.check.bundle.Home;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A map of the real data plane over a lab array, whose handler is the one that is checked. */
final class SwapRig implements AutoCloseable {
    static final int BLOCK_BYTES = 512;
    static final long BLOCKS = (16L << 20) / BLOCK_BYTES;

    private static final String NAME = "check";
    private static final List<String> PORTS = List.of("A0", "A1", "B0", "B1");
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LabControl lab;
    private final DataPlane plane;
    private final MultipathMap map;

    /**
     * Makes it.
     *
     * @param array family of the lab's array
     * @param handler name of the handler
     * @param defaults how its maps are built
     */
    SwapRig(Home home, String array, String handler, ArrayDefaults defaults) throws Exception {
        home.needDataPlane();
        lab = home.service(LabControl.class);
        plane = home.service(DataPlane.class);
        Transport transport = home.service(Transport.class);
        lab.createArray("name=" + NAME + " family=" + array + " controllers=2 ports=2 unit=16MiB");
        try {
            need("paths to the lab array", () -> names(transport.paths()).containsAll(paths()));
            plane.create(NAME, new LogicalUnit("3" + NAME, "MPATH", "CHECK", "1", "", BLOCK_BYTES, BLOCKS, UnitLimits.NONE));
            plane.load(NAME, table(handler, defaults));
            map = service(home.context());
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private static List<String> names(Collection<PathDevice> paths) {
        return paths.stream().map(PathDevice::name).toList();
    }

    private static List<String> paths() {
        return PORTS.stream().map(port -> "lab:" + NAME + '.' + port + "/0").toList();
    }

    /** The family's own defaults, but for the selector, and no path is given up. */
    private static String table(String handler, ArrayDefaults defaults) {
        List<String> features = new ArrayList<>(List.of("queue_if_no_path"));
        defaults.features().forEach(words -> features.addAll(List.of(words.trim().split(" +"))));
        List<String> words = new ArrayList<>(List.of(handler));
        words.addAll(defaults.handlerArguments());
        List<String> paths = paths();
        return String.format(Locale.ROOT, "0 %d multipath %d %s %d %s 2 1 round-robin 0 2 0 %s %s round-robin 0 2 0 %s %s",
                BLOCKS, features.size(), String.join(" ", features), words.size(), String.join(" ", words),
                paths.get(0), paths.get(1), paths.get(2), paths.get(3));
    }

    private static MultipathMap service(BundleContext context) throws InvalidSyntaxException {
        String filter = '(' + MultipathMap.NAME + '=' + NAME + ')';
        for (ServiceReference<MultipathMap> found : context.getServiceReferences(MultipathMap.class, filter)) {
            return context.getService(found);
        }
        throw new IllegalStateException("the data plane offers no map " + NAME);
    }

    MultipathMap map() {
        return map;
    }

    /** The handler that the map uses now; empty for none. */
    String handler() {
        MapState state = plane.stateOf(NAME);
        return state == null ? "" : state.handler();
    }

    /** How the plug-in that is here now blocked the reactor, or was not called any more for that; empty when neither. */
    String blocked(String name) {
        return plane.plugIns().stream()
                .filter(version -> version.kind().equals(PlugInRepository.HANDLER) && version.name().equals(name))
                .map(PlugInState::reason)
                .filter(reason -> reason.contains(" took longer than ") || reason.contains(" is not called: "))
                .findFirst()
                .orElse("");
    }

    /** How many paths of the map are usable. */
    int usablePaths() {
        MapState state = plane.stateOf(NAME);
        return state == null ? 0 : state.activePaths();
    }

    /** The last things that happened to the map, for people. */
    String lately() {
        List<MapEvent> events = plane.history(NAME);
        List<String> last = events.subList(Math.max(0, events.size() - 3), events.size()).stream()
                .map(event -> event.kind().type() + ' ' + event.path() + ' ' + event.to() + ' ' + event.reason())
                .map(text -> text.replaceAll(" +", " ").trim())
                .toList();
        return String.join("; ", last);
    }

    /** Waits, bounded; false when it did not come true. */
    static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private static void need(String what, BooleanSupplier condition) {
        if (!await(condition)) {
            throw new IllegalStateException("the checker waited in vain for " + what);
        }
    }

    @Override
    public void close() {
        if (plane.stateOf(NAME) != null) {
            plane.remove(NAME);
        }
        lab.removeArray(NAME);
    }
}
