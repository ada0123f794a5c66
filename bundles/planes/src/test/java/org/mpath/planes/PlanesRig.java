package org.mpath.planes;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Defaults;
import org.mpath.reactor.DataPlaneSettings;
import org.mpath.reactor.EventLoop;
import org.mpath.reactor.UserDataPlane;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabSettings;
import org.mpath.transport.lab.LabTransport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The real user data plane over arrays of the lab, a plane in memory for the kernel's, and both behind one. */
final class PlanesRig implements AutoCloseable {
    static final String MAP = "mpatha";
    static final String WWID = "36000000000000000e000000000010001";
    private static final long LIMIT_SECONDS = 10;

    final EventLoop reactor;
    final UserDataPlane core;
    final LabTransport lab;
    final MemoryPlane kernel = new MemoryPlane();
    final List<MultipathMap> services = new CopyOnWriteArrayList<>();
    AnyPlane plane;

    PlanesRig(Path state, String defaultPlane) throws Exception {
        reactor = new EventLoop("planes-test", 4096, 8 << 20);
        RoundRobinObjects roundRobin = new RoundRobinObjects();
        BundleContext context = proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "registerService" -> register((MultipathMap) arguments[1]);
            case "getServiceObjects" -> roundRobin;
            default -> throw new UnsupportedOperationException(method);
        });
        core = new UserDataPlane(context, reactor, Defaults.of(DataPlaneSettings.class));
        String[] arrays = {"name=lab controllers=2 ports=1 unit=1MiB"};
        lab = new LabTransport(reactor, new LabMemory(),
                Defaults.of(LabSettings.class, Map.of("arrays", arrays, "timeout_millis", 500, "reconnect_millis", 50)));
        Await.until("the lab settles", lab::settled);
        core.bindTransport(lab);
        core.bindSelector(roundRobin.getServiceReference(), Map.of(PathSelectorFactory.NAME, "round-robin"));
        start(state, defaultPlane);
    }

    /** The planes of a runtime that starts, over what the planes below have already. */
    void start(Path state, String defaultPlane) throws IOException {
        plane = new AnyPlane(state, defaultPlane, core);
        plane.bindTransport(lab);
        plane.bindKernel(kernel);
    }

    PlanesRig map() {
        plane.create(MAP, unit());
        plane.load(MAP, table());
        return this;
    }

    /** A table over the paths that the lab has. */
    String table() {
        List<String> paths = lab.paths().stream().map(path -> path.name()).sorted().toList();
        return "0 2048 multipath 0 0 1 1 round-robin 0 " + paths.size() + " 1 " + String.join(" 1 ", paths) + " 1";
    }

    static LogicalUnit unit() {
        return new LogicalUnit(WWID, "MPATH", "LAB", "1", "", 512, 2048, UnitLimits.NONE);
    }

    /** How a read of the first block through the map's service ends. */
    CompletableFuture<ScsiTask> read() {
        ScsiTask task = new ScsiTask();
        task.cdb[0] = 0x28;
        task.cdb[8] = 1;
        task.cdbLength = 10;
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(512);
        task.dataLength = 512;
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        MultipathMap map = services.get(0);
        reactor.execute(() -> map.submit(task, done::complete));
        return done.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        core.stop();
        lab.close();
        reactor.close();
    }

    private ServiceRegistration<?> register(MultipathMap map) {
        services.add(map);
        return proxy(ServiceRegistration.class, (verb, none) -> verb.equals("unregister") && services.remove(map));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object value = answer.to(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : value;
        }));
    }

    private static final class RoundRobinObjects implements ServiceObjects<PathSelectorFactory> {
        @SuppressWarnings("unchecked")
        private final ServiceReference<PathSelectorFactory> reference = proxy(ServiceReference.class, (method, none) -> null);

        @Override
        public PathSelectorFactory getService() {
            return new RoundRobinFactory();
        }

        @Override
        public void ungetService(PathSelectorFactory service) {
            // nothing to give back
        }

        @Override
        public ServiceReference<PathSelectorFactory> getServiceReference() {
            return reference;
        }
    }
}
