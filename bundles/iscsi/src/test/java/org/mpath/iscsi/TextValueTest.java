package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextValueTest {
    @Test
    void readsNumbersInBothNotations() {
        assertThat(TextValue.number("K", "65535", 0, 65_535)).isEqualTo(65_535);
        assertThat(TextValue.number("K", "0xFfFf", 0, 65_535)).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "-1", "+1", "65536", "1e3", "0x1ffffffffffffffff", "99999999999999999999", "\u0661", "1 "})
    void refusesWhatIsNoNumberOfTheRange(String value) {
        assertThatThrownBy(() -> TextValue.number("MaxBurstLength", value, 0, 65_535))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("MaxBurstLength=")
                .hasMessageContaining("65535");
    }

    @Test
    void readsBinaryValuesInBothNotations() {
        assertThat(TextValue.binary("K", "0x00ff10", 16)).containsExactly(0, 0xff, 0x10);
        assertThat(TextValue.binary("K", "0xf10", 16)).containsExactly(0x0f, 0x10);
        assertThat(TextValue.binary("K", "0bAP8Q", 16)).containsExactly(0, 0xff, 0x10);
        assertThat(TextValue.of(new byte[] {0, (byte) 0xff})).isEqualTo("0x00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0b", "00ff", "0xzz", "0b****", "0x0102030405", "0bAAAAAAAAAAAA"})
    void refusesWhatIsNoBinaryValueOfTheLength(String value) {
        assertThatThrownBy(() -> TextValue.binary("CHAP_C", value, 4))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("CHAP_C");
    }

    @Test
    void aBooleanIsYesOrNoAndNothingElse() {
        assertThat(TextValue.bool("K", "Yes")).isTrue();
        assertThat(TextValue.bool("K", "No")).isFalse();
        assertThatThrownBy(() -> TextValue.bool("InitialR2T", "yes")).hasMessageContaining("InitialR2T=yes");
    }
}
