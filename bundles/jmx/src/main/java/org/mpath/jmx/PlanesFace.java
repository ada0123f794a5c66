package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import javax.management.NotificationBroadcasterSupport;
import org.mpath.api.control.PlaneControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows where maps run as a bean, while there is somebody who can move them. */
@Component(service = {}, immediate = true)
public final class PlanesFace {
    private final Beans beans = new Beans(ManagementFactory.getPlatformMBeanServer());

    /** Made by Declarative Services. */
    @Activate
    public PlanesFace(@Reference PlaneControl control) {
        open(beans, control);
    }

    static void open(Beans beans, PlaneControl control) {
        beans.add(
                Names.planes(),
                new DescribedBean(new PlanesBean(control), PlanesMXBean.class, new NotificationBroadcasterSupport()));
    }

    /** Takes the bean away. */
    @Deactivate
    public void stop() {
        beans.remove(Names.planes());
    }
}
