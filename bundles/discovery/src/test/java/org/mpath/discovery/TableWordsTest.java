package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;

/** The words an array family wants in the tables of its maps (capability row 066). */
class TableWordsTest {
    private static final LogicalUnit UNIT = new LogicalUnit("36", "V", "P", "1", "", 512, 1024, UnitLimits.NONE);

    private static String table(List<String> features) {
        ArrayDefaults defaults = new ArrayDefaults(Grouping.MULTIBUS, "service-time", features, List.of("x"), -1);
        return TableText.of(UNIT, "rdac", defaults, List.of(List.of("a"), List.of("b")), 1);
    }

    @Test
    void featuresWithTheirValuesAreInTheTableAndCountedAsWords() {
        assertThat(table(List.of("pg_init_retries 7")))
                .isEqualTo("0 1024 multipath 3 queue_if_no_path pg_init_retries 7 2 rdac x 2 1"
                        + " service-time 0 1 1 a 1 service-time 0 1 1 b 1");
    }

    @Test
    void queueingIsNamedOnce() {
        assertThat(table(List.of("queue_if_no_path", "pg_init_retries 7")))
                .startsWith("0 1024 multipath 3 queue_if_no_path pg_init_retries 7 2 rdac x ");
        assertThat(table(List.of())).startsWith("0 1024 multipath 1 queue_if_no_path 2 rdac x ");
    }
}
