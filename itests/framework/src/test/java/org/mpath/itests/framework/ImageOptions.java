package org.mpath.itests.framework;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mpath.itests.exam.Activator;
import org.mpath.itests.exam.FrameworkOptions;
import org.ops4j.pax.exam.Option;

/** The image's own bundles at their start levels, without the console, and the bundles that tests need. */
public class ImageOptions implements FrameworkOptions {
    private static final Path BASE = Path.of(System.getProperty("basedir")).toAbsolutePath();
    private static final Path IMAGE = BASE.resolve("../../runtime/image/target/mpath").normalize();
    private static final List<String> TEST_BUNDLES = List.of(
            "junit-jupiter-api",
            "junit-jupiter-engine",
            "junit-jupiter-params",
            "junit-platform-commons",
            "junit-platform-engine",
            "junit-platform-launcher",
            "opentest4j",
            "assertj-core",
            "byte-buddy",
            "exam-junit5");

    @Override
    public Option[] options() throws IOException {
        Path work = Files.createDirectories(BASE.resolve("target/" + getClass().getSimpleName()));
        Path etc = Files.createDirectories(work.resolve("etc"));
        Path deploy = Files.createDirectories(work.resolve("deploy"));
        Path plugins = Files.createDirectories(work.resolve("plugins"));
        List<Option> options = new ArrayList<>(List.of(
                systemProperty("pax.exam.invoker").value(Activator.DRIVER),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                frameworkProperty("mpath.home").value(IMAGE.toString()),
                frameworkProperty("mpath.etc").value(etc.toString()),
                frameworkProperty("mpath.var").value(work.toString()),
                frameworkProperty("mpath.deploy").value(deploy.toString()),
                frameworkProperty("mpath.plugins").value(plugins.toString()),
                frameworkProperty("mpath.cache").value(work.resolve("cache").toString()),
                frameworkProperty("felix.fileinstall.dir").value(etc + "," + IMAGE.resolve("lib/etc")),
                frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
                frameworkProperty("felix.fileinstall.tmpdir").value(work.resolve("cache/etc").toString()),
                frameworkStartLevel(50)));
        for (String name : TEST_BUNDLES) {
            options.add(url(onClassPath(name)).startLevel(1));
        }
        addImage(options);
        addConfigured(options, work, etc);
        return options.toArray(Option[]::new);
    }

    private static void addImage(List<Option> options) throws IOException {
        try (Stream<Path> jars = Files.walk(IMAGE.resolve("system"))) {
            for (Path jar : jars.filter(Files::isRegularFile).sorted().toList()) {
                String level = jar.getParent().getFileName().toString();
                if (level.matches("\\d+")) {
                    options.add(url(jar.toUri().toString()).startLevel(Integer.parseInt(level)));
                }
            }
        }
    }

    /** A component of our level with a file in etc, for {@link ConfigurationIT}. */
    private static void addConfigured(List<Option> options, Path work, Path etc) throws IOException {
        Path jar = work.resolve("configured.jar");
        ComponentJar.write(jar, Configured.class, "", Configured.xml(), "rw-r--r--");
        Files.writeString(etc.resolve(Configured.PID + ".cfg"), "colour = green\n");
        options.add(url(jar.toUri().toString()).startLevel(20));
    }

    private static String onClassPath(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches(name + "-\\d.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no jar " + name + " on the class path; run mvn verify, not mvn test"))
                .toUri()
                .toString();
    }
}
