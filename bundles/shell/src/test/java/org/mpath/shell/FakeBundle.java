package org.mpath.shell;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The little of a framework that commands ask for: properties, services, the version, and how often it was stopped. */
final class FakeBundle {
    final AtomicInteger stops = new AtomicInteger();
    /** Services that are registered, by class name. */
    final Map<String, Object> services = new HashMap<>();
    private final Map<String, String> properties;

    FakeBundle(Map<String, String> properties) {
        this.properties = properties;
    }

    BundleContext context() {
        Bundle bundle = proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "getSymbolicName" -> "example.framework";
            case "getVersion" -> new Version("1.2.3");
            case "stop" -> stops.incrementAndGet() > 0 ? null : null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
        return proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getProperty" -> properties.get((String) arguments[0]);
            case "getBundle" -> bundle;
            case "getServiceReferences" -> references((String) arguments[0]);
            case "getService" -> services.get(arguments[0].toString());
            case "createFilter" -> FrameworkUtil.createFilter((String) arguments[0]);
            case "addServiceListener", "removeServiceListener" -> null;
            case "ungetService" -> true;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private ServiceReference<?>[] references(String type) {
        if (!services.containsKey(type)) {
            return null;
        }
        ServiceReference<?> reference = proxy(ServiceReference.class, (self, method, arguments) -> switch (method.getName()) {
            case "toString" -> type;
            case "hashCode" -> type.hashCode();
            case "equals" -> self == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        });
        return new ServiceReference<?>[] {reference};
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
