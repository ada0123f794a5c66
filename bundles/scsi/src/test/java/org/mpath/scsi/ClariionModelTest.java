package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial number and model in long standard INQUIRY data (seed-systems 1.7 emc). */
class ClariionModelTest {
    private static final byte[] STANDARD = Inquiry.disk("DGC", "RAID 5", "0219", 0).bytes();
    private static final ClariionModel CX = new ClariionModel("APM00012345678", "CX600");

    /** Long data that declares so many bytes. */
    private static byte[] declaring(int bytes) {
        byte[] data = CX.in(STANDARD);
        data[4] = (byte) (bytes - 5);
        return data;
    }

    @Test
    void putsTheModelBehindTheSerialNumber() {
        byte[] data = CX.in(STANDARD);
        assertThat(data).hasSize(255);
        assertThat(data[4]).isEqualTo((byte) 250);
        assertThat(data[99]).isEqualTo((byte) 5);
        assertThat(data[160]).isEqualTo((byte) 14);
        assertThat(new String(data, 161, 19, StandardCharsets.US_ASCII)).isEqualTo("APM00012345678CX600");
        assertThat(Inquiry.parse(data)).isEqualTo(Inquiry.parse(STANDARD));
        assertThat(ClariionModel.parse(data)).isEqualTo(CX);
    }

    @Test
    void dataOf159BytesIsALegacyArraysAndDataOf160BytesIsNot() {
        assertThat(ClariionModel.parse(declaring(159)).model()).isEqualTo("FC (Legacy)");
        assertThatThrownBy(() -> ClariionModel.parse(declaring(160)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("byte 160");
        assertThat(ClariionModel.parse(Arrays.copyOf(CX.in(STANDARD), 159)).model()).isEqualTo("FC (Legacy)");
        assertThat(ClariionModel.parse(STANDARD).model()).isEqualTo("FC (Legacy)");
    }

    @Test
    void aLegacyArrayAnswersShortData() {
        assertThat(new ClariionModel("", ClariionModel.LEGACY).in(STANDARD)).isEqualTo(STANDARD);
    }

    @ParameterizedTest
    @CsvSource({"FC4700, true", "FC (Legacy), true", "CX600, false", "VNX5300, false", "XFC, false"})
    void modelsThatBeginWithFcTrespassInTheShortForm(String model, boolean shortForm) {
        assertThat(new ClariionModel("1", model).shortTrespass()).isEqualTo(shortForm);
    }

    @Test
    void refusesTextsThatRunBeyondTheData() {
        byte[] serial = CX.in(STANDARD);
        serial[160] = 95;
        assertThatThrownBy(() -> ClariionModel.parse(serial)).isInstanceOf(MalformedResponse.class);
        byte[] model = CX.in(STANDARD);
        model[99] = 81;
        assertThatThrownBy(() -> ClariionModel.parse(model)).isInstanceOf(MalformedResponse.class);
        model[99] = 80;
        assertThat(ClariionModel.parse(model).model()).isEqualTo("CX600");
    }

    @Test
    void refusesOtherVendorsData() {
        assertThatThrownBy(() -> ClariionModel.parse(Inquiry.disk("ACME", "RAID 5", "1", 0).bytes()))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("vendor is not DGC");
    }

    @Test
    void showsNoControlCharactersOfAnArray() {
        byte[] data = CX.in(STANDARD);
        data[161] = 0x1b;
        assertThat(ClariionModel.parse(data).serial()).isEqualTo("?PM00012345678");
    }
}
