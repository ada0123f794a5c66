package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
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

/**
 * Keeps the platform MBean server's beans equal to the maps, and passes events on as notifications.
 *
 * <p>Registers itself as a listener by hand: as a declared service it would depend in a circle on the data plane, which
 * collects the listeners.
 */
@Component(service = {}, immediate = true)
public final class JmxFace implements MapListener {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final BeanRegistry registry;
    private final ServiceRegistration<MapListener> listening;

    /** Made by Declarative Services. */
    @Activate
    public JmxFace(
            BundleContext context,
            @Reference(target = "(" + DataPlane.KIND + "=user)") DataPlane plane,
            @Reference Inventory inventory)
            throws JMException {
        registry = new BeanRegistry(server, plane);
        EngineBean engine = new EngineBean(context.getBundle().getVersion().toString(), plane, inventory);
        server.registerMBean(
                new DescribedBean(engine, EngineMXBean.class, new NotificationBroadcasterSupport()) { }, Names.engine());
        listening = context.registerService(MapListener.class, this, null);
        registry.reconcile();
    }

    /** Takes every bean away. */
    @Deactivate
    public void stop() throws JMException {
        listening.unregister();
        registry.close();
        server.unregisterMBean(Names.engine());
    }

    /** A bean is there before the first notification about it, and until after the last. */
    @Override
    public void mapEvent(MapEvent event) {
        boolean removal = event.kind() == MapEvent.Kind.MAP_REMOVED || event.kind() == MapEvent.Kind.PATH_REMOVED;
        if (!removal) {
            registry.reconcile();
        }
        registry.notify(event);
        if (removal) {
            registry.reconcile();
        }
    }
}
