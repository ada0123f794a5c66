package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;

/** multipath-tools' cases of whole files: what holds, what is said, and what is written when the configuration is. */
class FileVectorsTest {
    private static final Map<String, String> EXCEPTIONS = VectorFile.exceptions("config_files-exceptions.txt");

    static List<Map<String, Object>> scenarios() {
        return VectorFile.cases("config_files.json", "scenarios");
    }

    static List<Map<String, Object>> polling() {
        return VectorFile.cases("config_files.json", "polling");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aFileIsReadAsThereOrOtherwiseForAReason(Map<String, Object> vector) {
        assertThat(here(vector)).isEqualTo(EXCEPTIONS.getOrDefault(VectorFile.text(vector.get("id")), there(vector)));
    }

    @ParameterizedTest
    @MethodSource("polling")
    void intervalsFollowFromEachOther(Map<String, Object> vector) {
        String lines = VectorFile.text(vector.get("defaults"));
        Loaded loaded = Given.load("defaults {\n" + lines.replace("; ", "\n") + "\n}\n");
        String here = loaded instanceof Accepted accepted
                ? accepted.configuration().global("polling_interval").value() + ", "
                        + accepted.configuration().global("max_polling_interval").value()
                : "refused, " + loaded.findings().get(0).code();
        String there = VectorFile.list(vector.get("polling_interval")).get(0) + ", "
                + VectorFile.list(vector.get("max_polling_interval")).get(0);
        assertThat(here).isEqualTo(EXCEPTIONS.getOrDefault(lines, there));
    }

    @Test
    void noExceptionIsNone() {
        Map<String, String> there = new LinkedHashMap<>();
        scenarios().forEach(vector -> there.put(VectorFile.text(vector.get("id")), there(vector)));
        polling().forEach(vector -> there.put(VectorFile.text(vector.get("defaults")), ""));
        assertThat(there).containsKeys(EXCEPTIONS.keySet().toArray(String[]::new));
        EXCEPTIONS.forEach((id, answer) -> assertThat(there.get(id)).as(id).isNotEqualTo(answer));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsWrittenHasTheSectionsOfTheirs(Map<String, Object> vector) {
        if (load(vector) instanceof Accepted accepted) {
            String written = ConfWriter.complete(accepted.configuration());
            Map<String, Object> dump = VectorFile.object(vector.get("dump"));
            if (dump.containsKey("multipaths")) {
                assertThat(section(written, "multipaths")).containsExactlyElementsOf(VectorFile.<String>list(dump.get("multipaths")));
            }
            if (dump.containsKey("blacklist")) {
                assertThat(section(written, "blacklist")).containsExactlyElementsOf(VectorFile.<String>list(dump.get("blacklist")));
            }
            for (Object row : VectorFile.list(dump.get("devices"))) {
                List<String> lines = VectorFile.<String>list(row).stream().map(line -> "\t\t" + line).toList();
                assertThat(section(written, "devices")).containsSubsequence(lines);
            }
        }
    }

    private static List<String> section(String written, String name) {
        return written.lines()
                .dropWhile(line -> !line.equals(name + " {"))
                .skip(1)
                .takeWhile(line -> !line.equals("}"))
                .toList();
    }

    private static Loaded load(Map<String, Object> vector) {
        List<SourceFile> files = new ArrayList<>();
        files.add(new SourceFile("multipath.conf", VectorFile.text(vector.get("multipath.conf"))));
        new TreeMap<>(VectorFile.object(vector.get("conf.d"))).forEach((name, text) -> {
            if (name.endsWith(".conf")) {
                files.add(new SourceFile(name, VectorFile.text(text)));
            }
        });
        return Configuration.load(files, Given.EVERYTHING);
    }

    private static String here(Map<String, Object> vector) {
        Loaded loaded = load(vector);
        String findings = loaded.findings().stream()
                .map(finding -> ", " + finding.code() + "@" + finding.place().line())
                .collect(Collectors.joining());
        if (loaded instanceof Accepted accepted) {
            Settings defaults = accepted.configuration().defaults();
            return defaults.value("no_path_retry") + ", " + accepted.configuration().global("failback").value() + findings;
        }
        return "refused" + findings;
    }

    private static String there(Map<String, Object> vector) {
        List<String> retry = VectorFile.list(vector.get("no_path_retry_in_defaults"));
        List<String> failback = VectorFile.list(vector.get("failback_in_defaults"));
        return (retry.isEmpty() ? "" : retry.get(0)) + ", " + (failback.isEmpty() ? "" : failback.get(0).replace("\"", ""))
                + VectorFile.objects(vector.get("warnings")).stream()
                        .map(warning -> ", " + warning.get("code") + "@" + warning.get("line"))
                        .collect(Collectors.joining());
    }
}
