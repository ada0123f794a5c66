package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What multipath-tools 0.14.3 printed of a map, byte by byte. */
class PrintingVectorsTest {
    private static final Map<String, String> EXCEPTIONS = VectorFile.exceptions("printing-exceptions.txt");
    private static final Pattern OTHER = Pattern.compile("\"(.*)\" -> \"(.*)\"");
    private static final MapLine MAP = GoldenMap.line();

    static List<String> cases() {
        return List.copyOf(theirs().keySet());
    }

    /** What they print, by case; a topology at verbosity 3 has nothing that the one at 2 has not. */
    private static Map<String, String> theirs() {
        Map<String, String> theirs = new LinkedHashMap<>();
        VectorFile.object(GoldenMap.VECTORS.get("outputs")).forEach((name, output) -> {
            if (output instanceof String text) {
                theirs.put(name, text);
            } else {
                VectorFile.object(output).forEach((form, fields) ->
                        theirs.put(form, (String) VectorFile.object(fields).get("text")));
            }
        });
        return theirs;
    }

    private static String format(String group, String form) {
        Map<String, Object> forms = VectorFile.object(VectorFile.object(GoldenMap.VECTORS.get("outputs")).get(group));
        return forms.containsKey(form) ? (String) VectorFile.object(forms.get(form)).get("format") : null;
    }

    private static String ours(String name) {
        List<PathLine> paths = MAP.paths().toList();
        return switch (name) {
            case "show_maps_json" -> MapsDocument.of(List.of(MAP));
            case "show_map_json" -> MapsDocument.of(MAP);
            case "topology_v1" -> lines(Columns.raw(Format.of("%n", MapWildcard.class), List.of(MAP)));
            case "topology_v2", "topology_v3" -> lines(new Tree(paths).lines(MAP));
            default -> table(name, paths);
        };
    }

    private static String table(String name, List<PathLine> paths) {
        String ofMaps = format("format_maps", name);
        try {
            return ofMaps == null
                    ? lines(Columns.table(Format.of(format("format_paths", name), PathWildcard.class), paths))
                    : lines(Columns.table(Format.of(ofMaps, MapWildcard.class), List.of(MAP)));
        } catch (FormatException refusal) {
            return "refused: " + refusal.getMessage().replaceFirst(":.*", "");
        }
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** Theirs, with what is otherwise here put in its place. */
    private static String expected(String name, String theirs) {
        String otherwise = EXCEPTIONS.getOrDefault(name, "");
        Matcher other = OTHER.matcher(otherwise);
        return otherwise.isEmpty() ? theirs : other.matches() ? theirs.replace(other.group(1), other.group(2)) : otherwise;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPrintedByteByByteAsThereOrOtherwiseForAReason(String name) {
        assertThat(ours(name)).isEqualTo(expected(name, theirs().get(name)));
    }

    @Test
    void noExceptionIsNone() {
        Map<String, String> theirs = theirs();
        EXCEPTIONS.keySet().forEach(name ->
                assertThat(expected(name, theirs.get(name))).as(name).isNotEqualTo(theirs.get(name)));
    }

    @Test
    void theFormatsOfTheListingsAreTheirs() {
        assertThat(Listings.MAPS).isEqualTo(format("format_maps", "show maps"));
        assertThat(Listings.MAPS_STATUS).isEqualTo(format("format_maps", "show maps status"));
        assertThat(Listings.MAPS_STATS).isEqualTo(format("format_maps", "show maps stats"));
        assertThat(Listings.PATHS).isEqualTo(format("format_paths", "show paths"));
    }
}
