package org.mpath.reactor;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** A plug-in's service as the framework offers it, with its leases counted. */
class Leases<T> implements ServiceObjects<T> {
    private static final AtomicLong SERVICES = new AtomicLong();

    /** Leads to these leases: {@link #of}. */
    final ServiceReference<T> reference;

    private final Supplier<T> service;
    int taken;
    volatile int givenBack;

    /** Of no bundle. */
    Leases(Supplier<T> service) {
        this(null, 0, service);
    }

    /** Of a bundle of that version, such as {@code 1.2.0}. */
    Leases(String version, Supplier<T> service) {
        this("org.example.plugin", version, 0, service);
    }

    Leases(String symbolicName, String version, int ranking, Supplier<T> service) {
        this(bundle(symbolicName, Version.parseVersion(version)), ranking, service);
    }

    private Leases(Bundle bundle, int ranking, Supplier<T> service) {
        this.service = service;
        this.reference = reference(bundle, Map.of(
                Constants.SERVICE_ID, SERVICES.incrementAndGet(), Constants.SERVICE_RANKING, ranking));
    }

    private static Bundle bundle(String symbolicName, Version version) {
        return proxy(Bundle.class, (method, argument) -> method.equals("getVersion") ? version : symbolicName);
    }

    @SuppressWarnings("unchecked")
    private ServiceReference<T> reference(Bundle bundle, Map<String, Object> properties) {
        return proxy(ServiceReference.class, (method, argument) -> switch (method) {
            case "getProperty" -> properties.get(argument);
            case "adapt" -> this;
            default -> bundle;
        });
    }

    /** The objects of a service that is leased in a test; what else a bundle context does is the caller's. */
    static ServiceObjects<?> of(ServiceReference<?> reference) {
        return reference.adapt(ServiceObjects.class);
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
