package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WwidTest {
    private static final Inquiry UNIT = Inquiry.disk("ACME", "Volume 7", "1.0", 0);

    static Stream<Vector> vectors() throws IOException {
        return Vector.read("vpd83.json").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void namesAUnitAsMultipathToolsDoes(Vector vector) throws IOException {
        String here = Vector.exceptions("vpd83-exceptions.txt").getOrDefault(vector.toString(), there(vector));
        assertThat(wwidOrEmpty(vector)).isEqualTo(here);
    }

    @Test
    void noExceptionIsNone() throws IOException {
        assertThat(Vector.idle(Vector.read("vpd83.json"), Vector.exceptions("vpd83-exceptions.txt"), WwidTest::there)).isEmpty();
    }

    private static String there(Vector vector) {
        return vector.refused() ? "" : vector.text("wwid");
    }

    @Test
    void hasAllVectors() throws IOException {
        assertThat(Vector.read("vpd83.json")).hasSizeGreaterThanOrEqualTo(117);
    }

    /** tgtd answers T10 first, then an NAA 3 that differs per target, then the NAA 6 that does not. */
    @Test
    void prefersTheNaa6OfTgtdOverItsNaa3AndT10() {
        DeviceIdentification page = new DeviceIdentification(List.of(
                Designator.t10("IET", "00010001"),
                Designator.naa(hex("3000000100000001")),
                Designator.naa(hex("600507680c80810e98000000000000ab"))));
        assertThat(Wwid.of(DeviceIdentification.parse(page.bytes()))).isEqualTo("3600507680c80810e98000000000000ab");
    }

    @Test
    void neverTakesAPortOrTargetDesignatorForTheUnit() {
        DeviceIdentification page = new DeviceIdentification(List.of(
                new Designator(Designator.ASSOCIATION_PORT, Designator.TYPE_NAA, 1, hex("5000c500a1b2c3d4")),
                Designator.name(Designator.ASSOCIATION_TARGET, "iqn.2026-11.org.example:t1"),
                Designator.relativePort(3)));
        assertThat(Wwid.of(page)).isEmpty();
    }

    @Test
    void usesAUuidWhenThereIsNothingElse() {
        Designator uuid = new Designator(0, Designator.TYPE_UUID, 1, hex("1000f81d4fae7dec11d0a76500a0c91e6bf6"));
        assertThat(Wwid.of(new DeviceIdentification(List.of(uuid)))).isEqualTo("af81d4fae7dec11d0a76500a0c91e6bf6");
        Designator naa3 = Designator.naa(hex("3000000100000001"));
        assertThat(Wwid.of(new DeviceIdentification(List.of(uuid, naa3)))).isEqualTo("33000000100000001");
    }

    @Test
    void takesNothingThatSaysNothingForAnIdentity() {
        assertThat(Wwid.of(new DeviceIdentification(List.of(Designator.t10("", "      "))))).isEmpty();
        assertThat(Wwid.of(new DeviceIdentification(List.of(Designator.name(Designator.ASSOCIATION_UNIT, "iqn."))))).isEmpty();
    }

    @Test
    void isOneWordWhateverTheTargetSends() {
        DeviceIdentification page = new DeviceIdentification(List.of(
                new Designator(0, Designator.TYPE_T10, 2, "ACME\u001b[31m  red\nline\u0000\u0000".getBytes())));
        assertThat(Wwid.of(page)).isEqualTo("1ACME_[31m_red_line");
    }

    @Test
    void isAtMost127CharactersLong() {
        DeviceIdentification page = new DeviceIdentification(
                List.of(Designator.t10("ACME", "x".repeat(240))));
        assertThat(Wwid.of(page)).hasSize(127);
    }

    @Test
    void fallsBackToVendorProductAndSerial() {
        assertThat(Wwid.of(UNIT, new UnitSerial("0042 A"))).isEqualTo("SACME_Volume_7_0042_A");
        assertThat(Wwid.of(UNIT, new UnitSerial(""))).isEmpty();
    }

    private static String wwidOrEmpty(Vector vector) {
        try {
            return Wwid.of(DeviceIdentification.parse(vector.page()), vector.charactersMax());
        } catch (MalformedResponse refused) {
            return "";
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
