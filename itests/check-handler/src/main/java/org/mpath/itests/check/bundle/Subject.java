package org.mpath.itests.check.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A bundle that is checked, installed under a location of its own. */
public final class Subject implements AutoCloseable {
    private static final String CAPABILITIES = "Provide-Capability";

    private final Home home;
    private final Jar jar;
    private final Bundle bundle;

    /** Installs it. */
    public Subject(Home home, Jar jar, String location) throws BundleException, IOException {
        this.home = home;
        this.jar = jar;
        this.bundle = home.install(jar.file(), location);
    }

    /** The same jar once more, while this one rests: a symbolic name is there once only. */
    public Subject copy(String location) throws BundleException, IOException {
        return new Subject(home, jar, location);
    }

    /** The framework it is in. */
    public Home home() {
        return home;
    }

    /** Its jar. */
    public Jar jar() {
        return jar;
    }

    /** The bundle. */
    public Bundle bundle() {
        return bundle;
    }

    /** Names of the handler types that its manifest says it brings. */
    public List<String> promised() {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> clause : jar.clauses(CAPABILITIES).entrySet()) {
            Map<String, String> attributes = clause.getValue();
            if (clause.getKey().replaceFirst("#\\d+$", "").equals(PlugInRepository.NAMESPACE)
                    && PlugInRepository.HANDLER.equals(attributes.get(PlugInRepository.KIND_ATTRIBUTE))) {
                names.add(attributes.getOrDefault(PlugInRepository.NAME_ATTRIBUTE, ""));
            }
        }
        return names;
    }

    /** Starts it, and waits, bounded, for the services it promised. */
    public void start() throws BundleException {
        bundle.start();
        Home.await(() -> services().size() >= promised().size() ? this : null);
    }

    /** The handler factories it registered. */
    public List<ServiceReference<HardwareHandlerFactory>> services() {
        List<ServiceReference<HardwareHandlerFactory>> found = new ArrayList<>();
        try {
            for (ServiceReference<HardwareHandlerFactory> each :
                    home.context().getServiceReferences(HardwareHandlerFactory.class, null)) {
                if (bundle.equals(each.getBundle())) {
                    found.add(each);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** The families it brings now. */
    public List<Family> families() {
        return services().stream().map(service -> new Family(home.context(), service)).toList();
    }

    @Override
    public void close() throws BundleException {
        bundle.uninstall();
    }
}
