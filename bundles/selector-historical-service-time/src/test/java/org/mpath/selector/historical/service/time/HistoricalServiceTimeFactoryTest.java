package org.mpath.selector.historical.service.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathSelector;

class HistoricalServiceTimeFactoryTest {
    private final HistoricalServiceTimeFactory factory = new HistoricalServiceTimeFactory();

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @Test
    void isFoundByTheKernelsName() {
        assertThat(factory.name()).isEqualTo("historical-service-time");
    }

    @ParameterizedTest
    @CsvSource({
        // golden: sel-historical-service-time-path0, -selargs-2_1_1
        "'', 972 0", "1 1, 1 1", "1023, 1023 0", "0 0, 0 0", "500 4294967295, 500 4294967295",
    })
    void printsBaseWeightAndThreshold(String given, String shown) {
        assertThat(factory.create(words(given)).words()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        // golden: sel-hst-args-1_1024, -2_1024_5000000000, -1_x, -2_1024_x
        "1024, base weight '1024' is not a number from 0 to 1023",
        "1024 5000000000, base weight '1024' is not a number from 0 to 1023",
        "x, base weight 'x' is not a number from 0 to 1023",
        "1024 x, base weight '1024' is not a number from 0 to 1023",
        "-1, base weight '-1' is not a number from 0 to 1023",
        "1 x, threshold multiplier 'x' is not a number from 0 to 4294967295",
        "1 4294967296, threshold multiplier '4294967296' is not a number from 0 to 4294967295",
        "1 1 1, 'at most 2 arguments, not 3'",
    })
    void refusesWrongArgumentsAndSaysWhy(String given, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(words(given)))
                .withMessage("historical-service-time: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1x", "4294967296", "99999999999"})
    void refusesARepeatCountThatIsNoNumber(String word) {
        PathSelector selector = factory.create(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.add(0, List.of(word)))
                .withMessage("historical-service-time ps: invalid repeat count '" + word + "'");
        assertThat(selector.select(1, 0)).isEqualTo(PathSelector.NONE);
    }

    @Test
    void takesAnyRepeatCountThatIsANumber() {
        PathSelector selector = factory.create(List.of());
        selector.add(3, List.of("4294967295"));
        assertThat(selector.select(1, 0)).isEqualTo(3);
    }

    @Test
    void refusesMoreThanOnePathArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(List.of()).add(0, List.of("1", "1")))
                .withMessage("historical-service-time ps: incorrect number of arguments");
    }
}
