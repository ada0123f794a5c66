package org.mpath.itests.check.bundle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * The framework that handlers are checked in: {@code api} and {@code scsi} are the checker's own, the other bundles come
 * from its class path.
 */
public final class Home implements AutoCloseable {
    private static final long STOP_MILLIS = 10_000;
    private static final long SERVICE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** What the handlers stand on. */
    private static final List<String> GROUND = List.of(
            "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr",
            "org.mpath.plugin.kit");

    /** What maps stand on. */
    private static final List<String> DATA_PLANE = List.of(
            "org.mpath.core", "org.mpath.target", "org.mpath.reactor", "org.mpath.transport.lab",
            "org.mpath.selector.round.robin", "org.mpath.selector.service.time", "org.mpath.selector.queue.length");

    private final Map<String, Path> bundles = new HashMap<>();
    private final Path storage;
    private final Framework framework;
    private boolean dataPlane;

    /** Starts it. */
    public Home() throws IOException, BundleException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(entry);
            if (entry.endsWith(".jar") && Files.isRegularFile(file)) {
                String name = symbolicName(file);
                if (name != null) {
                    bundles.put(name, file);
                }
            }
        }
        storage = Files.createTempDirectory("check-handler");
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exports("org.mpath.api") + ',' + exports("org.mpath.scsi"),
                "felix.log.level", "0",
                "ds.loglevel", "0",
                Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                "felix.bootdelegation.implicit", "false"));
        framework.start();
        start(GROUND);
    }

    private static String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getManifest() == null) {
                return null;
            }
            String name = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            return name == null ? null : name.split(";")[0].trim();
        }
    }

    private Path jar(String symbolicName) throws IOException {
        Path file = bundles.get(symbolicName);
        if (file == null) {
            throw new IOException("bundle " + symbolicName + " is not on the class path: build it with ./mpath check-handler");
        }
        return file;
    }

    private String exports(String symbolicName) throws IOException {
        try (JarFile jar = new JarFile(jar(symbolicName).toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        }
    }

    private void start(List<String> names) throws IOException, BundleException {
        for (String name : names) {
            install(jar(name), name);
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
        }
    }

    /** The system bundle's context. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs a jar under a location. */
    Bundle install(Path jar, String location) throws BundleException, IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            return framework.getBundleContext().installBundle(location, in);
        }
    }

    /** Starts the data plane and the lab, once. */
    public void needDataPlane() throws IOException, BundleException {
        if (!dataPlane) {
            start(DATA_PLANE);
            dataPlane = true;
        }
    }

    /** A service, waited for. */
    public <T> T service(Class<T> type) throws IOException {
        ServiceReference<?> found = await(() -> reference(type));
        if (found == null) {
            throw new IOException("the checker's own framework has no service " + type.getName());
        }
        return type.cast(context().getService(found));
    }

    /** One that is registered under a class of its bundle, too, would be passed over if its types were compared. */
    private ServiceReference<?> reference(Class<?> type) {
        try {
            ServiceReference<?>[] all = context().getAllServiceReferences(type.getName(), null);
            return all == null ? null : all[0];
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    /** Waits, bounded, until there is something; null when there is not. */
    static <T> T await(Supplier<T> something) {
        long deadline = System.nanoTime() + SERVICE_NANOS;
        T found = something.get();
        while (found == null && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            found = something.get();
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(storage)) {
            files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()).forEach(Home::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
