package org.mpath.runtime.deploy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Whether a bundle that runs offers the types its manifest speaks of. Holds none of them. */
final class OfferedTypes {
    private final BundleContext context;
    private final long limitMillis;

    /**
     * Makes one.
     *
     * @param context of a bundle that sees the services' types as plug-ins do
     * @param limitMillis how long to wait for what a bundle says it brings
     */
    OfferedTypes(BundleContext context, long limitMillis) {
        this.context = context;
        this.limitMillis = limitMillis;
    }

    /**
     * Waits, bounded, until the bundle offers all of them, and makes one of each.
     *
     * @return what is wrong with the first that cannot be had, a clause; null when all can
     */
    String lacking(Bundle bundle, List<PlugInType> types) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        for (PlugInType type : types) {
            ServiceReference<Object> service = await(bundle, type, deadline);
            if (service == null) {
                return "it does not offer " + type + ", as its manifest says";
            }
            if (!canBeMade(service)) {
                return "its " + type + " does not start";
            }
        }
        return null;
    }

    private ServiceReference<Object> await(Bundle bundle, PlugInType type, long deadline) {
        String property = property(type.kind());
        if (property == null) {
            return null;
        }
        ServiceTracker<Object, ServiceReference<Object>> tracker = new ServiceTracker<>(context, of(bundle), null) {
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
            return tracker.waitForService(Math.max(1, leftMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            tracker.close();
        }
    }

    /** A component is made only when somebody wants it: one that cannot be is found out here and not by a map. */
    private boolean canBeMade(ServiceReference<Object> service) {
        ServiceObjects<Object> objects = context.getServiceObjects(service);
        if (objects == null) {
            return false;
        }
        AtomicBoolean made = new AtomicBoolean();
        try {
            new BundleSteps(limitMillis).take("component", () -> made.set(makes(objects)));
        } catch (BundleException | IOException | RuntimeException broken) {
            return false;
        }
        return made.get();
    }

    private static boolean makes(ServiceObjects<Object> objects) {
        Object made = objects.getService();
        if (made != null) {
            objects.ungetService(made);
        }
        return made != null;
    }

    /** The service property that names types of a kind; null for a kind there is not. */
    private static String property(String kind) {
        return switch (kind) {
            case PlugInRepository.HANDLER -> HardwareHandlerFactory.NAME;
            case PlugInRepository.SELECTOR -> PathSelectorFactory.NAME;
            case PlugInRepository.CHECKER -> PathCheckerFactory.NAME;
            case PlugInRepository.PRIORITIZER -> PrioritizerFactory.NAME;
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
