package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The files in {@code etc} say what the settings types say: every setting, each with its default. */
class ConfigurationFilesTest {
    private static final Path ETC = House.ROOT.resolve("etc");
    private static final Pattern SETTING = Pattern.compile("#?([.A-Za-z][A-Za-z0-9.]*) =(?: (.*))?");

    /**
     * The settings of one PID, as the bundle's metatype file has them.
     *
     * @param pid configuration PID
     * @param defaults default by name
     */
    private record Settings(String pid, Map<String, String> defaults) {
        @Override
        public String toString() {
            return pid;
        }
    }

    @ParameterizedTest(name = "etc/{0}.cfg shows every setting with its default")
    @MethodSource("settings")
    void aFileShowsEverySettingWithItsDefault(Settings settings) throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file(settings.pid() + ".cfg"))) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                shown.put(setting.group(1), setting.group(2) == null ? "" : setting.group(2));
            }
        }
        assertThat(shown).containsExactlyInAnyOrderEntriesOf(settings.defaults());
    }

    @Test
    void everyFileBelongsToSettings() throws Exception {
        List<String> pids = settings().map(Settings::pid).toList();
        try (Stream<Path> files = Files.walk(ETC)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".cfg")))
                    .allSatisfy(name -> assertThat(pids).contains(name.replaceFirst("([-~].*)?\\.cfg$", "")));
        }
    }

    private static Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ETC)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElse(ETC.resolve(name));
        }
    }

    static Stream<Settings> settings() throws Exception {
        List<Settings> found = new ArrayList<>();
        for (String folder : House.folders()) {
            Path metatype = House.ROOT.resolve("bundles").resolve(folder).resolve("target/classes/OSGI-INF/metatype");
            if (Files.isDirectory(metatype)) {
                try (Stream<Path> files = Files.list(metatype)) {
                    for (Path file : files.sorted().toList()) {
                        found.addAll(read(file));
                    }
                }
            }
        }
        return found.stream();
    }

    private static List<Settings> read(Path file) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Map<String, String> defaults = new LinkedHashMap<>();
        elements(document, "AD").forEach(setting -> defaults.put(setting.getAttribute("id"), defaultOf(setting)));
        return elements(document, "Designate")
                .map(designate -> designate.getAttribute("pid") + designate.getAttribute("factoryPid"))
                .map(pid -> new Settings(pid, defaults))
                .toList();
    }

    /** Metatype escapes blanks and commas. */
    private static String defaultOf(Element setting) {
        return setting.getAttribute("default").replaceAll("\\\\(.)", "$1");
    }

    private static Stream<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index));
    }
}
