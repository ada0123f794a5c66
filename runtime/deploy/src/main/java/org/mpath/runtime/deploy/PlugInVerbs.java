package org.mpath.runtime.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What operators do to plug-in bundles. On the caller's thread, one verb at a time. A map that takes a type of a bundle
 * between the question who uses it and its removal goes the way of a forced removal: no I/O is lost either way.
 */
@Component(service = PlugInControl.class)
public final class PlugInVerbs implements PlugInControl {
    private static final System.Logger LOG = System.getLogger("org.mpath.runtime.deploy");

    private static final long OFFER_MILLIS_MAX = 5_000;

    /** The system bundle's: what is installed here must outlive this bundle. */
    private final BundleContext framework;
    private final DataPlane plane;
    private final PlugInBundles bundles;
    private final BundleOrigin origin;
    private final OfferedTypes offered;
    private final BundleSteps steps;
    private final FileTrust trust = new FileTrust(System.getProperty("user.name"));

    /** Made by Declarative Services. */
    @Activate
    public PlugInVerbs(BundleContext context, @Reference(target = "(" + DataPlane.KIND + "=user)") DataPlane plane) {
        this(context, plane, OFFER_MILLIS_MAX, BundleSteps.STEP_MILLIS_MAX);
    }

    PlugInVerbs(BundleContext context, DataPlane plane, long offerMillisMax, long stepMillisMax) {
        this.steps = new BundleSteps(stepMillisMax);
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
        this.plane = plane;
        this.bundles = new PlugInBundles(framework);
        this.origin = new BundleOrigin(context);
        this.offered = new OfferedTypes(context, offerMillisMax);
    }

    @Override
    public synchronized String install(Path file) {
        PlugInJar jar = plugIn(file);
        bundles.requireAbsent(jar.symbolicName(), jar.version());
        Bundle bundle = null;
        try (InputStream in = jar.open()) {
            bundle = framework.installBundle(bundles.freeLocation(jar.symbolicName(), jar.version()), in);
            run(bundle, jar);
        } catch (IOException | BundleException e) {
            remove(bundle);
            throw failed("plugin.install_failed", jar.bundle() + " is not installed", e);
        }
        log("plugin.installed", bundle);
        return "installed " + PlugInBundles.describe(bundle) + "; " + origin.afterUpdate(bundle);
    }

    @Override
    public synchronized String update(String name, Path file) {
        Bundle bundle = bundles.named(name);
        PlugInJar jar = plugIn(file);
        if (!jar.symbolicName().equals(bundle.getSymbolicName())) {
            throw new ControlException(
                    Code.REFUSED, file + " is " + jar.bundle() + ", not another build of " + bundle.getSymbolicName());
        }
        if (!jar.version().equals(bundle.getVersion())) {
            bundles.requireAbsent(jar.symbolicName(), jar.version());
        }
        String before = PlugInBundles.describe(bundle);
        replace(bundle, jar);
        log("plugin.updated", bundle);
        return "updated " + before + " to " + bundle.getVersion() + "; " + origin.afterUpdate(bundle);
    }

    private void replace(Bundle bundle, PlugInJar jar) {
        boolean ran = bundle.getState() == Bundle.ACTIVE;
        BundleContent former;
        try {
            former = BundleContent.of(bundle);
        } catch (IOException e) {
            throw failed("plugin.update_failed", bundle.getSymbolicName() + " is left as it is", e);
        }
        try (InputStream in = jar.open()) {
            exchange(bundle, in);
            run(bundle, jar);
        } catch (IOException | BundleException e) {
            goBack(bundle, former, ran, e);
            throw failed("plugin.update_failed", PlugInBundles.describe(bundle) + " is back", e);
        }
    }

    /** Puts back what was there; what fails now as well is told with the failure that led here. */
    private void goBack(Bundle bundle, BundleContent former, boolean ran, Exception failure) {
        try (InputStream in = former.open()) {
            exchange(bundle, in);
            if (ran) {
                steps.take("start", bundle::start);
            }
        } catch (IOException | BundleException e) {
            throw failed("plugin.back_failed", bundle.getSymbolicName() + " does not run: its replacement failed ("
                    + reason(failure) + "), and so did going back", e);
        }
    }

    private void exchange(Bundle bundle, InputStream content) throws BundleException, IOException {
        steps.take("end", () -> {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(content);
        });
    }

    @Override
    public synchronized String uninstall(String name, boolean force) {
        Bundle bundle = bundles.named(name);
        String described = PlugInBundles.describe(bundle);
        List<PlugInState> used = plane.plugIns().stream()
                .filter(type -> type.bundle().equals(described) && type.uses() > 0)
                .toList();
        if (!force && !used.isEmpty()) {
            throw new ControlException(Code.BUSY, described + " is busy (ETXTBSY): " + users(used)
                    + "; load tables without it, or force it: the maps go on without");
        }
        String after = origin.afterRemoval(bundle);
        try {
            steps.take("end", bundle::uninstall);
        } catch (IOException | BundleException e) {
            throw failed("plugin.uninstall_failed", described + " is not uninstalled", e);
        }
        log("plugin.uninstalled", bundle);
        return "uninstalled " + described + without(used) + "; " + after;
    }

    private static String users(List<PlugInState> used) {
        return used.stream()
                .map(type -> type.kind() + " " + type.name() + " is used by " + String.join(", ", type.maps()))
                .collect(Collectors.joining("; "));
    }

    private static String without(List<PlugInState> used) {
        TreeSet<String> maps = used.stream().flatMap(type -> type.maps().stream()).collect(Collectors.toCollection(TreeSet::new));
        return maps.isEmpty() ? "" : ", which " + String.join(", ", maps) + " held";
    }

    private PlugInJar plugIn(Path file) {
        try {
            PlugInJar jar = PlugInJar.read(file.toAbsolutePath(), trust);
            jar.requirePlugIn();
            return jar;
        } catch (RefusedException refusal) {
            throw new ControlException(Code.REFUSED, refusal.getMessage());
        } catch (NoSuchFileException missing) {
            throw new ControlException(Code.NOT_FOUND, "there is no file " + missing.getFile());
        } catch (IOException e) {
            throw new ControlException(Code.REFUSED, file + " is no jar that can be read: " + e.getMessage());
        }
    }

    /** Starts a bundle, and sees to it that it brings what it says. */
    private void run(Bundle bundle, PlugInJar jar) throws BundleException, IOException {
        steps.take("start", bundle::start);
        String lacking = offered.lacking(bundle, jar.types());
        if (lacking != null) {
            throw new BundleException(lacking);
        }
    }

    private void remove(Bundle bundle) {
        if (bundle != null) {
            try {
                steps.take("end", bundle::uninstall);
            } catch (IOException | BundleException | IllegalStateException e) {
                LOG.log(Level.WARNING, "event=plugin.uninstall_failed bundle={0} reason=\"{1}\"",
                        bundle.getSymbolicName(), e.getMessage());
            }
        }
    }

    private static ControlException failed(String event, String what, Exception why) {
        LOG.log(Level.WARNING, "event={0} reason=\"{1}: {2}\"", event, what, reason(why));
        return new ControlException(Code.FAILED, what + ": " + reason(why));
    }

    /** The framework wraps what an activator threw. */
    private static String reason(Exception failure) {
        Throwable cause = failure.getCause();
        return failure.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }

    private static void log(String event, Bundle bundle) {
        LOG.log(Level.INFO, "event={0} bundle={1} version={2}", event, bundle.getSymbolicName(), bundle.getVersion());
    }
}
