package org.mpath.itests.bench;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.support.Defaults;
import org.mpath.reactor.DataPlaneSettings;
import org.mpath.reactor.UserDataPlane;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The product's user-space data plane, assembled by hand: what Declarative Services does in a runtime. */
final class Maps implements AutoCloseable {
    private static final int BLOCK_BYTES = 512;

    private final UserDataPlane plane;
    private MultipathMap registered;

    Maps(Reactor reactor, Transport transport) {
        RoundRobinObjects roundRobin = new RoundRobinObjects();
        BundleContext context = proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "registerService" -> register((MultipathMap) arguments[1]);
            case "getServiceObjects" -> roundRobin;
            case "getBundle" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
        plane = new UserDataPlane(context, reactor, Defaults.of(DataPlaneSettings.class));
        plane.bindTransport(transport);
        plane.bindSelector(roundRobin.getServiceReference(), Map.of(PathSelectorFactory.NAME, "round-robin"));
    }

    private ServiceRegistration<?> register(MultipathMap map) {
        registered = map;
        return proxy(ServiceRegistration.class, (name, none) -> null);
    }

    /** A map of one group with round-robin over the paths. */
    MultipathMap map(String name, long unitBytes, List<PathDevice> paths) {
        plane.create(name, new LogicalUnit(name, "MPATH", "BENCH", "0", "0", BLOCK_BYTES, unitBytes / BLOCK_BYTES,
                UnitLimits.NONE));
        plane.load(name, "0 " + unitBytes / BLOCK_BYTES + " multipath 0 0 1 1 round-robin 0 " + paths.size() + " 0 "
                + paths.stream().map(PathDevice::name).collect(Collectors.joining(" ")));
        return registered;
    }

    @Override
    public void close() {
        plane.stop();
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private static final class RoundRobinObjects implements ServiceObjects<PathSelectorFactory> {
        @SuppressWarnings("unchecked")
        private final ServiceReference<PathSelectorFactory> reference = proxy(ServiceReference.class, (method, none) -> null);

        @Override
        public PathSelectorFactory getService() {
            return new RoundRobinFactory();
        }

        @Override
        public void ungetService(PathSelectorFactory service) {}

        @Override
        public ServiceReference<PathSelectorFactory> getServiceReference() {
            return reference;
        }
    }
}
