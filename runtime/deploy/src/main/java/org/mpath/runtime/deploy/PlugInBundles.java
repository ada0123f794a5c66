package org.mpath.runtime.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The installed bundles by the names people give them. Any thread. */
final class PlugInBundles {
    private final BundleContext framework;

    PlugInBundles(BundleContext framework) {
        this.framework = framework;
    }

    /**
     * The plug-in of that name: a symbolic name, with or without a version, or a type that no other bundle brings.
     *
     * @throws ControlException when there is none, when there are several, and when it is no plug-in
     */
    Bundle named(String name) {
        List<Bundle> found = Arrays.stream(framework.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) || name.equals(describe(bundle)))
                .toList();
        found = found.isEmpty() ? bringing(name) : found;
        if (found.isEmpty()) {
            throw new ControlException(Code.NOT_FOUND, "no bundle, and no type of a bundle, is called '" + name + "'; there is "
                    + listed(Arrays.stream(framework.getBundles()).filter(PlugInBundles::isPlugIn).toList()));
        }
        if (found.size() > 1) {
            throw new ControlException(
                    Code.REFUSED, "'" + name + "' is the name of several bundles; say which: " + listed(found));
        }
        if (!isPlugIn(found.get(0))) {
            throw new ControlException(Code.REFUSED, describe(found.get(0))
                    + " is no plug-in: its manifest has no capability mpath.plugin; the runtime needs it");
        }
        return found.get(0);
    }

    private List<Bundle> bringing(String type) {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> PlugInType.of(bundle).stream().anyMatch(brought -> brought.name().equals(type)))
                .toList();
    }

    private static String listed(List<Bundle> bundles) {
        return bundles.stream().map(PlugInBundles::describe).sorted().collect(Collectors.joining(", "));
    }

    /**
     * Makes sure that a bundle is not there.
     *
     * @throws ControlException when it is
     */
    void requireAbsent(String symbolicName, Version version) {
        for (Bundle bundle : framework.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName()) && version.equals(bundle.getVersion())) {
                throw new ControlException(Code.REFUSED, describe(bundle)
                        + " is installed already: update replaces it, and another version may run beside it");
            }
        }
    }

    /** A location that no bundle has: a framework that is asked to install at one that is taken installs nothing. */
    String freeLocation(String symbolicName, Version version) {
        String location = "plugin:" + symbolicName + "/" + version;
        int number = 1;
        String free = location;
        while (framework.getBundle(free) != null) {
            free = location + "/" + ++number;
        }
        return free;
    }

    private static boolean isPlugIn(Bundle bundle) {
        return !PlugInType.of(bundle).isEmpty();
    }

    /** Symbolic name and version, as in {@link org.mpath.api.map.PlugInState#bundle}. */
    static String describe(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
