package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.discovery.CollisionGuard.Judgement;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;

class CollisionGuardTest {
    private static final Designator NAA_6 = naa("6024d50000000000000000000000000a");
    private static final Designator OTHER_NAA_6 = naa("6024d50000000000000000000000000b");
    private static final Designator NOBODYS_NAA_6 = naa("60000000000000000e00000000010001");
    private static final Designator NAA_5 = naa("5000c500a1b2c3d4");
    private static final Designator NAA_3 = naa("3000000100000001");
    private static final Designator OTHER_NAA_3 = naa("3000000200000001");
    private static final Designator T10 = Designator.t10("ACME", "a  b");
    private static final Designator OTHER_T10 = Designator.t10("ACME", "a b");
    private static final BlockLimits LIMITS = new BlockLimits(false, 0, 0, 8192, 1024, 4096, 1, 8, 2048);
    private static final Evidence UNIT = unit(NAA_6, T10);

    /** What the path's unit is, and the sentence. */
    record Row(Evidence has, String another) {
        @Override
        public String toString() {
            return another;
        }
    }

    static Stream<Row> contradictions() {
        return Stream.of(
                new Row(new Evidence("ACME", "Volume", "S1", 4096, 1000, false, UNIT.designators(), LIMITS),
                        "unit has blocks of 4096 bytes, map mpatha of the same WWID has 512"),
                new Row(new Evidence("ACME", "Volume", "S2", 512, 1000, false, UNIT.designators(), LIMITS),
                        "unit has serial \"S2\", map mpatha of the same WWID has \"S1\""),
                new Row(new Evidence("ACMF", "Volume", "S1", 512, 1000, false, UNIT.designators(), LIMITS),
                        "unit has vendor \"ACMF\", map mpatha of the same WWID has \"ACME\""),
                new Row(new Evidence("ACME", "Volumes", "S1", 512, 1000, false, UNIT.designators(), LIMITS),
                        "unit has product \"Volumes\", map mpatha of the same WWID has \"Volume\""),
                new Row(unit(OTHER_NAA_6, T10),
                        "unit has designator NAA 6 6024d50000000000000000000000000b, map mpatha of the same WWID has NAA 6"
                                + " 6024d50000000000000000000000000a"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void whatBothTellAndTellOtherwiseIsAnotherUnit(Row row) {
        Judgement judgement = judge(UNIT, row.has());
        assertThat(judgement.another()).isEqualTo(row.another());
        assertThat(judgement.whyNot()).isEqualTo(row.another());
    }

    @Test
    void theSameIsTheSameAndSaysWhatAgreed() {
        Judgement judgement = judge(UNIT, UNIT);
        assertThat(judgement.whyNot()).isNull();
        assertThat(judgement.doubt()).isNull();
        assertThat(judgement.agreed())
                .containsExactly("size", "block size", "serial", "vendor", "product", "NAA 6", "T10 vendor id", "limits");
        assertThat(judgement.unknown()).isEmpty();
    }

    @Test
    void whatOneSideLacksIsNoContradictionButCounted() {
        Evidence bare = new Evidence("", "", "", 0, 0, false, List.of(NAA_6), null);
        Judgement judgement = judge(UNIT, bare);
        assertThat(judgement.whyNot()).isNull();
        assertThat(judgement.doubt()).isNull();
        assertThat(judgement.unknown())
                .containsExactly("size", "block size", "serial", "vendor", "product", "T10 vendor id", "limits");
    }

    @Test
    void anotherSizeIsToldApartFromAnotherUnit() {
        Judgement judgement = judge(UNIT, UNIT.resized(2000));
        assertThat(judgement.another()).isNull();
        assertThat(judgement.resized()).isEqualTo("unit has 2000 blocks, map mpatha of the same WWID has 1000");
        assertThat(judgement.whyNot()).isEqualTo(judgement.resized());
    }

    @Test
    void oneCommonDesignatorOfAKindIsEnough() {
        assertThat(judge(unit(NAA_6, OTHER_NAA_6), unit(OTHER_NAA_6)).another()).isNull();
        assertThat(judge(unit(NAA_6, NAA_5), unit(NAA_6)).unknown()).contains("NAA 5");
    }

    @Test
    void twoTextsThatMakeTheSameWwidAreTwoUnits() {
        assertThat(judge(unit(T10), unit(OTHER_T10)).another())
                .isEqualTo("unit has designator T10 vendor id \"ACME    a b\", map mpatha of the same WWID has T10 vendor id"
                        + " \"ACME    a  b\"");
    }

    @Test
    void anotherTextBesideAWorldwideNameIsADoubt() {
        Judgement judgement = judge(UNIT, unit(NAA_6, OTHER_T10));
        assertThat(judgement.another()).isNull();
        assertThat(judgement.doubt()).startsWith("unit has designator T10 vendor id");
    }

    @Test
    void aLocalNumberOfAnotherTargetSaysNothingBesideAWorldwideName() {
        Judgement judgement = judge(unit(NAA_6, NAA_3), unit(NAA_6, OTHER_NAA_3));
        assertThat(judgement.whyNot()).isNull();
        assertThat(judgement.doubt()).isNull();
        assertThat(judge(unit(NAA_3), unit(OTHER_NAA_3)).another()).isNotNull();
    }

    @Test
    void whatIsNotWorldwideLeavesADoubt() {
        for (Designator weak : List.of(T10, NAA_3, NOBODYS_NAA_6, Designator.name(0, "iqn.2026-11.org.example:1"))) {
            assertThat(judge(unit(weak), unit(weak)).whyNot()).isNull();
            assertThat(judge(unit(weak), unit(weak)).doubt()).isEqualTo("no worldwide designator is among what agrees");
        }
        assertThat(judge(unit(), unit()).doubt()).as("serial number only").isNotNull();
        assertThat(judge(unit(NAA_6), unit(T10)).doubt()).as("nothing in common").isNotNull();
    }

    @Test
    void otherLimitsAreADoubtWhereAWorldwideNameAgreesAndAnotherUnitElsewhere() {
        BlockLimits other = new BlockLimits(false, 0, 0, 64, 32, 4096, 1, 16, 2048);
        Evidence upgraded = new Evidence("ACME", "Volume", "S1", 512, 1000, false, UNIT.designators(), other);
        assertThat(judge(UNIT, upgraded).another()).isNull();
        assertThat(judge(UNIT, upgraded).doubt())
                .isEqualTo("unit has granularity of UNMAP of 16 blocks, map mpatha of the same WWID has 8");
        Evidence weak = new Evidence("ACME", "Volume", "S1", 512, 1000, false, List.of(T10), other);
        assertThat(judge(unit(T10), weak).another()).isEqualTo(judge(UNIT, upgraded).doubt());
        BlockLimits otherPort = new BlockLimits(false, 0, 0, 64, 32, 4096, 1, 8, 2048);
        Evidence through = new Evidence("ACME", "Volume", "S1", 512, 1000, false, UNIT.designators(), otherPort);
        assertThat(judge(UNIT, through).agreed()).as("transfers may differ by port").contains("limits");
    }

    @Test
    void aMapLearnsWhatItsFirstPathDidNotTell() {
        Evidence bare = new Evidence("ACME", "Volume", "", 0, 0, false, List.of(NAA_6), null);
        Evidence learnt = bare.completedBy(UNIT);
        assertThat(learnt.serial()).isEqualTo("S1");
        assertThat(learnt.blocks()).isEqualTo(1000);
        assertThat(learnt.designators()).containsExactly(NAA_6);
        assertThat(judge(learnt, UNIT.resized(1)).resized()).isNotNull();
    }

    @Test
    void aMapThatRanBeforeIsKnownByItsWorldwideName() {
        Evidence running = new Evidence("ACME", "Volume", "S1", 512, 1000, false, List.of(), null);
        Evidence found = new Evidence("ACME", "Volume", "S1", 512, 1000, true, List.of(NAA_6), LIMITS);
        assertThat(judge(running, found).doubt()).isNull();
        assertThat(judge(running, unit(T10)).doubt()).isNotNull();
    }

    private static Judgement judge(Evidence had, Evidence has) {
        return CollisionGuard.judge("mpatha", had, has);
    }

    private static Evidence unit(Designator... designators) {
        return new Evidence("ACME", "Volume", "S1", 512, 1000, false, List.of(designators), LIMITS);
    }

    private static Designator naa(String digits) {
        return Designator.naa(HexFormat.of().parseHex(digits));
    }
}
