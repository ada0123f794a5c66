package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Keeps the platform MBean server's beans equal to the maps, and passes events on as notifications.
 *
 * <p>Registers itself as a listener by hand: as a declared service it would depend in a circle on the data plane, which
 * collects the listeners.
 */
@Component(service = {}, immediate = true)
public final class JmxFace implements MapListener {
    private static final int EVENTS_WAITING_MAX = 10_000;
    private static final int ASKERS_MAX = 4;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    private final ExecutorService askers;
    private final BeanRegistry registry;
    private final EventFeed feed;
    private final ServiceRegistration<MapListener> listening;

    /** Made by Declarative Services. */
    @Activate
    public JmxFace(BundleContext context, @Reference(target = "(" + DataPlane.KIND + "=any)") DataPlane plane) {
        Beans beans = new Beans(ManagementFactory.getPlatformMBeanServer());
        askers = BoundedReads.askers(ASKERS_MAX);
        registry = new BeanRegistry(beans, plane, () -> inventory, askers);
        feed = new EventFeed(EVENTS_WAITING_MAX, this::follow);
        String version = context.getBundle().getVersion().toString();
        listening = context.registerService(MapListener.class, this, null);
        registry.open(new EngineBean(version, plane, () -> inventory, feed));
    }

    /** Takes every bean away. */
    @Deactivate
    public void stop() {
        listening.unregister();
        feed.close();
        registry.close();
        askers.shutdownNow();
    }

    @Override
    public void mapEvent(MapEvent event) {
        feed.add(event);
    }

    private void follow(MapEvent event) {
        registry.follow(event, feed.suppressed());
    }
}
