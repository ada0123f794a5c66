package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** multipath-tools' cases of which rows of its table a unit has, and what comes of them. */
class HardwareVectorsTest {
    private static final Configuration NOTHING_SET = Given.accepted();

    static List<Map<String, Object>> cases() {
        return VectorFile.cases("hwtable_match.json", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aUnitHasTheSameRowsSettingsAndExclusions(Map<String, Object> vector) {
        PathIdentity unit = new PathIdentity("", VectorFile.text(vector.get("vendor")), VectorFile.text(vector.get("product")),
                VectorFile.text(vector.get("revision")), "", "", List.of());
        List<HardwareRow> rows = HardwareTable.builtIn().matching(unit.vendor(), unit.product(), unit.revision());
        assertThat(rows).extracting(row -> number(row.origin())).isEqualTo(vector.get("matching_rows_most_specific_first"));
        assertThat(tableSettings(unit)).isEqualTo(vector.get("merged_settings"));
        assertThat(excludingRows(unit)).isEqualTo(vector.get("blacklisted_by_product_blacklist_of_row"));
    }

    private static int number(Origin origin) {
        return ((Origin.TableRow) origin).row();
    }

    /** What holds for the unit because of the table. */
    private static Map<String, String> tableSettings(PathIdentity unit) {
        Map<String, String> settings = new LinkedHashMap<>();
        EffectiveSettings.of(NOTHING_SET, unit).all().forEach((keyword, setting) -> {
            if (setting.origin() instanceof Origin.TableRow && !keyword.equals("product_blacklist")) {
                settings.put(keyword, setting.value());
            }
        });
        return settings;
    }

    private static List<Integer> excludingRows(PathIdentity unit) {
        List<Integer> rows = new ArrayList<>();
        NOTHING_SET.exclusion().rules().stream()
                .filter(rule -> rule.criterion() == ExclusionRule.Criterion.DEVICE)
                .filter(rule -> rule.matchesDevice(unit.vendor(), unit.product()))
                .forEach(rule -> rows.add(number(rule.origin())));
        rows.sort(Comparator.naturalOrder());
        return rows;
    }
}
