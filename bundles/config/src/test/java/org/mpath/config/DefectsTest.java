package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.Configuration.Refused;
import org.mpath.config.Finding.Code;

/** What multipath-tools 0.14.3 does wrong with its configuration, and is right here. */
class DefectsTest {
    @Test
    @DisplayName("1: a polling interval of nothing is refused with its line; there it ends the process")
    void refusesAPollingIntervalOfNothing() {
        assertThat(Given.refused(Given.defaults("polling_interval 0")))
                .extracting(Finding::code, finding -> finding.place().toString(), Finding::nearest)
                .containsExactly(tuple(Code.OUT_OF_RANGE, "multipath.conf:2:19", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1.5", "4294967295", "9999999999999999999999"})
    @DisplayName("2: a polling interval that is none is refused; there the file is read for ever")
    void refusesAPollingIntervalThatIsNone(String value) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () ->
                assertThat(Given.refused(Given.defaults("polling_interval " + value))).extracting(Finding::value).containsExactly(value));
    }

    @Test
    @DisplayName("3: the documented way to set no partition delimiter is taken; there it crashes")
    void takesTheWordForNoPartitionDelimiter() {
        Configuration configuration = Given.accepted(Given.defaults("partition_delimiter \"/UNSET/\""));
        assertThat(configuration.global("partition_delimiter").value()).isEmpty();
        assertThat(Given.refused(Given.defaults("partition_delimiter a/b"))).extracting(Finding::code).contains(Code.SLASH_NOT_ALLOWED);
    }

    @Test
    @DisplayName("4: verbosity goes to 4, and the table says so; there it is documented to 6 and capped")
    void saysTheRangeOfVerbosityThatItTakes() {
        assertThat(Keyword.of("verbosity").orElseThrow().values()).isEqualTo("0 to 4");
        assertThat(Given.load(Given.defaults("verbosity 4"))).isInstanceOf(Accepted.class);
        assertThat(Given.refused(Given.defaults("verbosity 5"))).extracting(Finding::nearest).contains("4");
    }

    @Test
    @DisplayName("5: a policy is what it is called exactly; there failoverX is failover")
    void refusesAPolicyThatOnlyBeginsLikeOne() {
        assertThat(Given.refused(Given.defaults("path_grouping_policy failoverX")))
                .extracting(Finding::code, Finding::nearest)
                .containsExactly(tuple(Code.INVALID_VALUE, "failover"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prio alau", "path_checker turr", "path_selector \"service-tine 0\""})
    @DisplayName("6: a plug-in that is not there is told when the file is read; there it fails later")
    void refusesPlugInsThatAreNotInstalled(String line) {
        assertThat(Given.refused(Given.defaults(line))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.NOT_INSTALLED);
            assertThat(finding.nearest()).isIn("alua", "tur", "service-time 0");
            assertThat(finding.sentence()).contains("none of the installed");
        });
    }

    @Test
    @DisplayName("7: groups are looked up among groups; there among users")
    void looksGroupsUpAmongGroups() {
        assertThat(Given.accepted(Given.defaults("gid disk")).global("gid").value()).isEqualTo("6");
        assertThat(Given.refused(Given.defaults("gid storage"))).extracting(Finding::sentence)
                .contains("gid: there is no group \"storage\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_path_retry -1", "fast_io_fail_tmo -1", "rr_min_io 99999999999", "dev_loss_tmo 4294967296",
            "marginal_path_err_sample_time 100", "max_retries 6"})
    @DisplayName("8: a number out of range is refused; there -1 retries become 1, from failing to queueing")
    void movesNoNumberIntoItsRange(String line) {
        assertThat(Given.refused(Given.defaults(line))).extracting(Finding::code).contains(Code.OUT_OF_RANGE);
    }

