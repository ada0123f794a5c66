package org.mpath.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * A bundle of the image. {@code system/20/} holds those of start level 20; a folder whose name ends in
 * {@code -console} is left out when there is no terminal.
 *
 * @param level start level
 * @param jar the bundle
 */
record SystemBundle(int level, Path jar) {
    private static final Pattern FOLDER = Pattern.compile("(\\d{1,3})(-console)?");

    /**
     * Lists the image's bundles by level, then by name.
     *
     * @throws ConfigurationException when there are none, or a folder's name is no start level
     */
    static List<SystemBundle> list(Path system, boolean withConsole) throws ConfigurationException {
        List<SystemBundle> bundles = new ArrayList<>();
        for (Path folder : entries(system)) {
            Matcher name = FOLDER.matcher(folder.getFileName().toString());
            if (!name.matches()) {
                throw new ConfigurationException("not a start level: " + folder);
            }
            if (name.group(2) == null || withConsole) {
                for (Path jar : entries(folder)) {
                    bundles.add(new SystemBundle(Integer.parseInt(name.group(1)), jar));
                }
            }
        }
        if (bundles.isEmpty()) {
            throw new ConfigurationException("no bundles in " + system);
        }
        return bundles;
    }

    private static List<Path> entries(Path folder) throws ConfigurationException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException failure) {
            throw new ConfigurationException("cannot read " + folder + ": " + failure.getMessage());
        }
    }

    /** Installs the bundle in place and marks it for its start level. */
    Bundle install(BundleContext framework) throws BundleException {
        Bundle bundle = framework.installBundle("reference:" + jar.toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        return bundle;
    }
}
