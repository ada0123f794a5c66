package org.mpath.reactor;

import java.util.Dictionary;
import java.util.Hashtable;
import org.mpath.api.map.MultipathMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Offers a map to those who do I/O: a service, once, until it is withdrawn. Control threads. Services are registered without
 * a lock, for those who listen work on this thread.
 */
final class MapOffer {
    private final BundleContext context;
    private boolean made;
    private boolean withdrawn;
    private ServiceRegistration<MultipathMap> registration;

    MapOffer(BundleContext context) {
        this.context = context;
    }

    /** Registers the map, the first time. */
    void make(MultipathMap map) {
        if (isFirst()) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(MultipathMap.NAME, map.name());
            keep(context.registerService(MultipathMap.class, map, properties));
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !made && !withdrawn;
        made |= first;
        return first;
    }

    private void keep(ServiceRegistration<MultipathMap> registered) {
        boolean late;
        synchronized (this) {
            late = withdrawn;
            registration = late ? null : registered;
        }
        if (late) {
            registered.unregister();
        }
    }

    /** Takes the service away. */
    void withdraw() {
        ServiceRegistration<MultipathMap> registered;
        synchronized (this) {
            withdrawn = true;
            registered = registration;
            registration = null;
        }
        if (registered != null) {
            registered.unregister();
        }
    }
}
