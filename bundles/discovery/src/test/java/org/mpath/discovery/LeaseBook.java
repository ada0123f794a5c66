package org.mpath.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** Leases one factory, and knows who has it. */
final class LeaseBook<S> implements ServiceObjects<S> {
    private final S factory;
    final List<S> leased = new CopyOnWriteArrayList<>();

    LeaseBook(S factory) {
        this.factory = factory;
    }

    @Override
    public S getService() {
        leased.add(factory);
        return factory;
    }

    @Override
    public void ungetService(S service) {
        if (!leased.remove(service)) {
            throw new IllegalArgumentException("not leased");
        }
    }

    @Override
    public ServiceReference<S> getServiceReference() {
        return null;
    }
}
