package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;

/** Configuration files, as a person types it. */
class ConfigCommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mpath:config check|check []",
        "mpath:config check /a /b|check [/a, /b]",
        "mpath:config show|show []",
        "mpath:config show-local /a|show-local [/a]",
        "mpath:config diff /a /b|diff /a /b",
        "mpath:config origin failback|origin failback []",
        "mpath:config origin failback /a /b|origin failback [/a, /b]"
    })
    void verbsReachTheControl(String typed, String call) {
        gosh.run(typed);
        assertThat(gosh.config.calls).containsExactly(call);
    }

    @Test
    void acceptedFilesEndWellAndAreSaidNotToBeApplied() {
        assertThat(gosh.run("mpath:config check a.conf")).isEqualTo("""
                a.conf:2:3: note: "failback" does not act yet
                1 file would be accepted: 0 errors, 0 warnings, 1 note; the files are checked but not applied in this version
                """);
    }

    @Test
    void refusedFilesShowTheirFindingsAndEndWithACode() {
        gosh.config.check = new ConfigCheck(List.of("a.conf", "b.conf"), false, false, List.of(
                new ConfigFinding(Severity.WARNING, "extra_words_ignored", "a.conf", 1, 9, "x", "words behind the value", ""),
                new ConfigFinding(Severity.ERROR, "invalid_value", "b.conf", 2, 11, "imediate",
                        "failback: \"imediate\u001b\" is not valid", "immediate")));
        assertThat(gosh.code("mpath:config check a.conf b.conf; mpath:config check a.conf b.conf")).isEqualTo(5);
        assertThat(gosh.printed()).isEqualTo("""
                a.conf:1:9: warning: words behind the value
                b.conf:2:11: error: failback: "imediate?" is not valid (nearest: immediate)
                """);
        assertThat(gosh.complaint()).isEqualTo("mpath: 2 files would be refused: 1 error, 1 warning, 0 notes;"
                + " the files are checked but not applied in this version");
        assertThat(gosh.code("mpath:config check a.conf --json")).isEqualTo(5);
        assertThat(gosh.printed()).contains("\"accepted\":false,\"applied\":false").hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoFileToCheck() {
        gosh.config.check = new ConfigCheck(List.of(), true, false, List.of());
        assertThat(gosh.run("mpath:config check")).startsWith("no files: there is neither multipath.conf nor multipath.d/*.conf in etc; ");
    }

    @Test
    void whatIsShownCanBeAFileAgain() {
        assertThat(gosh.run("mpath:config show")).isEqualTo(gosh.config.text.text());
        assertThat(gosh.run("mpath:config show-local")).isEqualTo(gosh.config.text.text());
    }

    @Test
    void differencesHaveBothValuesAndTheirOrigins() {
        assertThat(gosh.run("mpath:config diff a b")).isEqualTo("""
                defaults failback: "manual" (built in) -> "5" (b:2:11 (defaults))
                multipath W alias: "data" (a:6:9 (multipath)) -> not set
                """);
        gosh.config.changes = List.of();
        assertThat(gosh.run("mpath:config diff a b")).isEqualTo("no difference\n");
    }

    @Test
    void originsAreATable() {
        assertThat(gosh.run("mpath:config origin failback")).isEqualTo("""
                SECTION   KEYWORD   VALUE   ORIGIN
                defaults  failback  manual  built in
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "mpath:config;mpath:config needs check|show|show-local|diff|origin",
        "mpath:config apply a.conf;the word is one of check|show|show-local|diff|origin, not 'apply'",
        "mpath:config diff a;mpath:config diff needs two files",
        "mpath:config diff a b c;mpath:config diff needs two files",
        "mpath:config origin;mpath:config origin needs KEYWORD"
    }, quoteCharacter = '"')
    void saysWhichWordIsWrong(String typed, String sentence) {
        assertThat(gosh.failure(typed)).startsWith("mpath: " + sentence);
        assertThat(gosh.code(typed)).isEqualTo(1);
        assertThat(gosh.config.calls).isEmpty();
    }

    @Test
    void aRefusalIsOneSentenceAndACode() {
        gosh.config.refusal = new ControlException(Code.NOT_FOUND, "there is no file /a");
        assertThat(gosh.code("mpath:config show /a")).isEqualTo(15);
        assertThat(gosh.complaint()).isEqualTo("mpath: there is no file /a");
    }

    @Test
    void aFileWithoutAFolderIsInTheSessionsOwn() {
        gosh.session.currentDir(Path.of("/srv"));
        gosh.run("mpath:config check a.conf");
        assertThat(gosh.config.calls).containsExactly("check [/srv/a.conf]");
    }

    @Test
    void helpSaysThatNothingIsApplied() {
        assertThat(gosh.run("mpath:config --help")).contains("nothing is applied in this version",
                "usage: mpath:config [--json] [--help] check|show|show-local|diff|origin [KEYWORD|FILE...]");
    }

    @Test
    void completesKeywordsBehindOriginOnly() {
        assertThat(gosh.configCommands.names("KEYWORD|FILE", List.of("origin"))).containsExactly("failback", "no_path_retry");
        assertThat(gosh.configCommands.names("KEYWORD|FILE", List.of("origin", "failback"))).isEmpty();
        assertThat(gosh.configCommands.names("KEYWORD|FILE", List.of("check"))).isEmpty();
        gosh.configCommands.control = null;
        assertThat(gosh.configCommands.names("KEYWORD|FILE", List.of("origin"))).isEmpty();
        assertThat(gosh.failure("mpath:config check"))
                .isEqualTo("mpath: no configuration is installed: bundle org.mpath.config brings it");
    }
}
