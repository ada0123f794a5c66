package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.Trespass;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ClariionArray;
import org.mpath.target.store.MemoryStore;

/** The CLARiiON family, byte by byte and sense by sense (seed-systems 1.7, 4.1, 4.5). */
class ClariionTest {
    private static final long SECOND = 1_000_000_000L;

    private Array array;
    private Host a;
    private Host b;

    private Array create(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            values.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return new ClariionArray().create("emc", 2, 2, values);
    }

    /** A owns unit 0, B unit 1; the hosts are on A1 and B1. */
    private void build(String... words) {
        array = create(words);
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(1 << 20));
        a = new Host(array.ports().get(1)).settled(0).settled(1);
        b = new Host(array.ports().get(3)).settled(0).settled(1);
    }

    private static byte[] vital(Host host, int lun, int page) {
        byte[] cdb = new byte[16];
        return host.read(lun, cdb, Cdb.inquiryPage(cdb, page, 252), 252);
    }

    private static ClariionPage page(Host host, int lun) {
        return ClariionPage.parse(vital(host, lun, 0xc0));
    }

    private static byte[] standard(Host host, int lun) {
        byte[] cdb = new byte[16];
        return host.read(lun, cdb, Cdb.inquiry(cdb, 255), 255);
    }

    private static Host trespass6(Host host, int lun, Trespass trespass) {
        byte[] cdb = new byte[16];
        return host.write(lun, cdb, Cdb.modeSelect6(cdb, true, trespass.list6().length), trespass.list6());
    }

    private static Host trespass10(Host host, int lun, Trespass trespass) {
        byte[] cdb = new byte[16];
        return host.write(lun, cdb, Cdb.modeSelect10(cdb, true, trespass.list10().length), trespass.list10());
    }

    private static Host trespass(Host host, int lun) {
        return trespass10(host, lun, new Trespass(false, false));
    }

    // ---- what it says of itself ----

    @Test
    void tellsWhoOwnsAUnitByteByByte() {
        build();
        byte[] page = vital(b, 0, 0xc0);
        assertThat(b.answer()).isEqualTo("GOOD");
        String head = "00c0007c" + "01" + "00" + "00" + "01" + "01" + "00";
        String id = HexFormat.of().formatHex(array.unit(0).identity().naa());
        String rest = "00" + "03" + "04" + "00" + "04" + "00".repeat(17) + "00" + "00" + "656d63" + "00".repeat(75);
        assertThat(HexFormat.of().formatHex(page)).isEqualTo(head + id + rest);
        assertThat(HexFormat.of().formatHex(vital(a, 0, 0xc0))).startsWith("00c0007c" + "02" + "00" + "00" + "01" + "00" + "00");
        assertThat(HexFormat.of().formatHex(vital(a, 1, 0xc0))).startsWith("00c0007c" + "01" + "01" + "00" + "01" + "00" + "00");
    }

    @Test
    void listsThatPage() {
        build();
        assertThat(SupportedPages.parse(vital(a, 0, 0)).pages()).contains(0xc0);
    }

    @ParameterizedTest
    @CsvSource({"raid5, 'RAID 5'", "vraid, VRAID", "disk, DISK"})
    void isADgcOfTheProductAskedFor(String word, String product) {
        build("product=" + word);
        Inquiry inquiry = Inquiry.parse(standard(a, 0));
        assertThat(inquiry.paddedVendor()).isEqualTo("DGC     ");
        assertThat(inquiry.product()).isEqualTo(product);
        assertThat(inquiry.tpgs()).isZero();
    }

    @Test
    void namesItsModelInLongInquiryData() {
        build();
        assertThat(standard(a, 0)).hasSize(255);
        assertThat(ClariionModel.parse(standard(a, 0))).isEqualTo(new ClariionModel("emc", "CX600"));
        build("model=FC4700");
        assertThat(ClariionModel.parse(standard(a, 0)).model()).isEqualTo("FC4700");
        build("model=legacy");
        assertThat(standard(a, 0)).hasSize(96);
        assertThat(ClariionModel.parse(standard(a, 0)).model()).isEqualTo("FC (Legacy)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6})
    void tellsItsFailoverMode(int mode) {
        build("mode=" + mode);
        assertThat(page(a, 0).failoverMode()).isEqualTo(mode);
    }

    // ---- the processor that does not own a unit ----

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"28, 05/25/01", "88, 05/25/01", "2a, 05/25/01", "35, 05/25/01", "42, 05/25/01", "00, 02/04/03"})
    void refusesWhatTouchesTheMediumAtTheOtherProcessor(String opcode, String sense) {
        build();
        int code = Integer.parseInt(opcode, 16);
        assertThat(b.send(0, Host.cdb(16, code), 16).answer()).isEqualTo(sense);
        assertThat(b.send(1, Host.cdb(16, code), 16).answer()).isNotEqualTo(sense);
    }

    @Test
    void answersWhatTellsOfTheUnitAtEveryProcessor() {
        build();
        byte[] cdb = new byte[16];
        b.read(0, cdb, Cdb.readCapacity10(cdb), 8);
        assertThat(b.answer()).isEqualTo("GOOD");
        b.read(0, cdb, Cdb.readCapacity16(cdb, 32), 32);
        assertThat(b.answer()).isEqualTo("GOOD");
        b.read(0, cdb, Cdb.modeSense6(cdb, Trespass.CODE, 255), 255);
        assertThat(b.answer()).isEqualTo("GOOD");
    }

    @Test
    void refusesAsNotReadyWhenAskedTo() {
        build("refuses=not-ready");
        b.readBlocks(0, 0, 1);
        assertThat(b.answer()).isEqualTo("02/04/03");
    }

    @Test
    void everyNewNexusHearsOfTheReset() {
        build();
        Host fresh = new Host(array.ports().get(2), "other");
        assertThat(fresh.testUnitReady(1).answer()).isEqualTo("06/29/00");
        assertThat(fresh.testUnitReady(1).answer()).isEqualTo("GOOD");
        assertThat(b.testUnitReady(1).answer()).as("nobody else").isEqualTo("GOOD");
    }

    // ---- trespass ----

    @ParameterizedTest(name = "short {0}, honours reservations {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void movesAUnitToTheProcessorThatIsToldSo(boolean shortForm, boolean honours) {
        build();
        Trespass trespass = new Trespass(shortForm, honours);
        assertThat(trespass6(b, 0, trespass).answer()).isEqualTo("GOOD");
        assertThat(page(b, 0).lunState()).isEqualTo(ClariionPage.OWNED);
        assertThat(page(a, 0).lunState()).isEqualTo(ClariionPage.BOUND);
        assertThat(page(b, 0).preferred()).as("it should still be with A").isFalse();
        assertThat(trespass10(a, 0, trespass).answer()).isEqualTo("GOOD");
        assertThat(page(a, 0).owned()).isTrue();
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/03");
        assertThat(b.testUnitReady(1).answer()).as("no other unit").isEqualTo("GOOD");
    }

    @Test
    void aTrespassMayNameItsOwnUnitButNoOther() {
        build();
        assertThat(trespass10(b, 0, new Trespass(false, false, 1)).answer()).isEqualTo("05/26/00");
        assertThat(trespass10(b, 0, new Trespass(false, false, 0)).answer()).isEqualTo("GOOD");
        assertThat(page(b, 0).owned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2202ffff", "220381ffff", "220201"})
    void refusesAPageThatIsNoTrespass(String page) {
        build();
        byte[] list = HexFormat.of().parseHex("00000000" + page);
        byte[] cdb = new byte[16];
        assertThat(b.write(0, cdb, Cdb.modeSelect6(cdb, true, list.length), list).answer()).isIn("05/26/00", "05/1a/00");
        assertThat(page(b, 0).owned()).isFalse();
    }

    @Test
    void aTrespassThatTakesTimeIsAnsweredAtItsEnd() {
        build();
        array.ownership().transitionNanos(SECOND);
        assertThat(trespass(b, 0).answer()).isEqualTo("none yet");
        assertThat(page(a, 0).owned()).isFalse();
        Host other = new Host(array.ports().get(2), "other").settled(0);
        assertThat(other.testUnitReady(0).answer()).isEqualTo("02/04/01");
        assertThat(page(other, 0).owned()).as("it is on its way").isTrue();
        assertThat(trespass(other, 0).answer()).isEqualTo("GOOD");
        array.agenda().advance(SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(other.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void theLastTrespassWins() {
        build();
        array.ownership().transitionNanos(SECOND);
        trespass(b, 0);
        trespass(a, 0);
        assertThat(b.answer()).isEqualTo("02/04/03");
        array.agenda().advance(SECOND);
        assertThat(a.answer()).isEqualTo("GOOD");
        assertThat(page(a, 0).owned()).isTrue();
    }

    @Test
    void movesNothingWhileItCopies() {
        build("copy=running");
        assertThat(trespass(b, 0).answer()).isEqualTo("05/04/00");
        assertThat(page(a, 0).owned()).isTrue();
    }

    // ---- units that are not bound, upgrades ----

    @Test
    void anUnboundUnitIsALunzWithNothingBehindIt() {
        build("unbound=1,7");
        assertThat(Inquiry.parse(standard(b, 1)).paddedProduct()).isEqualTo("LUNZ            ");
        assertThat(Inquiry.parse(standard(b, 0)).product()).isEqualTo("RAID 5");
        assertThat(page(b, 1).lunState()).isEqualTo(ClariionPage.UNBOUND);
        assertThat(b.testUnitReady(1).answer()).isEqualTo("05/25/00");
        assertThat(trespass(a, 1).answer()).isEqualTo("05/25/00");
        b.readBlocks(1, 0, 1);
        assertThat(b.answer()).isEqualTo("05/25/00");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void duringAnUpgradeTheProcessorThatOwnsTheUnitServesItAndTheOtherOneRefuses() {
        build();
        array.ownership().failback(false);
        array.maintenance().upgrade(array.controller("A"), SECOND);
        assertThat(b.testUnitReady(0).answer()).as("it got the unit").isEqualTo("GOOD");
        assertThat(page(b, 0).upgrading()).isFalse();
        array.ownership().transitionNanos(SECOND);
        array.agenda().advance(SECOND);
        a = new Host(array.ports().get(1)).settled(0);
        assertThat(page(a, 0).upgrading()).isTrue();
        a.readBlocks(0, 0, 1);
        assertThat(a.answer()).isEqualTo("02/04/03");
        assertThat(trespass(a, 0).answer()).isEqualTo("02/04/03");
    }

    @Test
    void afterAnUpgradeAllIsAsBefore() {
        build();
        array.maintenance().upgrade(array.controller("A"), SECOND);
        for (int seconds = 1; seconds < 10; seconds++) {
            array.agenda().advance(seconds * SECOND);
        }
        a = new Host(array.ports().get(1)).settled(0).settled(1);
        b = new Host(array.ports().get(3)).settled(0).settled(1);
        assertThat(page(a, 0).owned()).isTrue();
        assertThat(page(b, 0).upgrading()).isFalse();
        assertThat(trespass(b, 0).answer()).isEqualTo("GOOD");
    }

    // ---- descriptions ----

    @Test
    void isAFamilyOfTheLab() {
        assertThat(ArrayFamilies.named("emc")).isInstanceOf(ClariionArray.class);
    }

    @ParameterizedTest
    @CsvSource({
        "product=raid6, 'raid5, vraid or disk allowed'",
        "model=C X, 'legacy, or 1 to 16 letters and digits, allowed'",
        "mode=16, 0 to 15 allowed",
        "refuses=never, not-ready or not-owned allowed",
        "copy=maybe, running or idle allowed",
        "'unbound=1,', numbers separated by commas allowed"
    })
    void refusesWordsItDoesNotKnow(String word, String allowed) {
        assertThatThrownBy(() -> create(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word \"" + word + "\": " + allowed);
    }
}
