package org.mpath.runtime.deploy;

import java.net.URI;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Which folder a bundle came from, and so when it comes again. Pure but for the folders' names. */
final class BundleOrigin {
    private static final String REFERENCE = "reference:";

    /** Null when the framework does not say. */
    private final Path deploy;
    private final Path plugins;

    /** Reads the folders' names from framework properties {@code mpath.deploy} and {@code mpath.plugins}. */
    BundleOrigin(BundleContext context) {
        deploy = folder(context, "mpath.deploy");
        plugins = folder(context, "mpath.plugins");
    }

    private static Path folder(BundleContext context, String property) {
        String told = context.getProperty(property);
        return told == null ? null : Path.of(told).toAbsolutePath();
    }

    /** When a bundle that is removed comes back: a clause. */
    String afterRemoval(Bundle bundle) {
        Path jar = jar(bundle.getLocation());
        if (jar == null) {
            return "the next start does not know it";
        }
        if (isIn(deploy, jar)) {
            return jar + " brings it back at the next start, or when it is written again; remove the file as well";
        }
        return jar + (isIn(plugins, jar) ? " brings it back when a table names it" : " brings it back at the next start");
    }

    /** What becomes of a bundle that was replaced: a clause. */
    String afterUpdate(Bundle bundle) {
        Path jar = jar(bundle.getLocation());
        return jar == null
                ? "the next start does not know it unless its jar is in deploy"
                : "the next start has " + jar + " again";
    }

    private static boolean isIn(Path folder, Path jar) {
        return folder != null && jar.startsWith(folder);
    }

    /** The file at a location; null when it is none. */
    private static Path jar(String location) {
        String uri = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        try {
            return uri.startsWith("file:") ? Path.of(URI.create(uri)).toAbsolutePath() : null;
        } catch (IllegalArgumentException notAFile) {
            return null;
        }
    }
}
