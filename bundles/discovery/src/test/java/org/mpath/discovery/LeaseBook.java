package org.mpath.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** Leases one factory, and knows who has it. */
final class LeaseBook implements ServiceObjects<HardwareHandlerFactory> {
    private final HardwareHandlerFactory factory;
    final List<HardwareHandlerFactory> leased = new CopyOnWriteArrayList<>();

    LeaseBook(HardwareHandlerFactory factory) {
        this.factory = factory;
    }

    @Override
    public HardwareHandlerFactory getService() {
        leased.add(factory);
        return factory;
    }

    @Override
    public void ungetService(HardwareHandlerFactory service) {
        if (!leased.remove(service)) {
            throw new IllegalArgumentException("not leased");
        }
    }

    @Override
    public ServiceReference<HardwareHandlerFactory> getServiceReference() {
        return null;
    }
}
