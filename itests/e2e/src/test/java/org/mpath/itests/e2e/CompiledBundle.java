package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A plug-in bundle that a test writes down.
 *
 * @param kind of the plug-in: {@code handler} or {@code selector}
 * @param name of the type; the package is {@code org.example.} and the name, and so is the symbolic name
 * @param version of the bundle
 * @param type simple name of the factory
 * @param service interface of the factory
 * @param source of the factory, with all its classes
 */
record CompiledBundle(String kind, String name, String version, String type, String service, String source) {
    private static final String COMPONENT = "OSGI-INF/component.xml";
    private static final String COMPONENT_TEXT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
              <property name="mpath.%2$s" value="%3$s"/>
              <property name="service.ranking" type="Integer" value="9"/>
              <implementation class="%1$s.%4$s"/>
              <service scope="prototype"><provide interface="%5$s"/></service>
            </scr:component>
            """;

    private String packageName() {
        return "org.example." + name;
    }

    /** Writes its jar below {@code folder}. */
    Path write(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name + "-" + version));
        Path code = Files.writeString(classes.resolve(type + ".java"), "package " + packageName() + ";\n" + source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(null, null, null, "-d", classes.toString(), "-classpath", classPath(), "--release", "17",
                code.toString());
        assertThat(failed).isZero();
        Path jar = folder.resolve(name + "-" + version + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest());
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(path -> path.toString().endsWith(".class")).toList()) {
                put(out, classes.relativize(each).toString(), Files.readAllBytes(each));
            }
            put(out, COMPONENT, COMPONENT_TEXT.formatted(packageName(), kind, name, type, service)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** Drops a jar in a deploy folder, in place of what has that name there. */
    static void drop(Path jar, Path deploy, String as) throws IOException {
        Path hidden = deploy.resolve("." + as + ".tmp");
        Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, deploy.resolve(as), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private static String classPath() throws IOException {
        try (Stream<Path> files = Files.walk(RunningMpath.image().resolve("system"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        List.of(
                        "Bundle-ManifestVersion: 2",
                        "Bundle-SymbolicName: " + packageName(),
                        "Bundle-Version: " + version,
                        "Import-Package: org.mpath.api.plugin,org.mpath.api.path,org.mpath.api.io",
                        "Provide-Capability: mpath.plugin;kind=" + kind + ";name=" + name,
                        "Service-Component: " + COMPONENT)
                .forEach(header -> main.putValue(header.split(": ")[0], header.split(": ")[1]));
        return manifest;
    }
}
