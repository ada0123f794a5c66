package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VPD page C0h, byte by byte (seed-systems 1.7 emc, 4.5). */
class ClariionPageTest {
    private static final ClariionPage PAGE = new ClariionPage(
            ClariionPage.OWNED, 1, 3, 1, "600601601234567890abcdef01234567", 3, 4, true, true, "APM00012345678");
    private static final byte[] BYTES = TargetPortGroupsTest.bytes("""
            00 c0 00 7c 02 01 00 03 01 00
            60 06 01 60 12 34 56 78 90 ab cd ef 01 23 45 67
            00 03 04 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            01 00 41 50 4d 30 30 30 31 32 33 34 35 36 37 38 00 00""".replace("\n", " "));

    private static byte[] with(int at, int value) {
        byte[] page = PAGE.bytes();
        page[at] = (byte) value;
        return page;
    }

    @Test
    void buildsEveryFieldAtItsPlace() {
        assertThat(PAGE.bytes()).hasSize(128).startsWith(BYTES);
        assertThat(Arrays.copyOfRange(PAGE.bytes(), BYTES.length, 128)).containsOnly(0);
    }

    @Test
    void parsesWhatItBuilds() {
        assertThat(ClariionPage.parse(PAGE.bytes())).isEqualTo(PAGE);
        ClariionPage other =
                new ClariionPage(0, 0, 0, 1, "00112233445566778899aabbccddeeff", 2, 6, false, false, "");
        assertThat(ClariionPage.parse(other.bytes())).isEqualTo(other);
    }

    @ParameterizedTest(name = "state {0}: owned {1}")
    @CsvSource({"0, false", "1, false", "2, true", "3, false", "255, false"})
    void onlyState2IsOwned(int state, boolean owned) {
        ClariionPage page = ClariionPage.parse(with(4, state));
        assertThat(page.lunState()).isEqualTo(state);
        assertThat(page.owned()).isEqualTo(owned);
    }

    @ParameterizedTest(name = "byte 28 {0}: mode {1}, fits {2}")
    @CsvSource({"4, 4, true", "6, 6, true", "0x54, 4, true", "1, 1, false", "5, 5, false", "0x0c, 12, false"})
    void theLowNibbleOfByte28IsTheFailoverMode(String value, int mode, boolean fits) {
        ClariionPage page = ClariionPage.parse(with(28, Integer.decode(value)));
        assertThat(page.failoverMode()).isEqualTo(mode);
        assertThat(page.modeFits()).isEqualTo(fits);
    }

    @ParameterizedTest(name = "byte {0} {1}: fits {2}")
    @CsvSource({"27, 3, true", "27, 2, false", "28, 6, true", "28, 5, false", "30, 0xff, true", "30, 0xfb, false"})
    void fitsFailoverWithTheRightInitiatorTypeModeAndCommandPath(int at, String value, boolean fits) {
        assertThat(ClariionPage.parse(with(at, Integer.decode(value))).fitsFailover()).isEqualTo(fits);
    }

    @Test
    void anyValueOfByte48IsAnUpgrade() {
        assertThat(ClariionPage.parse(with(48, 0)).upgrading()).isFalse();
        assertThat(ClariionPage.parse(with(48, 0x80)).upgrading()).isTrue();
    }

    @Test
    void itIsPreferredThroughTheProcessorThatShouldOwnIt() {
        assertThat(PAGE.preferred()).isTrue();
        assertThat(ClariionPage.parse(with(8, 0)).preferred()).isFalse();
    }

    @Test
    void aPageLengthOf0IsNone() {
        assertThat(ClariionPage.parse(with(3, 0))).isEqualTo(PAGE);
    }

    @Test
    void refusesWhatIsNoSuchPage() {
        assertThatThrownBy(() -> ClariionPage.parse(with(1, 0x80)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("VPD page c0h, byte 1: page code 80h answered for c0h");
        assertThatThrownBy(() -> ClariionPage.parse(with(9, 1))).hasMessageContaining("byte 9: revision 1 is not known");
        assertThatThrownBy(() -> ClariionPage.parse(Arrays.copyOf(PAGE.bytes(), 65)))
                .hasMessage("VPD page c0h, byte 65: ends after 65 bytes, needs 66");
        assertThatThrownBy(() -> ClariionPage.parse(with(3, 61))).hasMessageContaining("ends after 65 bytes");
        assertThatThrownBy(() -> ClariionPage.parse(HexFormat.of().parseHex("00c0")))
                .isInstanceOf(MalformedResponse.class);
        assertThat(ClariionPage.parse(with(3, 62)).serial()).isEqualTo("APM00012345678");
    }
}
