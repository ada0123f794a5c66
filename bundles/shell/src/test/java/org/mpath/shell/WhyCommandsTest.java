package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a value, why not, and what discovery adds to the explanations of maps and paths. */
class WhyCommandsTest {
    private final Gosh gosh = new Gosh();

    @BeforeEach
    void setUp() {
        gosh.whyCommands.decisions = gosh.decisions;
    }

    @Test
    void aValueHasEverybodyWhoSetsItTheOneThatCountsFirst() {
        String table = """
                VALUE      ORIGIN
                immediate  hardware row 7 (Model)
                manual     built in
                """;
        assertThat(gosh.run("mpath:why value failback mpatha")).isEqualTo(table);
        assertThat(gosh.run("mpath:why value failback for mpatha")).isEqualTo(table);
        assertThat(gosh.code("mpath:why value failbak mpatha")).isEqualTo(15);
        assertThat(gosh.complaint()).isEqualTo("mpath: there is no keyword \"failbak\": nearest is failback");
    }

    @Test
    void whyNotNamesTheRule() {
        assertThat(gosh.run("mpath:why not lab:B0/7")).startsWith("lab:B0/7 is no map, or in none\n")
                .contains("path  lab:B0/7: excluded by wwid \"W\"");
        assertThat(gosh.run("mpath:why not mpatha")).startsWith("mpatha is a map\n").contains("`mpath:why mpatha` explains it");
    }

    @Test
    void explanationsHaveWhatDiscoveryDecided() {
        assertThat(gosh.run("mpath:why mpatha")).containsPattern("now +failback +immediate: hardware row 7 \\(Model\\)");
        assertThat(gosh.run("mpath:why map mpatha")).isEqualTo(gosh.run("mpath:why mpatha"));
        assertThat(gosh.run("mpath:why path lab:A0/0")).containsPattern("now +exclusion +not left out: no rule matches")
                .doesNotContain("in map mpatha");
        gosh.whyCommands.decisions = null;
        assertThat(gosh.run("mpath:why mpatha")).doesNotContain("hardware row");
        assertThat(gosh.failure("mpath:why not mpathz"))
                .isEqualTo("mpath: no discovery is installed: bundle org.mpath.discovery brings it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "mpath:why value failback;mpath:why value needs KEYWORD and MAP or PATH",
        "mpath:why value failback at mpatha;mpath:why value needs KEYWORD and MAP or PATH",
        "mpath:why path;mpath:why needs one MAP or PATH behind that word",
        "mpath:why mpatha mpathb;mpath:why needs one MAP or PATH behind that word"
    })
    void saysWhichWordIsMissing(String typed, String sentence) {
        assertThat(gosh.failure(typed)).startsWith("mpath: " + sentence);
        assertThat(gosh.code(typed)).isEqualTo(1);
    }

    @Test
    void completesKeywordsBehindValue() {
        assertThat(gosh.whyCommands.names("MAP|PATH|WWID|KEYWORD", List.of("value"))).containsExactly("failback", "no_path_retry");
        assertThat(gosh.whyCommands.names("MAP|PATH|WWID|KEYWORD", List.of("value", "failback"))).contains("mpatha", "lab:A0/0");
    }
}
