package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;

/** multipath-tools' cases of values: what a keyword is after a file with one line, and what is said of it. */
class ValueVectorsTest {
    private static final Map<String, String> EXCEPTIONS = VectorFile.exceptions("config_values-exceptions.txt");

    static List<Map<String, Object>> cases() {
        return VectorFile.cases("config_values.json", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aValueIsTakenAsThereOrOtherwiseForAReason(Map<String, Object> vector) {
        String here = here(VectorFile.text(vector.get("keyword")), VectorFile.text(vector.get("value")));
        assertThat(here).isEqualTo(EXCEPTIONS.getOrDefault(name(vector), there(vector)));
    }

    @Test
    void noExceptionIsNone() {
        Map<String, String> there = cases().stream().collect(Collectors.toMap(ValueVectorsTest::name, ValueVectorsTest::there));
        assertThat(there).containsKeys(EXCEPTIONS.keySet().toArray(String[]::new));
        EXCEPTIONS.forEach((name, answer) -> assertThat(there.get(name)).as(name).isNotEqualTo(answer));
    }

    private static String name(Map<String, Object> vector) {
        return vector.get("keyword") + "=" + vector.get("value");
    }

    /** What is printed, and the warnings. */
    private static String there(Map<String, Object> vector) {
        String printed = VectorFile.text(vector.get("printed"));
        String value = vector.get("printed") == null ? "not set" : printed.replaceAll("^\"|\"$", "");
        return value + VectorFile.objects(vector.get("warnings")).stream()
                .map(warning -> ", " + warning.get("code"))
                .collect(Collectors.joining());
    }

    /** The value that holds, with its remarks; of a file that is refused, that and why. */
    private static String here(String keyword, String value) {
        Loaded loaded = Given.load(Given.defaults(keyword + " " + value));
        String remarks = loaded.findings().stream()
                .filter(finding -> finding.code() != Finding.Code.NO_MEANING_HERE && finding.code() != Finding.Code.CONVERTED)
                .map(finding -> ", " + finding.code())
                .collect(Collectors.joining());
        if (loaded instanceof Accepted accepted) {
            Setting setting = accepted.configuration().global(keyword);
            boolean printed = accepted.configuration().defaults().get(keyword).isPresent() || !setting.value().isEmpty();
            return (printed ? setting.value() : "not set") + remarks;
        }
        return "refused" + remarks;
    }
}
