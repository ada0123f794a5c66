package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.HandlerMatch;

/** Rows that are built in, that plug-ins bring and that files have, together. */
class HardwareTableTest {
    private static String device(String vendor, String product, String line) {
        return "devices {\n device {\n  vendor \"" + vendor + "\"\n  product \"" + product + "\"\n  " + line + "\n }\n}\n";
    }

    private static Setting setting(Configuration configuration, String vendor, String product, String keyword) {
        return EffectiveSettings.of(configuration, Given.unit(vendor, product)).get(keyword);
    }

    @Test
    void hasTheRowsOfMultipathTools() {
        assertThat(HardwareTable.builtIn().rows()).hasSize(137);
    }

    @Test
    void everyValueOfABuiltInRowIsOneThatItsKeywordTakes() {
        for (HardwareRow row : HardwareTable.builtIn().rows()) {
            for (Setting setting : row.settings().all()) {
                Keyword keyword = Keyword.of(setting.keyword()).orElseThrow();
                assertThat(keyword.check(setting.value(), Section.DEVICE, Given.EVERYTHING)).as(row + " " + setting)
                        .isEqualTo(new Checked.Taken(setting.value()));
                assertThat(keyword.sections()).contains(Section.DEVICE);
            }
        }
    }

    @Test
    void aRowForTheSameUnitsTakesWhatTheBuiltInRowSays() {
        Configuration configuration = Given.accepted(device("PURE", "FlashArray", "no_path_retry 7"));
        assertThat(setting(configuration, "PURE", "FlashArray", "no_path_retry").value()).isEqualTo("7");
        assertThat(setting(configuration, "PURE", "FlashArray", "prio"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("alua", "hardware row 101 (FlashArray family)");
        assertThat(configuration.table().rows()).hasSize(137);
    }

    @Test
    void rowsOfTwoFilesForTheSameUnitsMerge() {
        Configuration configuration = Given.accepted(
                device("ACME", "D", "no_path_retry 7"), device("ACME", ".*", "no_path_retry 8"), device("ACME", "D", "failback immediate"));
        // merged, the first file's value has moved behind that of the second
        assertThat(setting(configuration, "ACME", "D", "no_path_retry").value()).isEqualTo("7");
        assertThat(setting(configuration, "ACME", "D", "failback").value()).isEqualTo("immediate");
        assertThat(configuration.table().rows()).hasSize(139);
    }

    @Test
    void rowsOfOneFileForTheSameUnitsStayApart() {
        Configuration configuration = Given.accepted("devices {\n"
                + " device {\n  vendor ACME\n  product D\n  no_path_retry 7\n }\n"
                + " device {\n  vendor ACME\n  product \".*\"\n  no_path_retry 8\n }\n"
                + " device {\n  vendor ACME\n  product D\n  failback immediate\n }\n}\n");
        assertThat(setting(configuration, "ACME", "D", "no_path_retry").value()).isEqualTo("8");
        assertThat(configuration.table().rows()).hasSize(140);
    }

    @Test
    void aRowOfAPlugInBeatsBuiltInRowsAndAFileBeatsIt() {
        List<HardwareRow> rows = HardwareRow.ofPlugIn("sym", List.of(new HandlerMatch("PURE    ", "Flash")),
                new ArrayDefaults(ArrayDefaults.Grouping.MULTIBUS, "round-robin", List.of("pg_init_retries 7"), List.of(), -1));
        Installed installed = new Installed(Given.EVERYTHING.selectors(), Given.EVERYTHING.prioritizers(),
                Given.EVERYTHING.checkers(), Given.EVERYTHING.handlers(), rows, Map.of(), Map.of());
        Configuration configuration = Given.accepted(installed, device("PURE", "FlashArray", "failback 5"));
        assertThat(setting(configuration, "PURE", "FlashArray", "path_grouping_policy"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("group_by_prio", "hardware row 101 (FlashArray family)");
        assertThat(setting(configuration, "PURE", "FlashBlade", "path_grouping_policy"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("multibus", "plug-in sym");
        assertThat(setting(configuration, "PURE", "FlashBlade", "hardware_handler").value()).isEqualTo("1 sym");
        assertThat(setting(configuration, "PURE", "FlashBlade", "features").value()).isEqualTo("2 pg_init_retries 7");
        assertThat(setting(configuration, "PURE", "FlashArray", "failback").value()).isEqualTo("5");
    }

    @Test
    void aPlugInsRowComparesPaddedFieldsAsThePlugInDoes() {
        HardwareRow row = HardwareRow.ofPlugIn("x", List.of(new HandlerMatch("DGC     ", "RAID 5 ")), ArrayDefaults.SYMMETRIC).get(0);
        assertThat(row.matches("DGC", "RAID 5", "")).isTrue();
        assertThat(row.matches("DGC", "RAID 5 x", "")).isTrue();
        assertThat(row.matches("DGC", "RAID 50", "")).isFalse();
        assertThat(row.matches("DGCX", "RAID 5", "")).isFalse();
    }

    @Test
    void anExclamationMarkInARowStandsForItselfInItsExclusionToo() {
        Exclusion exclusion = Given.accepted(device("!{1,2}A", "D", "product_blacklist \"!LUNZ\"")).exclusion();
        assertThat(exclusion.decide(Given.unit("!!A", "!LUNZ"), "").excluded()).isTrue();
        assertThat(exclusion.decide(Given.unit("B", "other"), "").excluded()).isFalse();
    }

    @Test
    void aRowForAnArrayWhosePlugInIsNotHereIsKept() {
        Installed few = new Installed(Given.EVERYTHING.selectors(), Set.of("const"), Given.EVERYTHING.checkers(),
                Given.EVERYTHING.handlers(), List.of(), Map.of(), Map.of());
        Configuration.Loaded loaded = Configuration.load(List.of(new SourceFile("f", device("ACME", "D", "prio ontap"))), few);
        assertThat(loaded.findings()).extracting(Finding::severity).containsExactly(Finding.Severity.WARNING);
        assertThat(loaded).isInstanceOf(Configuration.Accepted.class);
    }
}
