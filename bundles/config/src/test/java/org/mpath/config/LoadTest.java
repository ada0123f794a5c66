package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.Configuration.Refused;
import org.mpath.config.Exclusion.Decision;
import org.mpath.config.Finding.Code;

/** Files are accepted together or refused together, and every word that is wrong is found and named. */
class LoadTest {
    @Test
    void oneWrongWordRefusesAllFiles() {
        Loaded loaded = Configuration.load(
                List.of(new SourceFile("a", Given.defaults("no_path_retry 5")), new SourceFile("b", Given.defaults("failbak 5"))),
                Given.EVERYTHING);
        assertThat(loaded).isInstanceOf(Refused.class);
        assertThat(loaded.findings()).hasToString("[b:2:2: error: there is no keyword \"failbak\"; nearest valid: failback [unknown_keyword]]");
    }

    @Test
    void findingsAreInTheOrderOfTheFilesAndTheirLines() {
        Loaded loaded = Configuration.load(
                List.of(new SourceFile("z", "defaults {\n failbak 1\n verbosity 1 2\n"), new SourceFile("a", "}\n")), Given.EVERYTHING);
        assertThat(loaded.findings()).extracting(finding -> finding.place().toString())
                .containsExactly("z:1:1", "z:2:2", "z:3:2", "z:3:14", "a:1:1");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        assertThat(Given.refused("""
                default {
                }
                defaults {
                    polling_intervall 5
                    failback imediate
                    alias x
                    no_path_retry
                }
                multipaths {
                    multipath {
                        alias x
                    }
                }
                """)).extracting(Finding::code, finding -> finding.place().line(), Finding::nearest).containsExactly(
                        tuple(Code.UNKNOWN_KEYWORD, 1, "defaults"),
                        tuple(Code.UNKNOWN_KEYWORD, 4, "polling_interval"),
                        tuple(Code.INVALID_VALUE, 5, "immediate"),
                        tuple(Code.MISPLACED_KEYWORD, 6, ""),
                        tuple(Code.VALUE_MISSING, 7, ""),
                        tuple(Code.MANDATORY_KEY_MISSING, 10, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "'defaults {\n no_path_retry 5'              | closing_brace_missing   | accepted",
        "'}\ndefaults {\n no_path_retry 5\n}'        | closing_brace_unmatched | accepted",
        "'defaults {\n no_path_retry 5 6\n}'         | extra_words_ignored     | accepted",
        "'defaults {\n no_path_retry 5#6\n}'         | comment_in_word         | accepted",
        "'defaults\n{\n no_path_retry 5\n}'          | opening_brace_missing   | refused",
        "'defaults { no_path_retry 5\n}'             | extra_words_ignored     | refused",
        "'defaults {\n no_path_retry \"5\n}'         | quote_unclosed          | refused",
        "'defaults {\n no_path_retry 5\u0001\n}'     | illegal_character       | refused",
        "'multipaths {\n wwid A\n}'                  | misplaced_keyword       | refused",
        "'blacklist {\n vendor A\n}'                 | misplaced_keyword       | refused",
        "'overrides {\n protocol \"scsi:fcp\"\n}'    | misplaced_keyword       | refused",
        "'blacklist {\n device {\n  wwid A\n  vendor B\n }\n}' | misplaced_keyword | refused"
    })
    void forgivesPunctuationWithAWarningAndNothingElse(String text, String code, String what) {
        Loaded loaded = Given.load(text);
        assertThat(loaded.findings()).extracting(finding -> finding.code().toString()).contains(code);
        assertThat(loaded instanceof Accepted ? "accepted" : "refused").isEqualTo(what);
    }

    @Test
    void requestsCannotBeHeldLongerThanTheirPathIsKept() {
        for (String section : List.of("defaults {\n%s\n}", "overrides {\n%s\n}", "overrides {\nprotocol {\ntype scsi:iscsi\n%s\n}\n}",
                "devices {\ndevice {\nvendor A\nproduct B\n%s\n}\n}")) {
            assertThat(Given.refused(section.formatted("fast_io_fail_tmo 30\ndev_loss_tmo 30")))
                    .extracting(Finding::code, Finding::nearest)
                    .containsExactly(tuple(Code.CONTRADICTION, "29"));
            Given.accepted(section.formatted("fast_io_fail_tmo 29\ndev_loss_tmo 30"));
            Given.accepted(section.formatted("fast_io_fail_tmo off\ndev_loss_tmo 30"));
            Given.accepted(section.formatted("fast_io_fail_tmo 30\ndev_loss_tmo infinity"));
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(Given.refused("#".repeat(Parser.LINE_LENGTH_MAX + 1))).extracting(Finding::code).containsExactly(Code.TOO_LARGE);
        assertThat(Given.load("#".repeat(Parser.LINE_LENGTH_MAX))).isInstanceOf(Accepted.class);
        assertThat(Given.refused("\n".repeat(Parser.FILE_LENGTH_MAX + 1))).extracting(Finding::code).containsExactly(Code.TOO_LARGE);
        assertThat(Given.refused("a {\n".repeat(Parser.DEPTH_MAX + 1))).extracting(Finding::code).contains(Code.TOO_LARGE);
        assertThat(Given.refused("x\n".repeat(2_000))).hasSize(Findings.COUNT_MAX + 1).last()
                .extracting(Finding::code).isEqualTo(Code.TOO_LARGE);
        assertThat(Given.refused("b 1\n".repeat(Parser.ENTRIES_MAX + 1))).isNotEmpty();
        assertThat(Given.refused("blacklist {\n" + "wwid a\n".repeat(SectionReader.EXPRESSIONS_MAX + 1) + "}"))
                .extracting(Finding::code).containsExactly(Code.TOO_LARGE);
        List<SourceFile> files = Collections.nCopies(Configuration.FILES_MAX + 1, new SourceFile("f", ""));
        assertThat(Configuration.load(files, Given.EVERYTHING).findings()).extracting(Finding::code).containsExactly(Code.TOO_LARGE);
    }

    @Test
    void anErrorBehindManyNotesStillShows() {
        String notes = " multipath {\n  wwid %d\n  skip_kpartx yes\n }\n";
        StringBuilder file = new StringBuilder("multipaths {\n");
        for (int number = 0; number < 2 * Findings.COUNT_MAX; number++) {
            file.append(notes.formatted(number));
        }
        assertThat(Given.load(file + "}\n").findings()).hasSize(Findings.COUNT_MAX + 1);
        assertThat(Given.refused(file + "}\nwrong 1\n")).extracting(Finding::code).contains(Code.UNKNOWN_KEYWORD);
    }

    @Test
    void endsSoonWhateverIsWrong() {
        String word = "reservation_kez_".repeat(4);
        String words = "defaults {\n" + (word + " 1\n").repeat(100_000) + "}\n";
        String attributes = Given.defaults("uid_attrs \"" + "a:bbb".repeat(1_000) + " :\"");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(Given.refused(words)).hasSize(Findings.COUNT_MAX + 1);
            assertThat(Given.refused(attributes)).extracting(Finding::code).contains(Code.INVALID_VALUE);
        });
    }

