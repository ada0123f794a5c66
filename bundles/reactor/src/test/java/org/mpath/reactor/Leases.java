package org.mpath.reactor;

import java.util.function.Supplier;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A plug-in's service as Declarative Services offers it, with its leases counted. */
final class Leases<T> implements ComponentServiceObjects<T> {
    private final Supplier<T> service;
    int taken;
    int givenBack;

    Leases(Supplier<T> service) {
        this.service = service;
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
        return null;
    }
}
