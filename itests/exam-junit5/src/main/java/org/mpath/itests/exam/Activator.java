package org.mpath.itests.exam;

import java.util.Map;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the driver to Pax Exam's extender, which is told to look for it by {@link #DRIVER}. */
public final class Activator implements BundleActivator {
    /** Value of the system property {@code pax.exam.invoker}. */
    public static final String DRIVER = "junit5";

    @Override
    public void start(BundleContext context) {
        ProbeInvokerFactory factory = (probe, expression) -> {
            String[] words = expression.split(";");
            return new JupiterInvoker(((BundleContext) probe).getBundle(), words[0], words[1]);
        };
        context.registerService(
                ProbeInvokerFactory.class, factory, FrameworkUtil.asDictionary(Map.of("driver", DRIVER)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }
}
