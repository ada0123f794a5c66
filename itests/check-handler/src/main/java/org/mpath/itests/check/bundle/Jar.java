package org.mpath.itests.check.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/**
 * A bundle's jar, as far as it can be judged without running it.
 *
 * @param file where it is
 * @param headers its manifest's main attributes
 * @param classes its class files
 * @param entries the names of its files
 */
public record Jar(Path file, Attributes headers, List<ClassFile> classes, List<String> entries) {
    private static final int CLASS_BYTES_MAX = 16 << 20;

    /**
     * Reads one.
     *
     * @throws IOException saying in one sentence why it cannot be checked
     */
    public static Jar read(Path file) throws IOException {
        List<ClassFile> classes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new IOException(file + " is no bundle: its manifest has no Bundle-SymbolicName");
            }
            for (JarEntry entry : jar.stream().toList()) {
                names.add(entry.getName());
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
                    classes.add(read(jar, entry));
                }
            }
            return new Jar(file, manifest.getMainAttributes(), classes, names);
        }
    }

    private static ClassFile read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return ClassFile.read(in.readNBytes(CLASS_BYTES_MAX));
        } catch (IOException | RuntimeException damaged) {
            throw new IOException(entry.getName() + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    /** A header; empty when it has none. */
    public String header(String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }

    /** Symbolic name and version. */
    public String identity() {
        String name = header(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].trim();
        String version = header(Constants.BUNDLE_VERSION);
        return version.isEmpty() ? name : name + ' ' + version;
    }

    /** The clauses of a header: path and attributes. */
    public Map<String, Map<String, String>> clauses(String name) {
        return Clauses.parse(header(name));
    }
}
