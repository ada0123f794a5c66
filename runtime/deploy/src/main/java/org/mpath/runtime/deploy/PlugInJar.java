package org.mpath.runtime.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that somebody wants to run, and what its manifest says of it.
 *
 * @param file where it is
 * @param symbolicName the bundle's name; empty when it is no bundle
 * @param version the bundle's version
 * @param types what it says it brings
 */
record PlugInJar(Path file, String symbolicName, Version version, List<PlugInType> types) {
    /**
     * Reads the manifest of a jar that can be trusted.
     *
     * @throws RefusedException when it cannot be trusted, or its manifest is wrong
     */
    static PlugInJar read(Path file, FileTrust trust) throws IOException, RefusedException {
        trust.require(file);
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return of(file, manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (IllegalArgumentException wrong) {
            throw new RefusedException(file + " has a wrong manifest: " + wrong.getMessage());
        }
    }

    private static PlugInJar of(Path file, Attributes main) {
        List<ManifestHeader.Clause> names = ManifestHeader.parse(main.getValue(Constants.BUNDLE_SYMBOLICNAME));
        return new PlugInJar(
                file,
                names.isEmpty() ? "" : names.get(0).path(),
                Version.parseVersion(main.getValue(Constants.BUNDLE_VERSION)),
                PlugInType.of(main.getValue(Constants.PROVIDE_CAPABILITY)));
    }

    /**
     * Makes sure that it is a bundle that brings plug-in types.
     *
     * @throws RefusedException with what its manifest lacks
     */
    void requirePlugIn() throws RefusedException {
        if (symbolicName.isEmpty()) {
            throw new RefusedException(file + " is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
        }
        if (types.isEmpty()) {
            throw new RefusedException(file + " is no plug-in: its manifest has no capability mpath.plugin");
        }
    }

    /** Whether it says that it brings a type. */
    boolean brings(String kind, String name) {
        return types.contains(new PlugInType(kind, name));
    }

    /** Symbolic name and version. */
    String bundle() {
        return symbolicName + " " + version;
    }

    /** Its bytes; a link that came in its place is not followed. */
    InputStream open() throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}
