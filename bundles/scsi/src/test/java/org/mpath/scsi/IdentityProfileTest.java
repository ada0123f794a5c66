package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityProfileTest {
    private static final String NAA_6 = "600507680c80810e98000000000000ab";
    private static final Designator T10 = Designator.t10("ACME", "first");
    private static final Designator T10_LATER = Designator.t10("ACME", "second");
    private static final Inquiry ACME = Inquiry.disk("ACME", "Volume 7", "1.0", 0);
    private static final UnitNames UNIT = unit(ACME, T10, T10_LATER, Designator.naa(hex("3000000100000001")), naa6());

    @Test
    void theWordsOfMultipathConfAndOurOwnSelectOne() {
        assertThat(IdentityProfile.of("")).hasValue(IdentityProfile.HIGHEST_RANK);
        assertThat(IdentityProfile.of("ID_SERIAL")).hasValue(IdentityProfile.HIGHEST_RANK);
        assertThat(IdentityProfile.of("ID_WWN")).hasValue(IdentityProfile.WWN);
        assertThat(IdentityProfile.of("openbsd")).hasValue(IdentityProfile.OPENBSD);
        assertThat(IdentityProfile.of("whitelist-2003")).hasValue(IdentityProfile.WHITELIST_2003);
        assertThat(IdentityProfile.of("ID_UID")).as("of DASDs").isEmpty();
        assertThat(IdentityProfile.wordsOfAll()).isEqualTo("ID_SERIAL, ID_WWN, ID_WWN_WITH_EXTENSION, openbsd, whitelist-2003");
    }

    @Test
    void eachProfileNamesTheSameUnitByItsOwnRules() {
        assertThat(IdentityProfile.HIGHEST_RANK.wwid(UNIT)).isEqualTo("3" + NAA_6);
        assertThat(IdentityProfile.WWN.wwid(UNIT)).isEqualTo("0x" + NAA_6);
        assertThat(IdentityProfile.OPENBSD.wwid(UNIT)).as("the first NAA ends it").isEqualTo("33000000100000001");
        assertThat(IdentityProfile.WHITELIST_2003.wwid(UNIT)).as("not on the list").isEmpty();
    }

    @Test
    void aUnitWithoutAWwnHasNoneByThatProfile() {
        assertThat(IdentityProfile.WWN.wwid(unit(ACME, T10))).isEmpty();
        assertThat(IdentityProfile.WWN.wwid(unit(ACME, eui("0011223344556677")))).isEqualTo("0x0011223344556677");
    }

    @Test
    void openBsdsNameIsAnotherOneForEveryByte() {
        String one = IdentityProfile.OPENBSD.wwid(unit(ACME, Designator.t10("ACME", "a  b")));
        assertThat(one).isEqualTo("1" + "41434d4520202020" + "61202062");
        assertThat(IdentityProfile.OPENBSD.wwid(unit(ACME, Designator.t10("ACME", "a b")))).isNotEqualTo(one);
        assertThat(IdentityProfile.HIGHEST_RANK.wwid(unit(ACME, Designator.t10("ACME", "a  b"))))
                .as("multipath-tools' rule cannot tell them apart")
                .isEqualTo(IdentityProfile.HIGHEST_RANK.wwid(unit(ACME, Designator.t10("ACME", "a b"))));
        String longOne = IdentityProfile.OPENBSD.wwid(unit(ACME, Designator.t10("ACME", "x".repeat(99) + "1")));
        assertThat(longOne).startsWith("1sha256.").hasSize(72);
        assertThat(IdentityProfile.OPENBSD.wwid(unit(ACME, Designator.t10("ACME", "x".repeat(99) + "2")))).isNotEqualTo(longOne);
    }

    @Test
    void openBsdFallsBackToTheSerialAndAsksNoUnitOfScsi1() {
        assertThat(IdentityProfile.OPENBSD.wwid(new UnitNames(ACME, null, new UnitSerial("42"))))
                .isEqualTo("S" + "41434d4520202020" + "566f6c756d6520372020202020202020" + "3432");
        byte[] old = ACME.bytes();
        old[2] = 1;
        UnitNames scsi1 = unit(Inquiry.parse(old), naa6());
        assertThat(IdentityProfile.OPENBSD.wwid(scsi1)).isEmpty();
        assertThat(IdentityProfile.OPENBSD.candidates(scsi1)).noneMatch(IdentityCandidate::chosen);
    }

    /** Row 031: 16 bytes at offset 8 as 32 digits; row 030: the product alone decides, the vendor does not. */
    @Test
    void theListOf2003TakesTheFirst16BytesOfItsTwoProductsAndNoOthers() {
        assertThat(in2003("HSV110 (C)COMPAQ", naa6(), T10)).isEqualTo(NAA_6);
        assertThat(in2003("HSG80", naa6())).isEqualTo(NAA_6);
        assertThat(in2003("HSV110 (C)COMPAR", naa6())).isEmpty();
        assertThat(in2003("HSG80 X", naa6())).isEmpty();
        assertThat(in2003("HSG80", T10, naa6())).as("these 16 bytes would be the text of another designator").isEmpty();
    }

    @Test
    void everyCandidateSaysWhyItIsTheIdentityOrNot() {
        assertThat(IdentityProfile.HIGHEST_RANK.candidates(UNIT)).containsExactly(
                new IdentityCandidate("T10 vendor id of VPD page 83h", "1ACME_first", false, "NAA 6 comes before it by ID_SERIAL"),
                new IdentityCandidate("T10 vendor id of VPD page 83h", "1ACME_second", false, "NAA 6 comes before it by ID_SERIAL"),
                new IdentityCandidate("NAA 3 of VPD page 83h", "33000000100000001", false, "NAA 6 comes before it by ID_SERIAL"),
                new IdentityCandidate("NAA 6 of VPD page 83h", "3" + NAA_6, true, "it comes first by ID_SERIAL"),
                new IdentityCandidate("serial of VPD page 80h", "SACME_Volume_7_42", false, "VPD page 83h comes before it"));
        assertThat(IdentityProfile.HIGHEST_RANK.candidates(unit(ACME, T10, T10_LATER)).get(1).why())
                .isEqualTo("another T10 vendor id is taken by ID_SERIAL");
        assertThat(IdentityProfile.HIGHEST_RANK.candidates(unit(ACME)))
                .containsExactly(new IdentityCandidate(
                        "serial of VPD page 80h", "SACME_Volume_7_42", true, "there is no usable designator"));
        assertThat(IdentityProfile.WWN.candidates(unit(ACME, T10)))
                .extracting(IdentityCandidate::why)
                .containsOnly("it is no identity by ID_WWN");
    }

    @Test
    void aCandidateIsTheIdentityByEveryProfile() {
        for (IdentityProfile profile : IdentityProfile.values()) {
            assertThat(profile.candidates(UNIT).stream().filter(IdentityCandidate::chosen).map(IdentityCandidate::wwid))
                    .as(profile.word())
                    .isEqualTo(profile.wwid(UNIT).isEmpty() ? List.of() : List.of(profile.wwid(UNIT)));
        }
    }

    @Test
    void aNumberWithoutACompanyIsNotWorldwide() {
        assertThat(DesignatorKind.isWorldwide(naa6())).isTrue();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("60000000000000000e00000000010001")))).as("tgtd's own").isFalse();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("5000c500a1b2c3d4")))).isTrue();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("5000000fa1b2c3d4")))).isFalse();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("2123000fa1b2c3d4")))).isTrue();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("2123000000b2c3d4")))).isFalse();
        assertThat(DesignatorKind.isWorldwide(Designator.naa(hex("3000000100000001")))).isFalse();
        assertThat(DesignatorKind.isWorldwide(eui("0011223344556677"))).isTrue();
        assertThat(DesignatorKind.isWorldwide(eui("00112233445566770000000000000001"))).isFalse();
        assertThat(DesignatorKind.isWorldwide(T10)).isFalse();
    }

    private static String in2003(String product, Designator... designators) {
        return IdentityProfile.WHITELIST_2003.wwid(unit(Inquiry.disk("ANY", product, "1", 0), designators));
    }

    private static UnitNames unit(Inquiry inquiry, Designator... designators) {
        byte[] page = new DeviceIdentification(List.of(designators)).bytes();
        return new UnitNames(inquiry, DeviceIdentification.parse(page), new UnitSerial("42"));
    }

    private static Designator naa6() {
        return Designator.naa(hex(NAA_6));
    }

    private static Designator eui(String digits) {
        return new Designator(Designator.ASSOCIATION_UNIT, Designator.TYPE_EUI64, 1, hex(digits));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
