package org.mpath.reactor;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentServiceObjects;

/** A plug-in's service as Declarative Services offers it, with its leases counted. */
final class Leases<T> implements ComponentServiceObjects<T> {
    private static final AtomicLong SERVICES = new AtomicLong();

    private final Supplier<T> service;
    private final ServiceReference<T> reference;
    int taken;
    int givenBack;

    /** Of no bundle. */
    Leases(Supplier<T> service) {
        this.service = service;
        this.reference = null;
    }

    /** Of a bundle of that version, such as {@code 1.2.0}. */
    Leases(String version, Supplier<T> service) {
        this("org.example.plugin", version, 0, service);
    }

    Leases(String symbolicName, String version, int ranking, Supplier<T> service) {
        this.service = service;
        this.reference = reference(symbolicName, Version.parseVersion(version), Map.of(
                Constants.SERVICE_ID, SERVICES.incrementAndGet(), Constants.SERVICE_RANKING, ranking));
    }

    @SuppressWarnings("unchecked")
    private static <T> ServiceReference<T> reference(String symbolicName, Version version, Map<String, Object> properties) {
        Bundle bundle = proxy(Bundle.class, (method, argument) -> method.equals("getVersion") ? version : symbolicName);
        return proxy(ServiceReference.class,
                (method, argument) -> method.equals("getProperty") ? properties.get(argument) : bundle);
    }

    /** What an interface answers. */
    private interface Answers {
        Object to(String method, Object argument);
    }

    @SuppressWarnings("unchecked")
    private static <P> P proxy(Class<P> type, Answers answers) {
        return (P) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                method.getName().equals("equals")
                        ? proxy == arguments[0]
                        : answers.to(method.getName(), arguments == null ? null : arguments[0]));
    }

    @Override
    public synchronized T getService() {
        taken++;
        return service.get();
    }

    @Override
    public synchronized void ungetService(T given) {
        givenBack++;
    }

    @Override
    public ServiceReference<T> getServiceReference() {
        return reference;
    }
}