    @Test
    @DisplayName("9: each expression that is none is told with its place, and what was in force stays")
    void namesEveryInvalidExpression() {
        Configuration running = Given.accepted(Given.defaults("no_path_retry 5"));
        Loaded loaded = Given.load("blacklist {\n\tdevnode \"(\"\n\twwid \"[a\"\n\twwid \"fine\"\n}\n");
        assertThat(loaded).isInstanceOf(Refused.class);
        assertThat(loaded.findings()).extracting(Finding::code, finding -> finding.place().line(), Finding::value)
                .containsExactly(tuple(Code.INVALID_PATTERN, 2, "("), tuple(Code.INVALID_PATTERN, 3, "[a"));
        assertThat(running.global("no_path_retry").value()).isEqualTo("5");
    }

    @Test
    @DisplayName("10: a device rule with a product only can be read again; there its first line is missing")
    void writesADeviceRuleThatCanBeReadAgain() {
        Configuration configuration = Given.accepted("blacklist {\n\tdevice {\n\t\tproduct \"LUNZ\"\n\t}\n}\n");
        String written = ConfWriter.own(configuration);
        assertThat(written).contains("blacklist {\n\tdevice {\n\t\tproduct \"LUNZ\"\n\t}\n}\n");
        assertThat(ConfDiff.between(configuration, Given.accepted(written))).isEmpty();
    }

    @Test
    @DisplayName("11: one name for two units is refused; there nothing is said")
    void refusesOneNameForTwoUnits() {
        String file = "multipaths {\n multipath {\n  wwid A\n  alias data\n }\n multipath {\n  wwid B\n  alias data\n }\n}\n";
        assertThat(Given.refused(file)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.DUPLICATE_ALIAS);
            assertThat(finding.place()).isEqualTo(new Place("multipath.conf", 8, 9));
            assertThat(finding.sentence()).contains("\"A\"").contains("\"B\"").contains("multipath.conf:4:9");
        });
    }

    @Test
    @DisplayName("12: a quote or backslash within a value comes out of what is written as it went in")
    void writesQuotesAndBackslashes() {
        String file = "devices {\n device {\n  vendor \"A\"\"B\\\\\"\n  product \"2.5\"\" \\. SSD\"\n }\n}\n";
        Configuration configuration = Given.accepted(file);
        HardwareRow row = lastRow(Given.accepted(ConfWriter.own(configuration)));
        assertThat(row.vendor()).isEqualTo("A\"B\\\\");
        assertThat(row.product()).isEqualTo("2.5\" \\. SSD");
    }

    private static HardwareRow lastRow(Configuration configuration) {
        List<HardwareRow> rows = configuration.table().rows();
        return rows.get(rows.size() - 1);
    }

    @Test
    @DisplayName("20: the row of PURE FlashArray limits the size of requests; there the value is lost")
    void theLimitOfPureFlashArrayActs() {
        Setting limit = EffectiveSettings.of(Given.accepted(), Given.unit("PURE", "FlashArray")).get("max_sectors_kb");
        assertThat(limit.value()).isEqualTo("4096");
        assertThat(limit.origin()).hasToString("hardware row 101 (FlashArray family)");
    }

    @Test
    @DisplayName("22: that delay_* are taken for san_path_err_* is told; there it is not")
    void saysThatOldWordsAreTakenForOthers() {
        Loaded loaded = Given.load("defaults {\n delay_watch_checks 12\n delay_wait_checks 3\n}\n");
        assertThat(loaded.findings()).extracting(Finding::code, finding -> finding.place().line())
                .containsExactly(tuple(Code.CONVERTED, 2), tuple(Code.CONVERTED, 3));
        EffectiveSettings settings = EffectiveSettings.of(((Accepted) loaded).configuration(), Given.unit("X", "Y"));
        assertThat(settings.get("san_path_err_threshold").value()).isEqualTo("1");
        assertThat(settings.get("san_path_err_forget_rate").value()).isEqualTo("12");
        assertThat(settings.get("san_path_err_recovery_time"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("12", "from delay_wait_checks, multipath.conf:3:20 (defaults)");
    }
}
