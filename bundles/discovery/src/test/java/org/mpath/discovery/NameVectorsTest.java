package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** multipath-tools' cases of names: numbers and letters, their order, the bindings file, the first free name, the choice. */
class NameVectorsTest {
    @TempDir
    Path directory;

    /** A case: what is asked, and what multipath-tools says. */
    private record Case(String list, Map<String, Object> fields) {
        String theirs() {
            return switch (list) {
                case "format_id" -> text("suffix");
                case "scan_alias" -> text("id");
                case "compare" -> text("cmp");
                case "valid_alias" -> text("valid");
                case "lowest_free_id" -> text("lowest_free_id");
                case "bindings_file" -> fields.get("per_nonempty_line") + ", " + oneLine(text("table_after"));
                default -> text("alias") + ", with " + oneLine(text("bindings_after"));
            };
        }

        String text(String field) {
            return String.valueOf(fields.get(field));
        }

        String optional(String field) {
            return fields.get(field) == null ? "" : text(field);
        }

        @Override
        public String toString() {
            String what = switch (list) {
                case "scan_alias" -> text("prefix") + " " + text("alias");
                case "valid_alias" -> '"' + text("alias") + '"';
                case "compare" -> text("a") + " " + text("b");
                default -> text("id");
            };
            return list + " " + what;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String list : List.of("format_id", "scan_alias", "compare", "valid_alias", "lowest_free_id", "bindings_file",
                "choose_alias")) {
            GroupVector.read("alias.json", list).forEach(vector -> cases.add(new Case(list, vector.fields())));
        }
        return cases;
    }

    private static Map<String, String> exceptions() throws IOException {
        try (var in = NameVectorsTest.class.getResourceAsStream("alias-exceptions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesAsMultipathToolsOrOtherwiseForAReason(Case vector) throws Exception {
        assertThat(here(vector)).isEqualTo(exceptions().getOrDefault(vector.toString(), vector.theirs()));
    }

    @Test
    void noExceptionIsNone() throws IOException {
        Map<String, String> theirs = new LinkedHashMap<>();
        cases().forEach(vector -> theirs.put(vector.toString(), vector.theirs()));
        assertThat(theirs).hasSize(cases().size()).containsKeys(exceptions().keySet().toArray(String[]::new));
        exceptions().forEach((name, answer) -> assertThat(theirs.get(name)).as(name).isNotEqualTo(answer));
    }

    private String here(Case vector) throws IOException {
        return switch (vector.list()) {
            case "format_id" -> letters((Integer) vector.fields().get("id"));
            case "scan_alias" -> String.valueOf(Alias.number(vector.optional("prefix"), vector.text("alias")));
            case "compare" -> String.valueOf(Integer.signum(Alias.ORDER.compare(vector.text("a"), vector.text("b"))));
            case "valid_alias" -> String.valueOf(Alias.isName(vector.text("alias")));
            case "lowest_free_id" -> String.valueOf(Alias.number(vector.text("prefix"), chosen(vector, true)));
            case "bindings_file" -> fates(vector.text("text"));
            default -> chosen(vector, !vector.text("read_only").equals("true")) + ", with " + bound();
        };
    }

    private static String letters(int number) {
        try {
            return Alias.of("", number);
        } catch (IllegalArgumentException none) {
            return "null";
        }
    }

    private static String fates(String text) {
        BindingTable table = new BindingTable(List.of(text.split("\n")));
        List<String> fates = new ArrayList<>();
        for (int line = 0; line < table.lines().size(); line++) {
            if (!table.lines().get(line).isEmpty()) {
                fates.add(table.read().get(line).fate().name().toLowerCase(Locale.ROOT));
            }
        }
        return fates + ", " + written(table.units());
    }

    private String chosen(Case vector, boolean write) throws IOException {
        Files.writeString(directory.resolve("bindings"), vector.text("bindings_file"));
        Map<String, String> running = new LinkedHashMap<>();
        GroupVector.object(vector.fields().get("existing_maps")).forEach((name, wwid) -> running.put(name, (String) wwid));
        List<BindingTable.Wish> wish = List.of(new BindingTable.Wish(
                vector.text("wwid"), vector.text("prefix"), vector.optional("current_map_name")));
        Bindings bindings = new Bindings(directory);
        Map<String, String> names = write ? bindings.names(wish, running) : bindings.foresee(wish, running);
        return String.valueOf(names.get(vector.text("wwid")));
    }

    private String bound() throws IOException {
        return written(new BindingTable(Files.readAllLines(directory.resolve("bindings"))).units());
    }

    private static String written(SortedMap<String, String> units) {
        StringBuilder text = new StringBuilder();
        units.forEach((name, wwid) -> text.append(name).append(' ').append(wwid).append('\n'));
        return oneLine(text.toString());
    }

    private static String oneLine(String text) {
        return text.isEmpty() ? "nothing" : text.strip().replace("\n", "; ");
    }
}
