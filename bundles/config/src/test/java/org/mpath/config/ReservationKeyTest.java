package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** multipath-tools' cases of reservation keys. */
class ReservationKeyTest {
    private static final Map<String, String> EXCEPTIONS = VectorFile.exceptions("prkey-exceptions.txt");

    static List<Map<String, Object>> cases() {
        return VectorFile.cases("prkey.json", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aKeyIsReadAsThereOrOtherwiseForAReason(Map<String, Object> vector) {
        String input = VectorFile.text(vector.get("input"));
        assertThat(here(input)).isEqualTo(EXCEPTIONS.getOrDefault(input, there(vector)));
    }

    @Test
    void noExceptionIsNone() {
        assertThat(cases()).extracting(vector -> vector.get("input")).containsAll(EXCEPTIONS.keySet());
        cases().forEach(vector -> assertThat(EXCEPTIONS.get(VectorFile.text(vector.get("input")))).isNotEqualTo(there(vector)));
    }

    private static String here(String text) {
        try {
            return ReservationKey.parse(text).toString();
        } catch (IllegalArgumentException refused) {
            return "refused";
        }
    }

    private static String there(Map<String, Object> vector) {
        if (vector.get("valid").equals(false)) {
            return "refused";
        }
        return "0x" + vector.get("key_hex") + (vector.get("aptpl").equals(true) ? ":aptpl" : "");
    }
}
