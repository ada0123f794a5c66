package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.scsi.LinkIdentity.Type;

/** OpenBSD's choice of an identity, beside the one the product uses ({@link Wwid}). */
class LinkIdentityTest {
    private static final Inquiry UNIT = Inquiry.disk("ACME", "Volume 7", "1.0", 0);
    private static final byte[] NODE = hex("5000c50000000001");

    private static final Designator T10 = Designator.t10("ACME", "first");
    private static final Designator T10_LATER = Designator.t10("ACME", "second");
    private static final Designator EUI = unit(Designator.TYPE_EUI64, "0011223344556677");
    private static final Designator EUI_LATER = unit(Designator.TYPE_EUI64, "8899aabbccddeeff");
    private static final Designator NAA_3 = unit(Designator.TYPE_NAA, "3000000100000001");
    private static final Designator NAA_6 = unit(Designator.TYPE_NAA, "600507680c80810e98000000000000ab");
    private static final Designator PORT_NAA =
            new Designator(Designator.ASSOCIATION_PORT, Designator.TYPE_NAA, 1, hex("5000c500a1b2c3d4"));
    private static final Designator TARGET_NAA =
            new Designator(Designator.ASSOCIATION_TARGET, Designator.TYPE_NAA, 1, hex("5000c500a1b2c3d5"));
    private static final Designator NAME = Designator.name(Designator.ASSOCIATION_UNIT, "iqn.2026-11.org.example:1");

    /** Designators, what OpenBSD makes of them, and what this product calls the unit. */
    record Row(String about, List<Designator> designators, Designator chosen, String wwid) {
        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("T10 alone", List.of(T10), T10, "1ACME_first"),
                new Row("EUI over T10, whatever the order", List.of(EUI, T10), EUI, "20011223344556677"),
                new Row("NAA over EUI and T10", List.of(T10, EUI, NAA_6), NAA_6, "3600507680c80810e98000000000000ab"),
                new Row("later T10 wins", List.of(T10, T10_LATER), T10_LATER, "1ACME_first"),
                new Row("later EUI wins", List.of(EUI, T10, EUI_LATER), EUI_LATER, "20011223344556677"),
                new Row("first NAA ends it", List.of(T10, NAA_3, NAA_6, EUI), NAA_3, "3600507680c80810e98000000000000ab"),
                new Row("port and target say nothing", List.of(PORT_NAA, T10, TARGET_NAA), T10, "1ACME_first"),
                new Row("names say nothing", List.of(NAME, T10), T10, "82026-11.org.example:1"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void choosesAmongTheUnitsDesignators(Row row) {
        DeviceIdentification page =
                DeviceIdentification.parse(new DeviceIdentification(row.designators()).bytes());
        LinkIdentity identity = LinkIdentity.of(UNIT, page, new UnitSerial("42"), 0, NODE);
        assertThat(identity.bytes()).isEqualTo(row.chosen().bytes());
        assertThat(identity.type()).isEqualTo(switch (row.chosen().type()) {
            case Designator.TYPE_NAA -> Type.NAA;
            case Designator.TYPE_EUI64 -> Type.EUI;
            default -> Type.T10;
        });
        assertThat(Wwid.of(page)).as("the product's own choice, multipath-tools'").isEqualTo(row.wwid());
    }

    @Test
    void fallsBackToVendorProductAndSerialThenToTheNodeNameOfLunZero() {
        DeviceIdentification nothing = new DeviceIdentification(List.of(PORT_NAA));
        LinkIdentity serial = new LinkIdentity(
                Type.SERIAL, "ACME    Volume 7        0042".getBytes(StandardCharsets.US_ASCII));
        assertThat(LinkIdentity.of(UNIT, nothing, new UnitSerial("0042"), 0, NODE)).isEqualTo(serial);
        assertThat(LinkIdentity.of(UNIT, null, new UnitSerial("0042"), 5, null)).isEqualTo(serial);
        assertThat(LinkIdentity.of(UNIT, null, new UnitSerial(""), 0, NODE)).isEqualTo(new LinkIdentity(Type.WWN, NODE));
        assertThat(LinkIdentity.of(UNIT, null, null, 0, NODE)).isEqualTo(new LinkIdentity(Type.WWN, NODE));
        assertThat(LinkIdentity.of(UNIT, null, null, 1, NODE)).isEqualTo(LinkIdentity.NONE);
        assertThat(LinkIdentity.of(UNIT, null, null, 0, null)).isEqualTo(LinkIdentity.NONE);
    }

    @Test
    void asksNoUnitThatClaimsLessThanScsi2() {
        byte[] old = UNIT.bytes();
        old[2] = 1;
        DeviceIdentification page = new DeviceIdentification(List.of(NAA_6));
        assertThat(LinkIdentity.of(Inquiry.parse(old), page, new UnitSerial("42"), 0, NODE)).isEqualTo(LinkIdentity.NONE);
        old[2] = 2;
        assertThat(LinkIdentity.of(Inquiry.parse(old), page, null, 0, NODE).type()).isEqualTo(Type.NAA);
    }

    @Test
    void isTheSameUnitOnlyWhenTypeLengthAndBytesAreEqualAndThereIsAnIdentity() {
        byte[] bytes = hex("3000000100000001");
        LinkIdentity one = new LinkIdentity(Type.NAA, bytes);
        assertThat(one.sameUnit(new LinkIdentity(Type.NAA, bytes.clone()))).isTrue();
        assertThat(one.sameUnit(new LinkIdentity(Type.EUI, bytes))).as("another type").isFalse();
        assertThat(one.sameUnit(new LinkIdentity(Type.NAA, Arrays.copyOf(bytes, 7)))).as("shorter").isFalse();
        assertThat(one.sameUnit(new LinkIdentity(Type.NAA, hex("3000000100000002")))).as("another byte").isFalse();
        assertThat(one.sameUnit(LinkIdentity.NONE)).isFalse();
        assertThat(LinkIdentity.NONE.sameUnit(LinkIdentity.NONE)).as("none is never the same").isFalse();
    }

    private static Designator unit(int type, String digits) {
        return new Designator(Designator.ASSOCIATION_UNIT, type, 1, hex(digits));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
