package org.mpath.jmx;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows the configuration as a bean while there is somebody who has one.
 *
 * <p>Registers itself as a listener by hand: as a declared service it would depend in a circle on the configuration, which
 * collects the listeners.
 */
@Component(service = {}, immediate = true)
public final class ConfigurationFace {
    private static final int WAITING_MAX = 256;
    private static final int IDLE_SECONDS_MAX = 10;

    private final ThreadPoolExecutor teller;
    private final ConfigurationBeans beans;
    private final ServiceRegistration<ConfigListener> listening;

    /** Made by Declarative Services. */
    @Activate
    public ConfigurationFace(BundleContext context, @Reference ConfigControl control) {
        teller = teller();
        beans = new ConfigurationBeans(new Beans(ManagementFactory.getPlatformMBeanServer()), teller);
        beans.open(control);
        listening = context.registerService(ConfigListener.class, beans, null);
    }

    /** One thread, none when there is nothing to tell; what is too much for slow listeners is left out. */
    private static ThreadPoolExecutor teller() {
        ThreadPoolExecutor teller = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                work -> {
                    Thread thread = new Thread(work, "mpath-jmx-config");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        teller.allowCoreThreadTimeOut(true);
        return teller;
    }

    /** Takes the bean away. */
    @Deactivate
    public void stop() {
        listening.unregister();
        beans.close();
        teller.shutdown();
    }
}
