package org.mpath.discovery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.io.Reactor;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.itests.support.Defaults;
import org.mpath.reactor.EventLoop;

/** An inventory on a real event loop, with a data plane and a transport that tests look into. */
final class Rig implements AutoCloseable {
    static final CheckTimes FAST = new CheckTimes(100, 100, 150);
    /** The framework that discovery runs in. */
    static final String RUNTIME = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    static final String[] UNITS = {
        "6024d50000000000000000000000000a", "6024d50000000000000000000000000b", "6024d50000000000000000000000000c"
    };

    /** Used by the next {@link #start}. */
    CheckTimes times = FAST;
    /** Used by the next {@link #start}. */
    MapRules rules = MapRules.DEFAULT;

    /** The text of multipath.conf, used by the next {@link #start}. */
    String configuration = "";

    final FakeDataPlane plane = new FakeDataPlane();
    final FakeTransport transport = new FakeTransport();
    final Reactor reactor;
    private final EventLoop loop;
    private final Path directory;
    private PathInventory inventory;

    Rig(Path directory) throws IOException {
        this.directory = directory;
        this.loop = new EventLoop("test-reactor", 65_536, 16 << 20);
        this.reactor = loop;
    }

    /** Starts, or starts anew, discovery on the same data plane. */
    PathInventory start() {
        if (inventory != null) {
            inventory.stop();
        }
        inventory = new PathInventory(directory, times, rules, plane, RUNTIME, Given.configuration(configuration));
        return inventory;
    }

    /** Starts with the rig's transport and waits until it has settled. */
    PathInventory startSettled() throws InterruptedException {
        start();
        inventory.bindTransport(transport);
        settle();
        return inventory;
    }

    void settle() throws InterruptedException {
        if (!inventory.awaitSettled(Duration.ofSeconds(20))) {
            throw new AssertionError("discovery has not settled: " + inventory.paths());
        }
    }

    FakePath path(String port, long lun, FakeUnit unit) {
        FakePath path = new FakePath(reactor, port, lun, unit);
        transport.add(path);
        return path;
    }

    /** Configures discovery anew, with {@link #times} and {@link #rules} as they are now. */
    void reconfigure() {
        inventory.modified(Defaults.of(DiscoverySettings.class, Map.of("interval_millis", (int) times.intervalMillis(),
                "check_timeout_millis", times.checkTimeoutMillis(), "probe_timeout_millis", times.probeTimeoutMillis(),
                "maps_max", rules.mapsMax(), "keep_empty_maps", rules.keepEmpty(),
                "guard_sampled_read", rules.guardRead().name().toLowerCase(Locale.ROOT))));
    }

    LeaseBook<HardwareHandlerFactory> bindHandler(HardwareHandlerFactory factory, long serviceId) {
        LeaseBook<HardwareHandlerFactory> leases = new LeaseBook<>(factory);
        inventory.plugIns().lease(leases, Map.of("service.id", serviceId), Family::lease);
        return leases;
    }

    void unbindHandler(long serviceId) {
        unbind(serviceId);
    }

    LeaseBook<PathCheckerFactory> bindChecker(PathCheckerFactory factory, long serviceId) {
        LeaseBook<PathCheckerFactory> leases = new LeaseBook<>(factory);
        inventory.plugIns().lease(leases, Map.of("service.id", serviceId), LeasedChecker::lease);
        return leases;
    }

    LeaseBook<PrioritizerFactory> bindPrioritizer(PrioritizerFactory factory, long serviceId) {
        LeaseBook<PrioritizerFactory> leases = new LeaseBook<>(factory);
        inventory.plugIns().lease(leases, Map.of("service.id", serviceId), LeasedPrioritizer::lease);
        return leases;
    }

    void unbind(long serviceId) {
        inventory.plugIns().giveBack(serviceId);
    }

    DiscoveredPath seen(FakePath path) {
        return inventory.paths().stream()
                .filter(each -> each.name().equals(path.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path.name() + " is not among " + inventory.paths()));
    }

    /** Waits for what is on the reactor now. */
    void passReactor() throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        reactor.execute(() -> passed.complete(null));
        passed.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (inventory != null) {
            inventory.stop();
        }
        loop.close();
    }
}
