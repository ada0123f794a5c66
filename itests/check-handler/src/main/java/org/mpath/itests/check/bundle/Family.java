package org.mpath.itests.check.bundle;

import java.util.function.Function;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** A family that a bundle brings, by its service. */
public final class Family {
    private final String name;
    private final ServiceReference<HardwareHandlerFactory> service;
    private final ServiceObjects<HardwareHandlerFactory> objects;

    Family(BundleContext context, ServiceReference<HardwareHandlerFactory> service) {
        this.name = String.valueOf(service.getProperty(HardwareHandlerFactory.NAME));
        this.service = service;
        this.objects = context.getServiceObjects(service);
    }

    /** The name its service has. */
    public String name() {
        return name;
    }

    /** A property of its service. */
    public Object property(String key) {
        return service.getProperty(key);
    }

    /** Does something with a factory of its own, as each map has one. */
    public <T> T with(Function<HardwareHandlerFactory, T> work) {
        HardwareHandlerFactory factory = objects.getService();
        if (factory == null) {
            throw new IllegalStateException("the service of family " + name + " cannot be had: its component failed to start");
        }
        try {
            return work.apply(factory);
        } finally {
            objects.ungetService(factory);
        }
    }
}