    @Test
    void cutsWhatItQuotesOfALongWord() {
        assertThat(Given.refused(Given.defaults("failback " + "x".repeat(5_000)))).singleElement().satisfies(finding -> {
            assertThat(finding.value()).hasSize(Findings.TEXT_LENGTH_MAX + 3);
            assertThat(finding.toString().length()).isLessThan(2 * Findings.TEXT_LENGTH_MAX);
        });
    }

    @Test
    void saysWhichRuleOfWhichLineLeavesAPathOut() {
        Exclusion exclusion = Given.accepted("blacklist {\n wwid \"^36\"\n}\nblacklist_exceptions {\n wwid \"7$\"\n}\n").exclusion();
        Decision out = exclusion.decide(Given.path("X", "Y", "", "3600"), "");
        assertThat(out).hasToString("excluded by wwid \"^36\" (3600), file1:2:7 (blacklist)");
        assertThat(exclusion.decide(Given.path("X", "Y", "", "3607"), ""))
                .hasToString("kept by exception wwid \"7$\" (3607), file1:5:7 (blacklist_exceptions)");
        assertThat(exclusion.decide(Given.path("DGC", "LUNZ", "", "1"), ""))
                .hasToString("excluded by device vendor \"^DGC\" product \"LUNZ\" (DGC:LUNZ),"
                        + " hardware row 28 (DGC CLARiiON CX/AX / VNX and Unity)");
        assertThat(exclusion.decide(Given.path("X", "Y", "scsi:iscsi", "1"), "")).hasToString("no rule matches");
    }

    @Test
    void ruleOnDeviceNodesIsAskedOnlyOfPathsThatHaveOne() {
        Exclusion exclusion = Given.accepted().exclusion();
        assertThat(exclusion.decide(new PathIdentity("loop0", "", "", "", "", "", List.of()), "").excluded()).isTrue();
        assertThat(exclusion.decide(new PathIdentity("sdz", "", "", "", "", "", List.of()), "").excluded()).isFalse();
        assertThat(exclusion.decide(new PathIdentity("", "", "", "", "", "", List.of()), "").excluded()).isFalse();
    }
}
