package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InquiryTest {
    private static final Inquiry UNIT = Inquiry.disk("IBM", "2145", "0000", 3);

    @Test
    void buildsWhatItParses() {
        assertThat(Inquiry.parse(UNIT.bytes())).isEqualTo(UNIT);
    }

    @Test
    void keepsTheBlanksOfFieldsForMatchTables() {
        Inquiry parsed = Inquiry.parse(UNIT.bytes());
        assertThat(parsed.paddedVendor()).isEqualTo("IBM     ");
        assertThat(parsed.paddedProduct()).isEqualTo("2145            ");
        assertThat(parsed.vendor()).isEqualTo("IBM");
        assertThat(parsed.product()).isEqualTo("2145");
        assertThat(parsed.tpgs()).isEqualTo(3);
        assertThat(parsed.commandQueuing()).isTrue();
    }

    @Test
    void tellsANumberWithoutUnitFromAController() {
        Inquiry none = Inquiry.parse(UNIT.as(Inquiry.QUALIFIER_NOT_POSSIBLE, 0x1f).bytes());
        assertThat(none.qualifier()).isEqualTo(3);
        assertThat(none.deviceType()).isEqualTo(0x1f);
        assertThat(Inquiry.parse(UNIT.as(0, Inquiry.TYPE_CONTROLLER).bytes()).deviceType()).isEqualTo(0x0c);
    }

    @Test
    void showsNoControlCharactersOfATarget() {
        byte[] page = UNIT.bytes();
        byte[] escape = "\u001b[2J\n\"\u0000\u0000".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(escape, 0, page, 8, escape.length);
        assertThat(Inquiry.parse(page).paddedVendor()).isEqualTo("?[2J?\"  ");
    }

    @Test
    void refusesAnswersTooShortToNameTheUnit() {
        byte[] full = UNIT.bytes();
        assertThatThrownBy(() -> Inquiry.parse(Arrays.copyOf(full, 35)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("standard INQUIRY data, byte 35: ends after 35 bytes, needs 36");
        full[4] = 3;
        assertThatThrownBy(() -> Inquiry.parse(full))
                .hasMessage("standard INQUIRY data, byte 8: ends after 8 bytes, needs 36");
    }
}
