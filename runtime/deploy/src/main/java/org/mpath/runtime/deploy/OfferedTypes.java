package org.mpath.runtime.deploy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Whether a bundle that runs offers the types its manifest speaks of. Its services are looked at and not held. */
final class OfferedTypes {
    private final BundleContext framework;
    private final long limitMillis;

    /**
     * Makes one.
     *
     * @param limitMillis how long to wait for what a bundle says it brings
     */
    OfferedTypes(BundleContext framework, long limitMillis) {
        this.framework = framework;
        this.limitMillis = limitMillis;
    }

    /**
     * Waits, bounded, until the bundle offers all of them.
     *
     * @return the first that does not come; null when all are there
     */
    PlugInType missing(Bundle bundle, List<PlugInType> types) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        for (PlugInType type : types) {
            if (!isOffered(bundle, type, deadline)) {
                return type;
            }
        }
        return null;
    }

    private boolean isOffered(Bundle bundle, PlugInType type, long deadline) {
        String property = property(type.kind());
        if (property == null) {
            return false;
        }
        ServiceTracker<Object, ServiceReference<Object>> tracker = new ServiceTracker<>(framework, of(bundle), null) {
            @Override
            public ServiceReference<Object> addingService(ServiceReference<Object> service) {
                return type.name().equals(service.getProperty(property)) ? service : null;
            }

            @Override
            public void removedService(ServiceReference<Object> service, ServiceReference<Object> same) {
                // it was not got
            }
        };
        tracker.open();
        try {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            return tracker.waitForService(Math.max(1, leftMillis)) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            tracker.close();
        }
    }

    /** The service property that names types of a kind; null for a kind there is not. */
    private static String property(String kind) {
        return switch (kind) {
            case PlugInRepository.HANDLER -> HardwareHandlerFactory.NAME;
            case PlugInRepository.SELECTOR -> PathSelectorFactory.NAME;
            default -> null;
        };
    }

    private static Filter of(Bundle bundle) {
        try {
            return FrameworkUtil.createFilter("(" + Constants.SERVICE_BUNDLEID + "=" + bundle.getBundleId() + ")");
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
