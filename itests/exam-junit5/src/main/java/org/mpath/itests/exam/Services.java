package org.mpath.itests.exam;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Looks services up. Inside the framework. */
final class Services {
    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(20);

    private Services() {}

    /** Waits, bounded, until there is a service of that type; it is held until the asking bundle stops. */
    static <T> T await(BundleContext context, Class<T> type) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(LIMIT_MILLIS);
            if (service == null) {
                tracker.close();
                throw new ParameterResolutionException(
                        "no service " + type.getName() + " within " + LIMIT_MILLIS + " ms");
            }
            return service;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while waiting for " + type.getName(), interrupted);
        }
    }
}
