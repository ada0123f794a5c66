package org.mpath.runtime.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Installs what is dropped in {@code deploy}. Ranked above fileinstall's own installer, so that no jar gets in unseen.
 * fileinstall's threads, one call at a time per directory.
 */
@Component(service = ArtifactInstaller.class, property = Constants.SERVICE_RANKING + ":Integer=100")
public final class DeployGuard implements ArtifactInstaller {
    private static final System.Logger LOG = System.getLogger("org.mpath.runtime.deploy");

    /** The system bundle's: what is installed here must outlive this bundle. */
    private final BundleContext framework;
    private final Path directory;
    private final FileTrust trust = new FileTrust(System.getProperty("user.name"));
    private final BundleSteps steps;

    /** Guards the directory in framework property {@code mpath.deploy}. */
    @Activate
    public DeployGuard(BundleContext context) {
        this(context, BundleSteps.STEP_MILLIS_MAX);
    }

    /** @param stepMillisMax how long a bundle may take to start or to stop */
    DeployGuard(BundleContext context, long stepMillisMax) {
        steps = new BundleSteps(stepMillisMax);
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
        directory = Path.of(context.getProperty("mpath.deploy"));
    }

    /** By its name only: after a removal there is nothing left to look into. */
    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".jar") && file.toPath().toAbsolutePath().startsWith(directory);
    }

    @Override
    public void install(File file) {
        try (InputStream in = open(file)) {
            start("deploy.installed", file, framework.installBundle(location(file), in));
        } catch (RefusedException refusal) {
            refused(file, refusal);
        } catch (IOException | BundleException unusable) {
            failed(file, unusable);
        }
    }

    @Override
    public void update(File file) {
        Bundle bundle = framework.getBundle(location(file));
        if (bundle == null) {
            install(file);
            return;
        }
        try (InputStream in = open(file)) {
            steps.take("update", () -> bundle.update(in));
            start("deploy.updated", file, bundle);
        } catch (RefusedException refusal) {
            refused(file, refusal);
        } catch (IOException | BundleException unusable) {
            failed(file, unusable);
        }
    }

    @Override
    public void uninstall(File file) throws BundleException {
        Bundle bundle = framework.getBundle(location(file));
        if (bundle != null) {
            uninstall(bundle);
            log("deploy.uninstalled", file, bundle);
        }
    }

    private void uninstall(Bundle bundle) throws BundleException {
        try {
            steps.take("end", bundle::uninstall);
        } catch (IOException unlikely) {
            throw new BundleException("its end failed", unlikely);
        }
    }

    /** A bundle that does not start stays installed: its jar can still be replaced or removed. */
    private void start(String event, File file, Bundle bundle) {
        try {
            steps.take("start", bundle::start);
            log(event, file, bundle);
        } catch (IOException | BundleException failure) {
            failed(file, failure);
        }
    }

    private InputStream open(File file) throws IOException, RefusedException {
        trust.require(file.toPath());
        new JarFile(file).close(); // what is no jar shall not stop the bundle that is there
        return Files.newInputStream(file.toPath(), LinkOption.NOFOLLOW_LINKS);
    }

    private static String location(File file) {
        return file.toURI().toString();
    }

    private static void log(String event, File file, Bundle bundle) {
        LOG.log(Level.INFO, "event={0} file={1} bundle={2} version={3}",
                event, file.getName(), bundle.getSymbolicName(), bundle.getVersion());
    }

    /** Said here: fileinstall would print a stack trace. It calls again when the file changes. */
    private static void failed(File file, Exception failure) {
        LOG.log(Level.WARNING, "event=deploy.failed file={0} reason=\"{1}\"", file.getName(), failure.getMessage());
    }

    private static void refused(File file, RefusedException refusal) {
        LOG.log(Level.WARNING, "event=deploy.refused file={0} reason=\"{1}\"", file.getName(), refusal.getMessage());
    }
}
