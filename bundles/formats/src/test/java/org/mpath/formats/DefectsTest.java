package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What multipath-tools 0.14.3 does wrong when it prints, done right. */
class DefectsTest {
    /** Defect 12: a vendor that breaks their JSON, a terminal and a line. */
    private static final String HOSTILE = "S\"M\\\n\t\u001b[2J\u0000\u007f\u0085\ud800\u00fc\u2028";

    private static final PathLine NOTHING = new PathLine(new Values<>(PathWildcard.class));

    private static MapLine hostile() {
        PathLine path = new PathLine(new Values<>(PathWildcard.class).put(PathWildcard.DEVICE, HOSTILE));
        GroupLine group = new GroupLine(
                new Values<>(GroupWildcard.class).put(GroupWildcard.SELECTOR, HOSTILE), List.of(path));
        return new MapLine(
                new Values<>(MapWildcard.class).put(MapWildcard.NAME, "m").put(MapWildcard.VENDOR, HOSTILE), List.of(group));
    }

    @Test
    void anyTextIsEscapedInJsonAndComesBackAsItWas() throws IOException {
        for (String json : List.of(MapsDocument.of(hostile()), MapsDocument.of(List.of(hostile())))) {
            Map<String, Object> document = VectorFile.object(VectorFile.parsed(json));
            Map<String, Object> map = VectorFile.object(document.containsKey("map")
                    ? document.get("map")
                    : VectorFile.list(document.get("maps")).get(0));
            Map<String, Object> group = VectorFile.object(VectorFile.list(map.get("path_groups")).get(0));
            assertThat(map.get("vend")).isEqualTo(HOSTILE);
            assertThat(group.get("selector")).isEqualTo(HOSTILE);
            assertThat(VectorFile.object(VectorFile.list(group.get("paths")).get(0)).get("dev")).isEqualTo(HOSTILE);
            assertThat(json).matches("[\\x20-\\x7e\\n]*");
        }
    }

    @Test
    void noMapsAndNoPathsAreJsonToo() throws IOException {
        assertThat(MapsDocument.of(List.of()))
                .isEqualTo("{\n   \"major_version\": 0,\n   \"minor_version\": 1,\n   \"maps\": []\n}\n");
        MapLine empty = new MapLine(new Values<>(MapWildcard.class), List.of(new GroupLine(new Values<>(GroupWildcard.class), List.of())));
        assertThat(VectorFile.parsed(MapsDocument.of(List.of(empty, empty)))).isNotNull();
    }

    @Test
    void noTextSteersATerminalOrBreaksALine() {
        assertThat(new Tree(List.of()).lines(hostile())).hasSize(4).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
        assertThat(Columns.table(Format.of("%v|", MapWildcard.class), List.of(hostile())).get(1))
                .isEqualTo("S\"M\\???[2J???\ud800\u00fc\u2028|");
    }

    /** Defect 18. */
    @ParameterizedTest
    @CsvSource({"%y, %y", "a %z b, %z", "%n %%, %%", "%n %, %", "%, %", "'% n', '% '", "%\u00fc, %\u00fc"})
    void anUnknownWildcardIsAnErrorThatNamesItAndListsTheKnownOnes(String format, String named) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> Format.of(format, MapWildcard.class))
                .withMessageStartingWith("unknown wildcard '" + named + "': ")
                .withMessageContainingAll("%n (name)", "%g (vpd page data)", "%k (max_sectors_kb)");
    }

    @Test
    void aWildcardOfPathsIsNoneOfMaps() {
        assertThat(Columns.raw(Format.of("%i", PathWildcard.class), List.of(NOTHING))).containsExactly("#:#:#:#");
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Format.of("%i", MapWildcard.class));
    }

    @Test
    void aFormatIsNoLongerThanALine() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> Format.of("%n".repeat(5_000), MapWildcard.class))
                .withMessageContaining("10000");
    }

    /** Defect 23: a value that is not known never ends a listing, and is never an empty cell or C's {@code (null)}. */
    @ParameterizedTest
    @MethodSource("wildcardsOfPaths")
    void aValueThatIsNotKnownHasOneFormAndTheLineGoesOn(PathWildcard wildcard) {
        String format = "<%" + wildcard.column().letter() + "> %p";
        String absent = wildcard.column().absent();
        assertThat(absent).isNotBlank().isNotEqualTo("(null)");
        assertThat(Columns.raw(Format.of(format, PathWildcard.class), List.of(NOTHING, NOTHING)))
                .containsExactly("<" + absent + "> -1", "<" + absent + "> -1");
    }

    static List<PathWildcard> wildcardsOfPaths() {
        return List.of(PathWildcard.values());
    }

    @Test
    void everyLetterIsOneWildcardAndNumbersAreAbsentAsNumbers() {
        for (Wildcard[] kind : List.of(MapWildcard.values(), PathWildcard.values(), GroupWildcard.values())) {
            assertThat(Arrays.stream(kind).map(wildcard -> wildcard.column().letter())).doesNotHaveDuplicates();
            assertThat(kind).filteredOn(wildcard -> wildcard.column().number())
                    .allMatch(wildcard -> wildcard.column().absent().matches("-?\\d+"));
        }
    }

    @Test
    void aTextWhereThereAreNumbersOnlyIsRefused() {
        Values<PathWildcard> values = new Values<>(PathWildcard.class);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> values.put(PathWildcard.PRIORITY, "high"))
                .withMessage("pri is a number, not 'high'");
    }
}
