package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.HdsInquiry.Access;

/** What Hitachi modular arrays say of themselves, byte by byte. */
class HdsPagesTest {
    private static final byte[] STANDARD = Inquiry.disk("HITACHI", "DF600F", "0000", 0).bytes();

    private static byte[] with(byte[] page, int at, String text) {
        byte[] changed = page.clone();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        return changed;
    }

    @Test
    void volumeControllerPortAndAccessHaveTheirBytes() {
        byte[] symmetric = new HdsInquiry(Access.SYMMETRIC, 0xc7, 1, 'B').in(STANDARD);
        assertThat(symmetric).hasSize(132);
        assertThat(symmetric[4]).isEqualTo((byte) 127);
        assertThat(Arrays.copyOf(symmetric, 4)).isEqualTo(Arrays.copyOf(STANDARD, 4));
        assertThat(new String(symmetric, 8, 24, StandardCharsets.US_ASCII)).isEqualTo("HITACHI DF600F          ");
        assertThat(HexFormat.of().formatHex(symmetric, 44, 51)).isEqualTo("30304337003142");
        assertThat(HexFormat.of().formatHex(symmetric, 128, 132)).isEqualTo("44463030");
        byte[] asymmetric = new HdsInquiry(Access.ASYMMETRIC, 0xc7, 1, 'B').in(STANDARD);
        assertThat(HexFormat.of().formatHex(asymmetric, 128, 132)).isEqualTo("00000000");
    }

    @ParameterizedTest
    @CsvSource({"SYMMETRIC, 0, 0, A", "ASYMMETRIC, 65535, 9, Z", "ASYMMETRIC, -1, -1, ' '"})
    void whatIsSaidIsReadBack(Access access, int ldev, int controller, char port) {
        HdsInquiry inquiry = new HdsInquiry(access, ldev, controller, port);
        assertThat(HdsInquiry.parse(inquiry.in(STANDARD))).isEqualTo(inquiry);
    }

    @ParameterizedTest(name = "bytes 128 to 131 {0}: {1}")
    @CsvSource({
        "00000000, ASYMMETRIC",
        "00444630, ASYMMETRIC", // only the first one counts then
        "44463030, SYMMETRIC", // DF00
        "44463031, NOT_SAID",
        "44463000, NOT_SAID",
        "20202020, NOT_SAID",
        "ff000000, NOT_SAID"
    })
    void fourBytesTellTheAccess(String bytes, Access access) {
        byte[] page = new HdsInquiry(Access.ASYMMETRIC, 1, 1, 'A').in(STANDARD);
        System.arraycopy(HexFormat.of().parseHex(bytes), 0, page, 128, 4);
        assertThat(HdsInquiry.parse(page).access()).isEqualTo(access);
    }

    @Test
    void dataThatIsTooShortOrDeclaresSoDoesNotTellTheAccess() {
        byte[] page = new HdsInquiry(Access.ASYMMETRIC, 1, 1, 'A').in(STANDARD);
        assertThat(HdsInquiry.parse(Arrays.copyOf(page, 131)).access()).isEqualTo(Access.NOT_SAID);
        page[4]--;
        assertThat(HdsInquiry.parse(page)).isEqualTo(new HdsInquiry(Access.NOT_SAID, 1, 1, 'A'));
    }

    @Test
    void onlyDigitsAreNumbersAndOnlyLettersPorts() {
        byte[] page = new HdsInquiry(Access.ASYMMETRIC, 0xcf, 1, 'A').in(STANDARD);
        assertThat(HdsInquiry.parse(with(page, 44, "00cf")).ldev()).isEqualTo(HdsInquiry.NOT_SAID);
        assertThat(HdsInquiry.parse(with(page, 44, " 0CF")).ldev()).isEqualTo(HdsInquiry.NOT_SAID);
        assertThat(HdsInquiry.parse(with(page, 49, "X")).controller()).isEqualTo(HdsInquiry.NOT_SAID);
        assertThat(HdsInquiry.parse(with(page, 49, ":")).controller()).isEqualTo(HdsInquiry.NOT_SAID);
        assertThat(HdsInquiry.parse(with(page, 50, "\u001b")).port()).isEqualTo(' ');
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 36, 50})
    void dataThatEndsBeforeThePortIsMalformed(int length) {
        assertThatThrownBy(() -> HdsInquiry.parse(Arrays.copyOf(STANDARD, length)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("needs 51");
    }

    @ParameterizedTest
    @CsvSource({"true, true, c0", "true, false, 80", "false, false, 00", "false, true, 40"})
    void thePathPageIsFiveBytes(boolean valid, boolean preferred, String flags) {
        HdsPathPage page = new HdsPathPage(valid, preferred);
        assertThat(HexFormat.of().formatHex(page.bytes())).isEqualTo("00e00001" + flags);
        assertThat(HdsPathPage.parse(page.bytes())).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00e00001", "00e00000c0", "00830001c0", "00e0", ""})
    void aPathPageThatIsShortOrAnotherOneIsMalformed(String page) {
        assertThatThrownBy(() -> HdsPathPage.parse(HexFormat.of().parseHex(page))).isInstanceOf(MalformedResponse.class);
    }
}
