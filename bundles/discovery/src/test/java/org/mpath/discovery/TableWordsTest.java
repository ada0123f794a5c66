package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;

/** The words an array family wants in the tables of its maps (capability row 066). */
class TableWordsTest {
    private static final LogicalUnit UNIT = new LogicalUnit("36", "V", "P", "1", "", 512, 1024, UnitLimits.NONE);

    private static String table(List<String> features) {
        return new TableText(true, features, List.of("rdac", "x"), List.of("service-time")).of(UNIT,
                List.of(List.of(new TableText.Path("a", 1)), List.of(new TableText.Path("b", 1))), 1);
    }

    @Test
    void featuresWithTheirValuesAreInTheTableAndCountedAsWords() {
        assertThat(table(List.of("pg_init_retries", "7")))
                .isEqualTo("0 1024 multipath 3 queue_if_no_path pg_init_retries 7 2 rdac x 2 1"
                        + " service-time 0 1 1 a 1 service-time 0 1 1 b 1");
    }

    static List<GroupVector> tables() throws IOException {
        return GroupVector.read("dm_table.json", "cases");
    }

    /** The tables of multipath-tools; what it leaves to the kernel, here {@code no_path_retry}, is in the table. */
    @ParameterizedTest
    @MethodSource("tables")
    void writesTheTablesOfMultipathTools(GroupVector vector) {
        boolean weighted = vector.fields().get("rr_weight").equals("priorities");
        List<List<TableText.Path>> groups = new ArrayList<>();
        for (Object group : (List<?>) vector.fields().get("groups")) {
            groups.add(((List<?>) group).stream().map(GroupVector::object)
                    .map(path -> TableText.Path.of((String) path.get("dev_t"), (int) vector.fields().get("rr_min_io"),
                            weighted ? (int) path.get("prio") : 1))
                    .toList());
        }
        List<String> features = words(vector, "features");
        String retry = String.valueOf(vector.fields().get("no_path_retry"));
        boolean queueing = features.contains("queue_if_no_path") || !List.of("null", "fail").contains(retry);
        TableText text = new TableText(queueing, features.stream().filter(word -> !word.equals("queue_if_no_path")).toList(),
                words(vector, "hardware_handler"), List.of(((String) vector.fields().get("path_selector")).split(" ")[0]));
        String table = text.of(UNIT, groups, (int) vector.fields().get("best_group"));
        assertThat(table.replaceFirst("0 1024 multipath ", "")).isEqualTo(vector.fields().get("table"));
    }

    private static List<String> words(GroupVector vector, String field) {
        List<String> words = List.of(((String) vector.fields().get(field)).split(" "));
        return words.subList(1, words.size());
    }
}
