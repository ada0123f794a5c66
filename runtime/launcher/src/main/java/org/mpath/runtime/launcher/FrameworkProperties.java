package org.mpath.runtime.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the framework and the bundles are told. Ours first, then {@code etc/config.properties} over it, then the
 * directories, which only the command line may choose.
 */
final class FrameworkProperties {
    /** Start level at which everything runs. */
    static final int RUNNING_LEVEL = 50;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private FrameworkProperties() {}

    /** All properties, by name. */
    static Map<String, Object> of(Options options, Directories directories, Path cache) throws ConfigurationException {
        Map<String, String> told = directories(options, directories);
        told.put("mpath.cache", cache.toString());
        Map<String, Object> properties = new HashMap<>(defaults(directories, cache));
        Properties file = read(directories.etc().resolve("config.properties"));
        for (String name : file.stringPropertyNames()) {
            properties.put(name, substitute(file.getProperty(name), told));
        }
        properties.putAll(told);
        return properties;
    }

    /** The part that is also given as system properties, for code that is no bundle's. */
    static Map<String, String> directories(Options options, Directories directories) {
        Map<String, String> told = new HashMap<>();
        told.put("mpath.home", directories.home().toString());
        told.put("mpath.etc", directories.etc().toString());
        told.put("mpath.var", directories.var().toString());
        told.put("mpath.deploy", directories.deploy().toString());
        told.put("mpath.plugins", directories.plugins().toString());
        if (options.mode() == Mode.CAPTIVE) {
            told.put("mpath.captive", options.commands());
        }
        return told;
    }

    private static Map<String, String> defaults(Directories directories, Path cache) {
        return Map.ofEntries(
                Map.entry("org.osgi.framework.storage", cache.resolve("bundles").toString()),
                // the truth is system, deploy and etc: nothing is remembered from the run before
                Map.entry("org.osgi.framework.storage.clean", "onFirstInit"),
                Map.entry("org.osgi.framework.startlevel.beginning", String.valueOf(RUNNING_LEVEL)),
                Map.entry("felix.cm.dir", cache.resolve("config").toString()),
                Map.entry("felix.fileinstall.dir", settings(directories)),
                Map.entry("felix.fileinstall.filter", ".*\\.cfg"),
                Map.entry("felix.fileinstall.noInitialDelay", "true"),
                // fileinstall would otherwise rewrite the user's files
                Map.entry("felix.fileinstall.enableConfigSave", "false"),
                Map.entry("felix.fileinstall.poll", "1000"),
                Map.entry("felix.fileinstall.tmpdir", cache.resolve("fileinstall").toString()),
                Map.entry("felix.fileinstall.log.default", "jul"),
                Map.entry("felix.fileinstall.log.level", "2"),
                Map.entry("ds.loglevel", "warn"),
                Map.entry("gosh.home", goshHome(directories).toString()));
    }

    /** The folders of .cfg files: the user's, that of lab arrays, and the image's own, which makes fileinstall watch deploy. */
    private static String settings(Directories directories) {
        return Stream.of(directories.etc(), directories.etc().resolve("lab.d"), directories.home().resolve("lib/etc"))
                .filter(Files::isDirectory)
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    /** gogo reads {@code etc/gosh_profile} below this. */
    private static Path goshHome(Directories directories) {
        Path own = directories.etc();
        boolean usable = own.endsWith("etc") && Files.exists(own.resolve("gosh_profile"));
        return usable ? own.getParent() : directories.home();
    }

    private static Properties read(Path file) throws ConfigurationException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException wrong) {
                throw new ConfigurationException("cannot use " + file + ": " + wrong.getMessage());
            }
        }
        return properties;
    }

    /** Puts the directories in place of <code>${mpath.home}</code> and its like; other names stay as they are. */
    static String substitute(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}
