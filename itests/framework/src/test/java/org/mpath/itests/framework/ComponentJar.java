package org.mpath.itests.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Writes a bundle with one component, as a plug-in's author would have built it. Inside and outside the framework. */
final class ComponentJar {
    private static final String DESCRIPTION = "OSGI-INF/component.xml";

    private ComponentJar() {}

    /**
     * Writes the jar whole: nobody sees a part of it.
     *
     * @param component the class to put in
     * @param imports packages it needs
     * @param xml the component's description
     * @param permissions the file's, as in {@code rw-r--r--}
     */
    static void write(Path jar, Class<?> component, String imports, String xml, String permissions)
            throws IOException {
        write(jar, component, imports, "", xml, permissions);
    }

    /**
     * Writes the jar of a plug-in that says what it brings.
     *
     * @param capabilities what it provides; empty for nothing
     */
    static void write(
            Path jar, Class<?> component, String imports, String capabilities, String xml, String permissions)
            throws IOException {
        write(jar, component, "0.0.0", imports, capabilities, xml, permissions);
    }

    /**
     * Writes the jar of a version.
     *
     * @param version the bundle's
     */
    static void write(
            Path jar,
            Class<?> component,
            String version,
            String imports,
            String capabilities,
            String xml,
            String permissions)
            throws IOException {
        Path unfinished = jar.resolveSibling("." + jar.getFileName());
        try (OutputStream file = Files.newOutputStream(unfinished);
                JarOutputStream out = new JarOutputStream(file, manifest(component, version, imports, capabilities))) {
            String code = component.getName().replace('.', '/') + ".class";
            out.putNextEntry(new ZipEntry(code));
            try (InputStream in = component.getResourceAsStream("/" + code)) {
                in.transferTo(out);
            }
            out.putNextEntry(new ZipEntry(DESCRIPTION));
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(permissions));
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Manifest manifest(Class<?> component, String version, String imports, String capabilities) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName(component));
        main.putValue("Bundle-Version", version);
        if (!imports.isEmpty()) {
            main.putValue("Import-Package", imports);
        }
        if (!capabilities.isEmpty()) {
            main.putValue("Provide-Capability", capabilities);
        }
        main.putValue("Service-Component", DESCRIPTION);
        return manifest;
    }

    static String symbolicName(Class<?> component) {
        return "org.mpath.itests." + component.getSimpleName();
    }
}
