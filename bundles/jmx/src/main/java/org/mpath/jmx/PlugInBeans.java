package org.mpath.jmx;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;

/** The beans of handler and selector types, kept equal to what bundles offer. Any thread; guarded by this object's lock. */
final class PlugInBeans {
    private final Beans beans;
    private final DataPlane plane;
    /** How many bundles offer the type of that bean: one may be replaced by another before it goes. */
    private final Map<ObjectName, Integer> offers = new HashMap<>();

    PlugInBeans(Beans beans, DataPlane plane) {
        this.beans = beans;
        this.plane = plane;
    }

    /**
     * Registers the bean of all of them.
     *
     * @param control steers their bundles; may supply null
     */
    void open(Supplier<PlugInControl> control) {
        add(Names.plugIns(), new PlugInsBean(plane, control), PlugInsMXBean.class);
    }

    /** Takes it away; the others go with what they show. */
    void close() {
        beans.remove(Names.plugIns());
    }

    private <T> void add(ObjectName name, T bean, Class<T> type) {
        beans.add(name, new DescribedBean(bean, type, new NotificationBroadcasterSupport()));
    }

    /** A bundle offers a type. */
    synchronized void add(String kind, String type) {
        ObjectName name = Names.plugIn(kind, type);
        if (offers.merge(name, 1, Integer::sum) == 1) {
            add(name, new PlugInBean(kind, type, plane), PlugInMXBean.class);
        }
    }

    /** A bundle offers a type no longer. */
    synchronized void remove(String kind, String type) {
        ObjectName name = Names.plugIn(kind, type);
        if (offers.computeIfPresent(name, (bean, count) -> count == 1 ? null : count - 1) == null) {
            beans.remove(name);
        }
    }
}
