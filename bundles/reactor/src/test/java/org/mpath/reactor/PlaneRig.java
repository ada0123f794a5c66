package org.mpath.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.handler.sym.SymHandlerFactory;
import org.mpath.itests.support.Defaults;
import org.mpath.scsi.Cdb;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The data plane on a real reactor, with paths that a test answers by hand, and what DS would bind. */
final class PlaneRig implements AutoCloseable {
    static final String MAP = "mpatha";
    private static final int SECTORS = 2048;
    private static final long LIMIT_SECONDS = 10;

    final EventLoop loop;
    final UserDataPlane plane;
    final Map<String, HandPath> paths = new LinkedHashMap<>();
    final BlockingQueue<MapEvent> events = new LinkedBlockingQueue<>();
    final Leases<PathSelectorFactory> roundRobin = new Leases<>(RoundRobinFactory::new);
    final Leases<HardwareHandlerFactory> sym = new Leases<>(SymHandlerFactory::new);
    private final Map<String, MultipathMap> offered = new HashMap<>();

    PlaneRig(String... pathNames) {
        this(Map.of(), pathNames);
    }

    PlaneRig(Map<String, Object> settings, String... pathNames) {
        try {
            loop = new EventLoop("plane-test", 4096, 8 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : pathNames) {
            paths.put(name, new HandPath(name, loop));
        }
        plane = new UserDataPlane(context(), loop, Defaults.of(DataPlaneSettings.class, settings));
        plane.bindTransport(new HandTransport());
        plane.bindListener(events::add);
        plane.bindSelector(roundRobin.reference, Map.of(PathSelectorFactory.NAME, "round-robin"));
        plane.bindHandler(sym.reference, Map.of(HardwareHandlerFactory.NAME, "sym"));
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getServiceObjects")) {
                        return Leases.of((ServiceReference<?>) arguments[0]);
                    }
                    if (method.getName().equals("getBundle")) {
                        return null; // no framework
                    }
                    MultipathMap map = (MultipathMap) arguments[1];
                    offered.put(map.name(), map);
                    return Proxy.newProxyInstance(
                            ServiceRegistration.class.getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, call, none) -> offered.remove(map.name()));
                });
    }

    /** A map over all paths of the rig in one group. */
    PlaneRig map() {
        return map(MAP);
    }

    PlaneRig map(String name) {
        plane.create(name, unit(name));
        plane.load(name, table("0", "0", String.join(" ", paths.keySet())));
        return this;
    }

    static LogicalUnit unit(String name) {
        return new LogicalUnit("36" + name, "V", "P", "1", "", 512, SECTORS, UnitLimits.NONE);
    }

    /** A table line of groups of paths, a blank separated list each. */
    static String table(String features, String handler, String... groups) {
        StringBuilder line = new StringBuilder("0 " + SECTORS + " multipath " + features + " " + handler + " "
                + groups.length + " " + Math.min(1, groups.length));
        for (String group : groups) {
            line.append(" round-robin 0 ").append(group.split(" ").length).append(" 0 ").append(group);
        }
        return line.toString();
    }

    MultipathMap offered() {
        return offered.get(MAP);
    }

    /** The versions of a plug-in, the newest first. */
    List<PlugInState> versions(String name) {
        return plane.plugIns().stream().filter(type -> type.name().equals(name)).toList();
    }

    PlugInState plugIn(String name) {
        return plane.plugIns().stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
    }

    /** A read of the first block through the map. */
    CompletableFuture<ScsiTask> read() {
        return read(MAP);
    }

    CompletableFuture<ScsiTask> read(String map) {
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        loop.execute(() -> offered.get(map).submit(readTask(), done::complete));
        return done;
    }

    static ScsiTask readTask() {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, 0, 1);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(512);
        task.dataLength = 512;
        return task;
    }

    <T> T onReactor(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return await(answer);
    }

    void runOnReactor(Runnable work) {
        onReactor(() -> {
            work.run();
            return null;
        });
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The next event of a kind; those before it are passed over. */
    MapEvent event(MapEvent.Kind kind) throws InterruptedException {
        while (true) {
            MapEvent event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event " + kind);
            }
            if (event.kind() == kind) {
                return event;
            }
        }
    }

    @Override
    public void close() {
        paths.values().forEach(path -> runOnReactor(path::answerHeld));
        plane.stop();
        loop.close();
    }

    private final class HandTransport implements Transport {
        @Override
        public String type() {
            return "hand";
        }

        @Override
        public Collection<PathDevice> paths() {
            return List.copyOf(paths.values());
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public void rescan() {}

        @Override
        public void addListener(TransportListener listener) {}

        @Override
        public void removeListener(TransportListener listener) {}
    }
}
