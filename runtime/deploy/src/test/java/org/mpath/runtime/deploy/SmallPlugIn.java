package org.mpath.runtime.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A plug-in in one class, which does what the headers of its manifest say. Public for the framework. */
public final class SmallPlugIn implements BundleActivator, PathSelectorFactory {
    static final String NAME = "org.example.small";
    /** Header: the selector to offer; none when it is missing. */
    static final String OFFERS = "Test-Offers";
    /** Header: the start fails with this. */
    static final String FAILS = "Test-Fails";

    /** Header: the step in which it loops, {@code start} or {@code stop}, until {@link #letGo}; it ignores its interrupt. */
    static final String LOOPS = "Test-Loops";
    /** System property by which the classes of all bundles hear that they may go. */
    private static final String GO = NAME + ".go.";

    private String type;

    /** Writes its jar: a plug-in that brings and offers selector {@code small}, but for what {@code headers} say. */
    static Path jar(Path file, String version, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", SmallPlugIn.class.getName());
        main.putValue("Import-Package", "org.mpath.api.plugin,org.osgi.framework");
        main.putValue("Provide-Capability", "mpath.plugin;kind=selector;name=small");
        main.putValue(OFFERS, "small");
        headers.forEach(main::putValue);
        main.values().removeIf(""::equals);
        String code = SmallPlugIn.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream in = SmallPlugIn.class.getResourceAsStream("/" + code)) {
            jar.putNextEntry(new ZipEntry(code));
            in.transferTo(jar);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    /** Lets the loops of a framework's bundles end. */
    static void letGo(BundleContext context) {
        System.setProperty(GO + framework(context), "");
    }

    private static String framework(BundleContext context) {
        return context.getProperty(Constants.FRAMEWORK_UUID);
    }

    private static void loop(BundleContext context, String step) {
        while (step.equals(context.getBundle().getHeaders("").get(LOOPS)) && System.getProperty(GO + framework(context)) == null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void start(BundleContext context) {
        loop(context, "start");
        Dictionary<String, String> headers = context.getBundle().getHeaders("");
        if (headers.get(FAILS) != null) {
            throw new IllegalStateException(headers.get(FAILS));
        }
        type = headers.get(OFFERS);
        if (type != null) {
            Hashtable<String, Object> properties = new Hashtable<>(Map.of(PathSelectorFactory.NAME, type));
            context.registerService(PathSelectorFactory.class, this, properties);
        }
    }

    @Override
    public void stop(BundleContext context) {
        loop(context, "stop");
    }

    @Override
    public String name() {
        return type;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        throw new UnsupportedOperationException();
    }
}
