package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Finding out who is behind a path, and what happens when that goes wrong. */
class ProbingTest {
    @TempDir
    Path directory;

    private Rig rig;
    private FakeUnit unit;
    private FakePath path;
    private FakePath healthy;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        unit = new FakeUnit(Rig.UNITS[0]);
        path = rig.path("A0", 0, unit);
        healthy = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void rejectsALyingIdentificationPageWithOneSentenceAndGoesOnWithTheRest() throws Exception {
        unit.identification[3] = (byte) 0x7f;
        rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("VPD page 83h, byte 2: declares 131 bytes, 68 came");
        assertThat(rig.seen(path).map()).isEmpty();
        assertThat(rig.seen(healthy).map()).isEqualTo("mpatha");
    }

    @Test
    void rejectsADesignatorThatRunsOverItsPage() throws Exception {
        unit.identification[4 + 3] = (byte) 0xf0;
        rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("VPD page 83h, byte 7: designator of 240 bytes, 60 left in the page");
    }

    @Test
    void rejectsAShortInquiry() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY && !CdbFields.vitalProductPage(cdb)
                ? Reply.good(Arrays.copyOf(unit.inquiry.bytes(), 8))
                : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("standard INQUIRY data, byte 8: ends after 8 bytes, needs 36");
    }

    @Test
    void rejectsABlockSizeNoDiskHas() throws Exception {
        unit.capacity = new ReadCapacity(100, 520, 0, false, false);
        rig.startSettled();
        assertThat(rig.seen(path).reason()).startsWith("READ CAPACITY (16) data, byte 8: logical block of 520 bytes");
    }

    @Test
    void rejectsAUnitWithoutIdentity() throws Exception {
        unit.identification = null;
        unit.serial = null;
        rig.startSettled();
        assertThat(rig.seen(path).reason()).startsWith("unit has no identity");
    }

    @Test
    void joinsNoPathsOfUnitsWithoutIdentityHoweverAlikeTheyAre() throws Exception {
        unit.identification = null;
        unit.serial = null;
        FakePath twin = rig.path("B0", 0, unit);
        rig.startSettled();
        for (FakePath each : List.of(path, twin)) {
            assertThat(rig.seen(each).map()).isEmpty();
            assertThat(rig.seen(each).wwid()).isEmpty();
            assertThat(rig.seen(each).reason()).isEqualTo(
                    "unit has no identity: no usable designator in VPD page 83h and no serial in VPD page 80h");
        }
        assertThat(rig.plane.names()).isEqualTo("mpatha");
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(healthy.name());
    }

    @Test
    void takesWhatAUnitTellsInSpiteOfAnErrorThatItGotOver() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY ? unit.canned(cdb).recovered() : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).product()).isEqualTo("LAB-SYM");
        assertThat(rig.seen(path).wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
    }

    @Test
    void skipsTheControllerUnitAndNumbersWithoutUnit() throws Exception {
        unit.inquiry = unit.inquiry.as(0, Inquiry.TYPE_CONTROLLER);
        FakeUnit none = new FakeUnit(Rig.UNITS[2]);
        none.inquiry = none.inquiry.as(3, 0x1f);
        FakePath empty = rig.path("A0", 9, none);
        rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("not a disk: peripheral device type 0ch");
        assertThat(rig.seen(empty).reason()).isEqualTo("no unit at this number: peripheral qualifier 3");
        assertThat(rig.plane.names()).isEqualTo("mpatha");
    }

    @Test
    void absorbsUnitAttentionsOfANewNexus() throws Exception {
        AtomicInteger attentions = new AtomicInteger(3);
        unit.script = cdb -> attentions.getAndDecrement() > 0
                ? Reply.sense(SenseKey.UNIT_ATTENTION, 0x29, 0)
                : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
    }

    /** Whoever hears of it first is the only one. */
    @Test
    void startsAnewWhenTheUnitIsExchangedWhileItIsAsked() throws Exception {
        unit.script = cdb -> {
            if (CdbFields.opcode(cdb) != Opcode.SERVICE_ACTION_IN_16) {
                return FakeUnit.FALLBACK;
            }
            unit.script = next -> FakeUnit.FALLBACK;
            unit.identity(Rig.UNITS[2]);
            return Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03);
        };
        rig.startSettled();
        assertThat(rig.seen(path).wwid()).isEqualTo("3" + Rig.UNITS[2]);
    }

    @Test
    void doesNotRepeatForEverOnAnEndlessUnitAttention() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY
                ? Reply.sense(SenseKey.UNIT_ATTENTION, 0x29, 0)
                : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).reason())
                .isEqualTo("INQUIRY: UNIT ATTENTION 06/29/00 power on, reset or bus device reset occurred");
        long inquiries = path.received.stream().filter("12"::equals).count();
        long probes = path.received.stream().filter("0"::equals).count();
        assertThat(inquiries).isLessThanOrEqualTo(UnitProbe.TRIES_MAX * probes);
    }

    @Test
    void fallsBackToTheShortReadCapacity() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.SERVICE_ACTION_IN_16 ? FakeUnit.REFUSED : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
        assertThat(rig.plane.loaded("mpatha").unit.limits().unmap()).isFalse();
    }

    @Test
    void identifiesAUnitThatListsNoPagesAndHasNoModePages() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.MODE_SENSE_6
                        || CdbFields.vitalProductPage(cdb) && CdbFields.inquiryPage(cdb) == 0
                ? FakeUnit.REFUSED
                : FakeUnit.FALLBACK;
        rig.startSettled();
        assertThat(rig.seen(path).wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpatha").unit.limits().fua()).isFalse();
    }

    @Test
    void givesUpOnASilentUnitInTimeAndFindsItWhenItSpeaks() throws Exception {
        unit.script = cdb -> null;
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("TEST UNIT READY: no answer within 150 ms");
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.TIMEOUT);
        unit.script = cdb -> FakeUnit.FALLBACK;
        rig.reactor.execute(path::answerSilenced);
        Await.until("the unit to be placed", () -> !rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(path.outstandingMax).hasValue(1);
    }

    @Test
    void findsAUnitThatBecomesReadyLater() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.SERVICE_ACTION_IN_16
                        || CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x01)
                : FakeUnit.FALLBACK;
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("READ CAPACITY (16): NOT READY 02/04/01 becoming ready");
        unit.script = cdb -> FakeUnit.FALLBACK;
        Await.until("the unit to be placed", () -> !rig.seen(path).map().isEmpty(), inventory::paths);
    }

    @Test
    void looksAgainAtARejectedPathWhenAsked() throws Exception {
        byte[] sound = unit.identification;
        unit.identification = Arrays.copyOf(sound, 2);
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).contains("VPD page 83h");
        unit.identification = sound;
        inventory.rescan();
        rig.settle();
        assertThat(rig.seen(path).map()).isEqualTo("mpathb");
        assertThat(rig.transport.rescans).hasValue(1);
    }

    @Test
    void showsNoControlCharactersOfATarget() throws Exception {
        unit.inquiry = Inquiry.disk("\u001b[2J", "a\nb\"c", "1", 0);
        rig.startSettled();
        assertThat(rig.seen(path).vendor()).isEqualTo("?[2J");
        assertThat(rig.seen(path).product()).isEqualTo("a?b\"c");
    }
}
