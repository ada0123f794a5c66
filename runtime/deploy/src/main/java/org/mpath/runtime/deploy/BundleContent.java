package org.mpath.runtime.deploy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;

/**
 * What is in an installed bundle, to go back to when a replacement fails. Taken from the framework: the file it came from
 * may be another one by now.
 */
final class BundleContent {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Copies a bundle. */
    static BundleContent of(Bundle bundle) throws IOException {
        BundleContent content = new BundleContent();
        try (JarOutputStream jar = new JarOutputStream(content.bytes)) {
            copy(bundle, JarFile.MANIFEST_NAME, jar); // must be the first
            copyFolder(bundle, "", jar);
        }
        return content;
    }

    private static void copyFolder(Bundle bundle, String folder, JarOutputStream jar) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
            if (path.endsWith("/")) {
                copyFolder(bundle, path, jar);
            } else if (!path.equals(JarFile.MANIFEST_NAME)) {
                copy(bundle, path, jar);
            }
        }
    }

    private static void copy(Bundle bundle, String path, JarOutputStream jar) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new IOException("bundle " + bundle.getSymbolicName() + " has no " + path);
        }
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream in = entry.openStream()) {
            in.transferTo(jar);
        }
    }

    /** It, as a jar. */
    InputStream open() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
