package org.mpath.jmx;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationBroadcasterSupport;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigListener;
import org.mpath.api.control.MapChange;

/** The bean of the configuration, and what it tells its listeners. Any thread. */
final class ConfigurationBeans implements ConfigListener {
    private final Beans beans;
    private final NotificationBroadcasterSupport emitter;
    private final AtomicLong sequence = new AtomicLong();

    /** @param tellers runs the listeners of this process */
    ConfigurationBeans(Beans beans, Executor tellers) {
        this.beans = beans;
        this.emitter = new NotificationBroadcasterSupport(tellers, ConfigNotification.info());
    }

    void open(ConfigControl control) {
        beans.add(Names.configuration(), new DescribedBean(new ConfigurationBean(control), ConfigurationMXBean.class, emitter));
    }

    void close() {
        beans.remove(Names.configuration());
    }

    @Override
    public void applied(ConfigInForce now, List<MapChange> changes) {
        emitter.sendNotification(ConfigNotification.applied(sequence.incrementAndGet(), now, changes));
    }

    @Override
    public void refused(List<String> files, String reason) {
        emitter.sendNotification(
                ConfigNotification.refused(sequence.incrementAndGet(), System.currentTimeMillis(), files, reason));
    }
}
