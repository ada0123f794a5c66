package org.mpath.itests.check;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
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
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.itests.check.bad.BadAnswers;
import org.mpath.itests.check.bad.PlainFactory;

/**
 * Writes the jar of a family whose classes are among those of the tests, as its author would have built it.
 *
 * @param named parts, such as {@code checker}, that its service says it has
 */
record HandlerJar(Class<? extends PlainFactory> factory, String scope, String moreImports, List<String> named) {
    private static final String COMPONENT = "OSGI-INF/component.xml";
    private static final String IMPORTS =
            "org.mpath.api.plugin,org.mpath.api.path,org.mpath.api.inventory,org.mpath.api.io,org.mpath.scsi";

    /** One whose service says what it has. */
    HandlerJar(Class<? extends PlainFactory> factory, String scope, String moreImports) {
        this(factory, scope, moreImports, Stream.of("checker", "prioritizer").filter(part -> has(factory, part)).toList());
    }

    private static boolean has(Class<? extends PlainFactory> factory, String part) {
        return Stream.of(factory.getDeclaredMethods()).anyMatch(method -> method.getName().equals(part));
    }

    Path write(Path folder) throws IOException {
        Path jar = folder.resolve(factory.getSimpleName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest())) {
            for (Path code : classes()) {
                out.putNextEntry(new ZipEntry(PlainFactory.class.getPackageName().replace('.', '/') + '/' + code.getFileName()));
                Files.copy(code, out);
            }
            out.putNextEntry(new ZipEntry(COMPONENT));
            out.write(component().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private List<Path> classes() throws IOException {
        String own = factory.getName().substring(factory.getPackageName().length() + 1);
        String shared = BadAnswers.class.getSimpleName();
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> {
                String name = file.getFileName().toString();
                return name.startsWith("PlainFactory")
                        || name.equals(own + ".class")
                        || name.startsWith(own + '$')
                        || own.startsWith(shared) && (name.equals(shared + ".class") || name.startsWith(shared + "$Activating"));
            }).sorted().toList();
        }
    }

    private static Path folder() throws IOException {
        try {
            return Path.of(PlainFactory.class.getResource("PlainFactory.class").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.mpath.itests.bad." + factory.getSimpleName());
        main.putValue("Import-Package", IMPORTS + moreImports);
        main.putValue("Provide-Capability", "mpath.plugin;kind=handler;name=bad");
        main.putValue("Service-Component", COMPONENT);
        return manifest;
    }

    private String component() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="bad">
                  <property name="%s" value="bad"/>
                  %s
                  <implementation class="%s"/>
                  <service scope="%s"><provide interface="%s"/></service>
                </scr:component>
                """.formatted(
                        HardwareHandlerFactory.NAME, properties(), factory.getName(), scope, HardwareHandlerFactory.class.getName());
    }

    private String properties() {
        return named.stream().map(part -> "<property name=\"mpath." + part + "\" value=\"bad\"/>").collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return factory.getSimpleName();
    }
}
