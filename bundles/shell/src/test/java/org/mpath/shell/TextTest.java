package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    /** What multipath-tools 0.14.3 prints for so many sectors of 512 bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0K", "1, 0.0K", "2, 1.0K", "3, 1.0K", "19, 9.0K", "20, 10K", "2047, 1023K", "2048, 1.0M",
        "2097151, 1024M", "2097152, 1.0G", "20971519, 10.0G", "20971520, 10G", "1953525168, 932G",
        "4294967296, 2.0T", "2147483648000, 1000T", "2251799813685248, 1024P"
    })
    void printsSizesAsMultipathToolsDoes(long sectors, String text) {
        assertThat(Text.size(sectors * 512)).isEqualTo(text);
    }

    @Test
    void replacesWhatCouldSteerATerminal() {
        assertThat(Text.visible("evil\u001b[2J\u009b\u007f\nname")).isEqualTo("evil?[2J???name");
        assertThat(Text.visible("plain \u00e9")).isEqualTo("plain \u00e9");
    }

    @Test
    void showsThatATextWasCut() {
        assertThat(Text.cut("abcdefgh", 8)).isEqualTo("abcdefgh");
        assertThat(Text.cut("abcdefgh", 7)).isEqualTo("abcd...");
        assertThat(Text.cut("abcdefgh", 2)).isEqualTo("ab");
        assertThat(Text.cut("abcdefgh", 0)).isEmpty();
    }

    @Test
    void namesTheNearestKnownName() {
        CommandException unknown =
                Text.unknown("path", "lab:A9/0", List.of("lab:B1/2", "lab:A0/0", "lab:A0/1"), "mpath:paths");
        assertThat(unknown).hasMessage("no path lab:A9/0: nearest is lab:A0/0; `mpath:paths` lists all");
        assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void namesWhatTheGivenNameBegins() {
        assertThat(Text.nearest("lab:B", List.of("lab:A", "lab:B1/2"))).isEqualTo("lab:B1/2");
    }

    @Test
    void namesNothingWhenNothingIsNear() {
        assertThat(Text.unknown("map", "x", List.of("production-database"), "mpath:maps"))
                .hasMessage("no map x; `mpath:maps` lists all");
        assertThat(Text.unknown("map", "x", List.of(), "mpath:maps"))
                .hasMessage("no map x: there is none; `mpath:maps` lists all");
    }
}
