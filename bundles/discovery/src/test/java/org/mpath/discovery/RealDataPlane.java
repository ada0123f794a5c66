package org.mpath.discovery;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MultipathMap;
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

/** The product's own data plane with its engines, as Declarative Services puts it together. */
final class RealDataPlane implements AutoCloseable {
    final UserDataPlane plane;
    /** The map services that are there now. */
    final List<MultipathMap> services = new CopyOnWriteArrayList<>();

    RealDataPlane(Reactor reactor, Transport... transports) {
        RoundRobinObjects roundRobin = new RoundRobinObjects();
        BundleContext context = proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "registerService" -> register((MultipathMap) arguments[1]);
            case "getServiceObjects" -> roundRobin;
            case "getBundle" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
        plane = new UserDataPlane(context, reactor, Defaults.of(DataPlaneSettings.class));
        List.of(transports).forEach(plane::bindTransport);
        plane.bindSelector(roundRobin.getServiceReference(), Map.of(PathSelectorFactory.NAME, "round-robin"));
    }

    private ServiceRegistration<?> register(MultipathMap map) {
        services.add(map);
        return proxy(ServiceRegistration.class, (verb, none) -> verb.equals("unregister") && services.remove(map));
    }

    @Override
    public void close() {
        plane.stop();
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
