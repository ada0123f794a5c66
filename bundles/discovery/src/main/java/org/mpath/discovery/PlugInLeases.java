package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.mpath.api.map.DataPlane;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;

/** The plug-ins that discovery has on lease, from when their services come until they go. Any thread but a reactor. */
final class PlugInLeases {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.plugins");

    /** How long a plug-in that goes is waited for, in milliseconds; Declarative Services itself waits 5 seconds. */
    private static final int DRAIN_MILLIS_MAX = 2_000;

    private final DataPlane plane;
    private final Consumer<LeasedPlugIn> came;
    private final Consumer<LeasedPlugIn> left;
    /** By the number of their service. */
    private final Map<Long, LeasedPlugIn> leased = new ConcurrentHashMap<>();

    /** Leases a service of one kind. */
    @FunctionalInterface
    interface Lessor<S> {
        LeasedPlugIn lease(ServiceObjects<S> objects, Map<String, Object> properties) throws PlugInFault;
    }

    /**
     * None yet.
     *
     * @param plane told of bundles whose plug-ins do not work
     * @param came told of each that is leased
     * @param left told of each that was given back
     */
    PlugInLeases(DataPlane plane, Consumer<LeasedPlugIn> came, Consumer<LeasedPlugIn> left) {
        this.plane = plane;
        this.came = came;
        this.left = left;
    }

    /** A service came. One that does not work is said once, and no lease is left of it. */
    <S> void lease(ServiceObjects<S> objects, Map<String, Object> properties, Lessor<S> lessor) {
        try {
            LeasedPlugIn plugIn = lessor.lease(objects, properties);
            leased.put(plugIn.serviceId(), plugIn);
            came.accept(plugIn);
        } catch (PlugInFault broken) {
            Object service = properties.get(Constants.SERVICE_ID);
            String bundle = LeasedPlugIn.bundleOf(objects.getServiceReference(), "service " + service);
            LOG.log(Level.WARNING, "event=plugin.ignored bundle=\"" + bundle + "\" service=" + service
                    + LogWords.reason(broken.getMessage()));
            plane.suspect(bundle, broken.getMessage());
        }
    }

    /** A service goes. Gives the plug-in back when what it does now is done; waits for that, bounded. */
    void giveBack(long serviceId) {
        LeasedPlugIn plugIn = leased.remove(serviceId);
        if (plugIn != null) {
            plugIn.giveBack(DRAIN_MILLIS_MAX);
            left.accept(plugIn);
        }
    }
}
