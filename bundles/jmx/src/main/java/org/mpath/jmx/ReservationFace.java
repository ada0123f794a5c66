package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import javax.management.NotificationBroadcasterSupport;
import org.mpath.api.control.ReservationControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows the keys of persistent reservations as a bean while there is somebody who has them. */
@Component(service = {}, immediate = true)
public final class ReservationFace {
    private final Beans beans = new Beans(ManagementFactory.getPlatformMBeanServer());

    /** Made by Declarative Services. */
    @Activate
    public ReservationFace(@Reference ReservationControl control) {
        open(beans, control);
    }

    static void open(Beans beans, ReservationControl control) {
        beans.add(Names.reservations(), new DescribedBean(
                new ReservationsBean(control), ReservationsMXBean.class, new NotificationBroadcasterSupport()));
    }

    /** Takes the bean away. */
    @Deactivate
    public void stop() {
        beans.remove(Names.reservations());
    }
}
