package org.mpath.runtime.launcher;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** One life of the framework, from its start to the process's exit code. Main thread. */
final class FrameworkRun implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger("org.mpath.runtime");
    private static final long STOP_LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(15);

    private final Options options;
    private final Directories directories;

    FrameworkRun(Options options, Directories directories) {
        this.options = options;
        this.directories = directories;
    }

    /**
     * Starts, waits for the end, cleans up.
     *
     * @return the exit code that a bundle left in the system property {@code mpath.exit.code}, or 0
     */
    @Override
    public Integer call() throws ConfigurationException, IOException, BundleException, InterruptedException {
        List<SystemBundle> bundles = SystemBundle.list(
                directories.home().resolve("system"), options.mode() == Mode.INTERACTIVE);
        CacheDirectory cache = CacheDirectory.create(directories.var());
        try {
            Map<String, Object> properties = FrameworkProperties.of(options, directories, cache.path());
            System.getProperties().putAll(FrameworkProperties.directories(options, directories));
            properties.put("felix.log.logger", new FrameworkLog());
            Framework framework = new Felix(properties);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(framework, cache), "mpath-shutdown"));
            start(framework, bundles);
            framework.waitForStop(0);
        } finally {
            cache.delete();
        }
        return Integer.getInteger("mpath.exit.code", 0);
    }

    private static void start(Framework framework, List<SystemBundle> bundles) throws BundleException {
        framework.init(FrameworkRun::report);
        framework.getBundleContext().addFrameworkListener(FrameworkRun::report);
        for (SystemBundle bundle : bundles) {
            bundle.install(framework.getBundleContext());
        }
        framework.start();
        LOG.log(Level.INFO, "event=runtime.started version={0} bundles={1} millis={2}",
                Version.ofThisImage().number(), bundles.size(), String.valueOf(sinceProcessStart().toMillis()));
    }

    private static Duration sinceProcessStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }

    private static void report(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
            LOG.log(Level.WARNING, "event=bundle.failed bundle=" + event.getBundle().getSymbolicName(),
                    event.getThrowable());
        }
    }

    /** A signal ends the process: the main thread may not get to its own end. */
    private static void shutDown(Framework framework, CacheDirectory cache) {
        stop(framework);
        cache.delete();
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(STOP_LIMIT_MILLIS);
        } catch (BundleException failure) {
            LOG.log(Level.WARNING, "event=runtime.stop_failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
