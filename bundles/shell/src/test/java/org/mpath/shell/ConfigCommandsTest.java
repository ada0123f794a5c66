package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapChange;
import org.mpath.api.control.MapChange.Kind;
import org.mpath.api.control.MapChange.PathCount;

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
        "mpath:config origin failback /a /b|origin failback [/a, /b]",
        "mpath:config apply|apply []",
        "mpath:config apply --dry-run /a|apply dry [/a]",
        "mpath:config apply --force /a /b|apply forced [/a, /b]"
    })
    void verbsReachTheControl(String typed, String call) {
        gosh.run(typed);
        assertThat(gosh.config.calls).containsExactly(call);
    }

    @Test
    void acceptedFilesEndWellAndWhatIsInForceIsSaidBesideThem() {
        assertThat(gosh.run("mpath:config check a.conf").replaceAll("since \\S+:", "since TIME:")).isEqualTo("""
                a.conf:2:3: note: "failback" has no effect here
                in force since TIME: etc/multipath.conf
                1 file would be accepted: 0 errors, 0 warnings, 1 note
                """);
    }

    private void refuse() {
        gosh.config.check = new ConfigCheck(List.of("a.conf", "b.conf"), false, false, List.of(
                new ConfigFinding(Severity.WARNING, "extra_words_ignored", "a.conf", 1, 9, "x", "words behind the value", ""),
                new ConfigFinding(Severity.ERROR, "invalid_value", "b.conf", 2, 11, "imediate",
                        "failback: \"imediate\u001b\" is not valid", "immediate")));
        gosh.config.mapChanges = List.of();
    }

    @Test
    void refusedFilesShowTheirFindingsAndEndWithACode() {
        refuse();
        assertThat(gosh.code("mpath:config check a.conf b.conf")).isEqualTo(5);
        assertThat(gosh.printed()).startsWith("""
                a.conf:1:9: warning: words behind the value
                b.conf:2:11: error: failback: "imediate?" is not valid (nearest: immediate)
                """);
        assertThat(gosh.complaint()).isEqualTo("mpath: 2 files would be refused: 1 error, 1 warning, 0 notes");
        assertThat(gosh.code("mpath:config check a.conf --json")).isEqualTo(5);
        assertThat(gosh.printed()).contains("\"accepted\":false,\"applied\":false").hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoFileToCheck() {
        gosh.config.check = new ConfigCheck(List.of(), true, false, List.of());
        assertThat(gosh.run("mpath:config check"))
                .endsWith("no files: there is neither multipath.conf nor multipath.d/*.conf in etc\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OWN_FILES||the built-in defaults: there is neither",
        "NAMED_FILES|/a.conf|/a.conf, until the next apply or start",
        "ACCEPTED_BEFORE|/copy|what was accepted last (/copy), because at the start the files in etc were refused: line 1 is wrong",
        "NONE||nothing, and no map is made: at the start the files in etc were refused and none had been accepted before: line 1"
    })
    void saysWhatIsInForceAndWhy(ConfigInForce.Basis basis, String file, String said) {
        gosh.config.now = new ConfigInForce(basis, file == null ? List.of() : List.of(file), 5_000, "line 1 is wrong");
        assertThat(gosh.run("mpath:config check")).containsPattern("in force since \\S+: " + Pattern.quote(said));
    }

    @Test
    void anAppliedFileSaysWhichMapsChangedAndHowLongItHolds() {
        gosh.config.mapChanges = List.of(
                new MapChange(Kind.RELOADED, "mpatha", "W1", "0 8 multipath 0 0 0 0", "0 8 multipath 0 0 1 1", new PathCount(4, 3), ""),
                new MapChange(Kind.RENAMED, "mpatha", "W1", "mpatha", "data", new PathCount(3, 3), ""),
                new MapChange(Kind.REMOVED, "mpathb", "W2", "0 9 multipath 0 0 0 0", "", new PathCount(1, 0), "it is used"),
                new MapChange(Kind.MADE, "", "W3", "", "", new PathCount(0, 2), ""),
                new MapChange(Kind.MADE, "", "W4", "", "", new PathCount(0, 0), ""),
                new MapChange(Kind.RELOADED, "mpathe", "W5", "t", "t", new PathCount(2, 2), ""));
        gosh.config.now = new ConfigInForce(ConfigInForce.Basis.NAMED_FILES, List.of("/a.conf"), 5_000, "");
        assertThat(gosh.run("mpath:config apply --force /a.conf").replaceAll("since \\S+:", "since TIME:")).isEqualTo("""
                a.conf:2:3: note: "failback" has no effect here
                reloaded: mpatha W1 usable paths 4 -> 3
                    - 0 8 multipath 0 0 0 0
                    + 0 8 multipath 0 0 1 1
                renamed: mpatha W1 usable paths 3 -> 3
                    - mpatha
                    + data
                removed: mpathb W2 usable paths 1 -> 0
                    - 0 9 multipath 0 0 0 0
                    ! it is used
                made: W3 usable paths 0 -> 2
                made: W4
                reloaded: mpathe W5 usable paths 2 -> 2
                    = t
                1 file applied: 0 errors, 0 warnings, 1 note; 5 maps changed
                in force since TIME: /a.conf, until the next apply or start
                """);
    }

    @Test
    void aDryRunSaysWhatWouldBeAndWhatSpeaksAgainstIt() {
        gosh.config.mapChanges = List.of();
        assertThat(gosh.run("mpath:config apply --dry-run"))
                .contains("1 file would be applied: 0 errors, 0 warnings, 1 note; no map would change\n");
        gosh.config.mapChanges = List.of(
                new MapChange(Kind.REMOVED, "mpathb", "W2", "t", "", new PathCount(1, 0), "map mpathb would go"));
        assertThat(gosh.code("mpath:config apply --dry-run")).isEqualTo(26);
        assertThat(gosh.printed()).contains("would be removed: mpathb W2 usable paths 1 -> 0\n    - t\n");
        assertThat(gosh.complaint()).isEqualTo("mpath: map mpathb would go; --force does it");
        assertThat(gosh.code("mpath:config apply --dry-run --force")).isZero();
    }

    @Test
    void filesThatAreRefusedAreNotAppliedAndObjectionsAreACodeOfTheirOwn() {
        refuse();
        assertThat(gosh.code("mpath:config apply a.conf")).isEqualTo(5);
        assertThat(gosh.printed()).contains("b.conf:2:11: error: ");
        assertThat(gosh.complaint()).isEqualTo("mpath: 2 files refused: 1 error, 1 warning, 0 notes; all is as it was");
        gosh.config.refusal = new ControlException(Code.BUSY, "map mpatha would lose its redundancy");
        assertThat(gosh.code("mpath:config apply a.conf")).isEqualTo(26);
        assertThat(gosh.complaint()).isEqualTo("mpath: map mpatha would lose its redundancy");
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
        "mpath:config;mpath:config needs check|show|show-local|diff|origin|apply",
        "mpath:config aply a.conf;the word is one of check|show|show-local|diff|origin|apply, not 'aply'",
        "mpath:config check --force;--force is for apply, not for check",
        "mpath:config show --dry-run;--dry-run is for apply, not for show",
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
    void helpHasTheOptionsOfApply() {
        assertThat(gosh.run("mpath:config --help")).contains("--dry-run  apply: says what would change",
                "usage: mpath:config [--dry-run] [--force] [--json] [--help] check|show|show-local|diff|origin|apply [KEYWORD|FILE...]");
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
