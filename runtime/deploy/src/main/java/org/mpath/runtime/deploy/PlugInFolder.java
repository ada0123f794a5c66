package org.mpath.runtime.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mpath.api.plugin.PlugInRepository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The folder of plug-ins that are started when a table names what they bring. One request at a time, on the thread that asks.
 */
@Component(service = PlugInRepository.class)
public final class PlugInFolder implements PlugInRepository {
    private static final System.Logger LOG = System.getLogger("org.mpath.runtime.deploy");

    /** The system bundle's: what is installed here must outlive this bundle. */
    private final BundleContext framework;
    /** Null when there is none. */
    private final Path directory;

    private final FileTrust trust = new FileTrust(System.getProperty("user.name"));
    private final BundleSteps steps = new BundleSteps(BundleSteps.STEP_MILLIS_MAX);

    /** Opens the folder in framework property {@code mpath.plugins}. */
    @Activate
    public PlugInFolder(BundleContext context) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
        String told = context.getProperty("mpath.plugins");
        directory = told == null ? null : Path.of(told);
    }

    @Override
    public synchronized String bring(String kind, String name) {
        if (directory == null || !Files.isDirectory(directory)) {
            return "there is no folder of plug-ins";
        }
        try {
            for (Path jar : jars()) {
                if (provides(jar, kind, name)) {
                    return start(jar);
                }
            }
        } catch (IOException e) {
            return "the plug-ins in " + directory + " cannot be listed: " + e.getMessage();
        }
        return "no bundle in " + directory + " brings it";
    }

    /** In the order of their names; a name that begins with a dot is still being written. */
    private List<Path> jars() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[^.].*\\.jar")).sorted().toList();
        }
    }

    private boolean provides(Path jar, String kind, String name) {
        try {
            return PlugInJar.read(jar, trust).brings(kind, name);
        } catch (IOException | RefusedException e) {
            LOG.log(Level.WARNING, "event=plugin.skipped file={0} reason=\"{1}\"", jar.getFileName(), e.getMessage());
            return false;
        }
    }

    /** A bundle that does not start is uninstalled again, so that a jar put in its place has its chance. */
    private String start(Path jar) {
        Bundle bundle = null;
        try (InputStream in = Files.newInputStream(jar, LinkOption.NOFOLLOW_LINKS)) {
            bundle = framework.installBundle(jar.toUri().toString(), in);
            steps.take("start", bundle::start);
            LOG.log(Level.INFO, "event=plugin.started file={0} bundle={1} version={2}",
                    jar.getFileName(), bundle.getSymbolicName(), bundle.getVersion());
            return null;
        } catch (IOException | BundleException e) {
            uninstall(bundle);
            LOG.log(Level.WARNING, "event=plugin.failed file={0} reason=\"{1}\"", jar.getFileName(), e.getMessage());
            return jar + " brings it but does not start: " + e.getMessage();
        }
    }

    private void uninstall(Bundle bundle) {
        if (bundle != null) {
            try {
                steps.take("end", bundle::uninstall);
            } catch (IOException | BundleException | IllegalStateException e) {
                LOG.log(Level.WARNING, "event=plugin.uninstall_failed bundle={0} reason=\"{1}\"",
                        bundle.getSymbolicName(), e.getMessage());
            }
        }
    }
}
