package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LunTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000", "1, 0001000000000000", "255, 00ff000000000000", "256, 4100000000000000",
        "16383, 7fff000000000000", "16384, d200400000000000", "16777215, d2ffffff00000000"
    })
    void plainNumbersHaveTheStandardsForm(int number, String bytes) {
        assertThat(Lun.of(number)).isEqualTo(Long.parseUnsignedLong(bytes, 16));
        assertThat(Lun.number(Lun.of(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0101000000000000", "c101000000000000", "8001000000000000", "0001000100000000", "d200000100000001"})
    void otherFormsAreNoPlainNumber(String bytes) {
        assertThat(Lun.number(Long.parseUnsignedLong(bytes, 16))).isEqualTo(Lun.NOT_PLAIN);
    }

    @Test
    void smallNumbersInFlatSpaceFormAreUnderstood() {
        assertThat(Lun.number(0x4005_0000_0000_0000L)).isEqualTo(5);
    }

    @Test
    void refusesNumbersThatHaveNoForm() {
        assertThatThrownBy(() -> Lun.of(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Lun.of(1 << 24)).hasMessageContaining("16777216");
    }

    @Test
    void reportLunsIsReadBack() {
        ReportLuns list = new ReportLuns(List.of(Lun.of(0), Lun.of(300)));
        assertThat(ReportLuns.parse(list.bytes())).isEqualTo(list);
        assertThat(list.truncated()).isFalse();
    }

    @Test
    void reportLunsTellsThatThereWasNoRoomForAll() {
        byte[] all = new ReportLuns(List.of(Lun.of(0), Lun.of(1), Lun.of(2))).bytes();
        ReportLuns part = ReportLuns.parse(Arrays.copyOf(all, 16));
        assertThat(part.luns()).containsExactly(0L);
        assertThat(part.truncated()).isTrue();
        assertThat(part.listBytes()).isEqualTo(24);
    }
}
