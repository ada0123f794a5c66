package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Shows the handler and selector types there are as beans. Looks at the services without getting them, so that it is no
 * user of a plug-in.
 */
@Component(service = {}, immediate = true)
public final class PlugInFace {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile PlugInControl control;

    private final PlugInBeans beans;

    /** Made by Declarative Services. */
    @Activate
    public PlugInFace(@Reference(target = "(" + DataPlane.KIND + "=any)") DataPlane plane) {
        beans = new PlugInBeans(new Beans(ManagementFactory.getPlatformMBeanServer()), plane);
        beans.open(() -> control);
    }

    /** Takes the bean of all types away; each type's goes with its service. */
    @Deactivate
    public void stop() {
        beans.close();
    }

    @Reference(
            service = HardwareHandlerFactory.class,
            target = "(" + HardwareHandlerFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ServiceReference<HardwareHandlerFactory> type) {
        beans.add("handler", name(type, HardwareHandlerFactory.NAME));
    }

    void unbindHandler(ServiceReference<HardwareHandlerFactory> type) {
        beans.remove("handler", name(type, HardwareHandlerFactory.NAME));
    }

    @Reference(
            service = PathSelectorFactory.class,
            target = "(" + PathSelectorFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindSelector(ServiceReference<PathSelectorFactory> type) {
        beans.add("selector", name(type, PathSelectorFactory.NAME));
    }

    void unbindSelector(ServiceReference<PathSelectorFactory> type) {
        beans.remove("selector", name(type, PathSelectorFactory.NAME));
    }

    private static String name(ServiceReference<?> type, String property) {
        return type.getProperty(property).toString();
    }
}
