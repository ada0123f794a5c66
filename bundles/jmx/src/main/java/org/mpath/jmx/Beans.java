package org.mpath.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The MBean server, for beans that come and go: what it refuses is logged. Any thread. */
final class Beans {
    private static final Logger LOG = System.getLogger("org.mpath.jmx");

    private final MBeanServer server;

    Beans(MBeanServer server) {
        this.server = server;
    }

    void add(ObjectName name, DescribedBean bean) {
        try {
            server.registerMBean(bean, name);
        } catch (JMException failure) {
            LOG.log(Level.WARNING, "event=jmx.register_failed name=" + name + " reason=\"" + failure + "\"");
        }
    }

    void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException failure) {
            LOG.log(Level.WARNING, "event=jmx.unregister_failed name=" + name + " reason=\"" + failure + "\"");
        }
    }
}
