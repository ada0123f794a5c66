package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes the jar of a handler {@code bad} for the paths of unit 0, which does what a test says when it is to activate one. */
final class BadHandlerJar {
    private static final String SOURCE = """
            package org.example.bad;

            import java.util.List;
            import org.mpath.api.path.PathDevice;
            import org.mpath.api.plugin.*;

            public final class BadFactory implements HardwareHandlerFactory {
                @Override
                public String name() {
                    return "bad";
                }

                @Override
                public List<HandlerMatch> matches() {
                    return List.of();
                }

                @Override
                public boolean claims(PathFacts path) {
                    return path.lun() == 0;
                }

                @Override
                public HardwareHandler create(List<String> arguments) {
                    return new Bad();
                }

                private static final class Bad implements HardwareHandler {
                    @Override
                    public Verdict checkSense(PathDevice path, int key, int asc, int ascq) {
                        return Verdict.DECLINED;
                    }

                    @Override
                    public Activation activation() {
                        return Activation.EVERY_PATH;
                    }

                    @Override
                    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                        %s
                    }
                }
            }
            """;
    private static final String COMPONENT = "OSGI-INF/component.xml";
    private static final String COMPONENT_TEXT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.example.bad">
              <property name="mpath.handler" value="bad"/>
              <property name="service.ranking" type="Integer" value="9"/>
              <implementation class="org.example.bad.BadFactory"/>
              <service scope="prototype"><provide interface="org.mpath.api.plugin.HardwareHandlerFactory"/></service>
            </scr:component>
            """;

    private BadHandlerJar() {}

    /**
     * Writes the jar into {@code folder}.
     *
     * @param deed statements
     */
    static Path write(Path folder, String deed) throws IOException {
        Path source = Files.createDirectories(folder.resolve("org/example/bad")).resolve("BadFactory.java");
        Files.writeString(source, SOURCE.formatted(deed));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(null, null, null, "-d", folder.toString(), "-classpath", classPath(), "--release", "17",
                source.toString());
        assertThat(failed).isZero();
        Path jar = folder.resolve("bad.jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest())) {
            for (String name : List.of("org/example/bad/BadFactory.class", "org/example/bad/BadFactory$Bad.class")) {
                put(out, name, Files.readAllBytes(folder.resolve(name)));
            }
            put(out, COMPONENT, COMPONENT_TEXT.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
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

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.example.bad");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Import-Package", "org.mpath.api.plugin,org.mpath.api.path,org.mpath.api.io");
        main.putValue("Provide-Capability", "mpath.plugin;kind=handler;name=bad");
        main.putValue("Service-Component", COMPONENT);
        return manifest;
    }
}
