package org.mpath.selector.io.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberListTest {
    @Test
    void readsNumbersAndRanges() {
        assertThat(NumberList.parse("0-3,8,10-11", 11)).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(NumberList.parse("0", 0)).containsExactly(0);
        assertThat(NumberList.parse("", 8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "0-12", "0-999999999999", "x", "1,", "-1", "1-", "1-2-3"})
    void refusesWhatIsNoListOfSmallNumbers(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberList.parse(text, 11))
                .withMessageStartingWith("no number from 0 to 11: '");
    }
}
