package org.mpath.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this image is.
 *
 * @param number the project's version
 * @param commit short commit id it was built from; empty when it was not built in a clone
 */
record Version(String number, String commit) {

    /** Reads what the build wrote down. */
    static Version ofThisImage() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Version(built.getProperty("number"), built.getProperty("commit").strip());
    }

    /** One line for people. */
    String text() {
        String built = commit.isEmpty() ? "" : " (commit " + commit + ")";
        return "mpath " + number + built + ", Java " + System.getProperty("java.version") + " "
                + System.getProperty("java.vendor");
    }
}
