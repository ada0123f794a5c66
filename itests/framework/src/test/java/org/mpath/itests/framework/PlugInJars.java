package org.mpath.itests.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.osgi.framework.BundleContext;

/** The jars of tiny plug-ins, in a folder that only its owner may write. */
record PlugInJars(Path folder) {
    static final String HANDLER = ComponentJar.symbolicName(DroppedHandlerFactory.class);
    static final String SELECTOR = ComponentJar.symbolicName(DroppedSelectorFactory.class);
    private static final String API = "org.mpath.api.plugin";

    static PlugInJars of(BundleContext context) throws IOException {
        Path folder = Files.createDirectories(Path.of(context.getProperty("mpath.var"), "jars"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PlugInJars(folder);
    }

    /** A handler of type {@code dropped}. */
    Path handler(String version) throws IOException {
        return write("handler-" + version, DroppedHandlerFactory.class, version, DroppedHandlerFactory.IMPORTS,
                DroppedHandlerFactory.CAPABILITY, DroppedHandlerFactory.xml());
    }

    /** The same, but it cannot be made: a package it needs is not imported. */
    Path unusableHandler(String version) throws IOException {
        return write("unusable-" + version, DroppedHandlerFactory.class, version, API,
                DroppedHandlerFactory.CAPABILITY, DroppedHandlerFactory.xml());
    }

    /** A selector of type {@code dropped}. */
    Path selector(String version) throws IOException {
        return write("selector-" + version, DroppedSelectorFactory.class, version, API,
                DroppedSelectorFactory.CAPABILITY, DroppedSelectorFactory.xml());
    }

    /** The same, but it cannot be resolved: it needs a package that nobody has. */
    Path unresolvableSelector(String version) throws IOException {
        return write("unresolvable-" + version, DroppedSelectorFactory.class, version, "org.mpath.absent",
                DroppedSelectorFactory.CAPABILITY, DroppedSelectorFactory.xml());
    }

    /** A copy of a jar, as trustworthy as the others. */
    Path copy(Path jar) throws IOException {
        Path copy = folder.resolve(jar.getFileName().toString());
        Files.write(copy, Files.readAllBytes(jar));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    private Path write(
            String name, Class<?> component, String version, String imports, String capability, String xml) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        ComponentJar.write(jar, component, version, imports, capability, xml, "rw-r--r--");
        return jar;
    }
}
